"""Where the theme's static files lie in the output: a folder named by what is in them.

A page names the folder it was made with, so an old page never meets a new style, and the files may be kept for ever.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = "theme/"
# What joins parts of the theme into one file decides its bytes too.
_JOINERS: Final = ("pages/theme.py", "search/client.py")
_PLUGINS: Final = Path(__file__).resolve().parents[1]


@cache
def theme_address(theme: Path) -> str:
    """The address of the folder for a theme: "theme/0f3c…/". Asked again, it gives the same for the whole build."""
    digest = hashlib.sha256()
    static = theme / "static"
    for path in sorted(path for path in static.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(static).as_posix()}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    for joiner in _JOINERS:
        digest.update((_PLUGINS / joiner).read_bytes())
    return f"{FOLDER}{digest.hexdigest()[:16]}/"


def theme_of_pelican(theme: str) -> str:
    """The same, from Pelican's own setting, for templates that Pelican renders."""
    return theme_address(Path(theme).resolve())
