"""How running text names councillors, alone and in lists: "Councillors A Ash, B Elm and Mrs C Oak (Chair)".

names = TITLE NAME (("," | "and" | "&") TITLE? NAME)*
"""

from __future__ import annotations

import re
from typing import Final

TITLE: Final = (
    r"(?:Councill?ors?|Cllrs?\.?|Alderm[ae]n|Mrs?\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady|Baroness|Professor|Prof\.?|"
    r"Rev(?:d|erend)?\.?|The (?:Mayor|Leader|Chair(?:man|woman|person)?))"
)
_WORD: Final = r"(?:[A-Z]\.|[A-Z][\w'’\-]*)"
NAME: Final = rf"{_WORD}(?:\s+(?:{_WORD}|d[aeiu]|de|la|van|von|der|den|ap|ab)){{0,5}}(?:\s*\((?!\d)[^()]{{1,40}}\))?"
# Atomic, for "Councillor" can be a title or a name, and a list of a hundred would be tried in every way.
NAMES: Final = (
    rf"(?>{TITLE}\s+{NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*;\s*)(?:{TITLE}\s+)?{NAME}){{0,120}})"
)
LIST: Final = re.compile(NAMES)
LAST: Final = re.compile(rf"(?P<name>{TITLE}\s+{NAME})$")
FIRST: Final = re.compile(rf"(?P<name>{TITLE}\s+{NAME})")
# A list without a title: names of two words and more.
BARE_LIST: Final = re.compile(
    rf"(?:{TITLE}\s+)?{_WORD}(?:\s+{_WORD}){{0,4}}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*"
    rf"|\s*;\s*)(?:{TITLE}\s+)?{NAME}){{0,120}}\s*[.;]?"
)
_SPLIT: Final = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_HAS_TITLE: Final = re.compile(rf"{TITLE}\s+")


def names(listed: str) -> tuple[str, ...]:
    """The names of a list, each with the title that the list gives it."""
    title = _HAS_TITLE.match(listed)
    said = (title[0].strip() if title else "").replace("Councillors", "Councillor").replace("Cllrs", "Cllr")
    parts = [part for part in _SPLIT.split(listed.strip(" .;")) if part]
    return tuple(_one(part, said) for part in parts)


def _one(part: str, title: str) -> str:
    """One name of a list with its title."""
    own = _HAS_TITLE.match(part)
    bare = part[own.end() :] if own and part.split(maxsplit=1)[0].rstrip("s.") in {"Councillor", "Cllr"} else part
    return f"{title} {bare}".strip() if not own or bare != part else part
