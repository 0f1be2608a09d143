"""Pelican as a blog of articles with one template, and no feed, index or page of tags, authors or categories."""

import os
from pathlib import Path

SITENAME, SITEURL, TIMEZONE, DEFAULT_LANG = "Archive", "", "Europe/London", "en"
PATH = os.environ["BENCH_CONTENT"]
THEME = str(Path(__file__).parent / "theme")
THEME_STATIC_PATHS = STATIC_PATHS = DIRECT_TEMPLATES = PAGE_PATHS = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
