"""The site's frame around a page as text: what stands before the page's title and after its last line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.labels import is_furniture, is_sure_furniture, page_kind


def without_frame(lines: Sequence[Line], kind: str, found: Found, *, links: bool = False) -> tuple[Line, ...]:
    """The lines of a page after its title (a title of the kind, else the top), without the frame; it is noted.

    With `links`, the lists of links within the page stay, for the reader of the page to look at.
    """
    titles = [n for n, line in enumerate(lines) if page_kind(line.text) == kind]
    start = titles[0] + 1 if titles else _after_own_title(lines)
    end = len(lines)
    while end > start and is_furniture(lines[end - 1]):
        end -= 1
    for line in lines[:start]:
        own = is_furniture(line) or page_kind(line.text) or not line.roles.isdisjoint(_TITLES)
        (found.furniture if own else found.nowhere)([line])
    found.furniture(lines[end:])
    if links:
        return tuple(lines[start:end])
    found.furniture(line for line in lines[start:end] if is_sure_furniture(line))
    return tuple(line for line in lines[start:end] if not is_sure_furniture(line))


_TITLES: Final = frozenset({"h1", "mgMainTitleTxt"})
_NAMES: Final = frozenset({"h2", "mgSubTitleTxt"})


def _after_own_title(lines: Sequence[Line]) -> int:
    """Where a page begins whose title is the council's own words: after it, if the thing has a heading beside it."""
    named = any(not line.roles.isdisjoint(_NAMES) for line in lines)
    return next((n for n, line in enumerate(lines) if line.roles.isdisjoint(_TITLES)), 0) if named else 0
