"""The folders of the index, in the site and in the cache."""

from __future__ import annotations

INDEX = "search-index"
"""The folder of an index in the site."""

PAPERS = "documents"
"""Where the index of papers lies: in the site a folder below this one, in the cache this one."""
