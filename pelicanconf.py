"""Pelican's settings for building and looking at an archive; publishconf.py differs in address and strictness."""

import os
import sys
from pathlib import Path

from jinja2 import StrictUndefined

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

from plugins.build.compiled import CompiledTemplates  # noqa: E402 (only now is it to be found)
from plugins.build.output import templates_folder  # noqa: E402
from plugins.edge import Shell  # noqa: E402

PATH = "content"
OUTPUT_PATH = "output"
THEME = str(ROOT / "theme")
PELICAN_CLASS = Shell  # which loads no plugins where nothing has changed
PLUGINS = [
    "plugins.intake.plugin",
    "plugins.search.plugin",
    "plugins.pages.plugin",
    "plugins.exports.plugin",
    "plugins.documents.plugin",
    "plugins.permanence.plugin",
]
WORKERS = os.environ.get("WORKERS") or os.cpu_count() or 1
STORE = os.environ.get("STORE", "")
PROFILE = os.environ.get("PROFILE", "") not in {"", "0"}
PUBLISHED_URL = os.environ.get("SITEURL", "")
STRICT = False

# Every link is relative, so that the site works under any sub-path.
SITEURL = ""
RELATIVE_URLS = True
TIMEZONE = "UTC"
DEFAULT_LANG = "en"

# Text from records is never trusted, and a name that a template does not know is a mistake.
KEPT = templates_folder()
# Templates are compiled once and kept, because a small change takes less time than compiling them.
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "bytecode_cache": CompiledTemplates(str(KEPT)) if KEPT else None,
}

# Prose pages go the ordinary Pelican way; nothing else of the blog is used.
PAGE_PATHS = ["pages"]
READERS = dict.fromkeys(["rst", "html", "htm", "markdown", "mkd", "mdown"])  # pages are *.md, which intake checks
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
# Every page is a folder, in whatever language; and what is a draft is not published.
PAGE_LANG_URL = PAGE_URL
PAGE_LANG_SAVE_AS = PAGE_SAVE_AS
DRAFT_PAGE_SAVE_AS = ""
DRAFT_PAGE_LANG_SAVE_AS = ""
DEFAULT_METADATA = {"template": "pages/prose"}
ARTICLE_PATHS = []
STATIC_PATHS = []
THEME_STATIC_PATHS = []
DIRECT_TEMPLATES = []
DELETE_OUTPUT_DIRECTORY = False
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
