"""What results show, as files: stream `d` with each document's card and whole text, stream `b` with first pages.

A first page is what the best documents for one common word show: their cards, each with the one passage that says most
of that word, so that a query of one word needs one file where ten documents lie in ten. A file depends on nothing but
documents in a row, or on the best of one term. DESIGN.md beside this file draws both.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import defaultdict
from functools import lru_cache, partial
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from plugins.search import format as form
from plugins.search.analyse import fold
from plugins.search.documents import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from plugins.search.catalogue import Documents
    from plugins.search.documents import SearchDocument
    from plugins.search.files import Files, Made

_SHOWN = ("outcome", "decision", "summary", "minutes", "documents", "people")
"""Fields that excerpts are taken from, the first of equally good ones first: as in `excerpt.js`."""

_AT_HAND = 2_048
"""So many documents are kept while pages are made, for the best of one word are often the best of others."""

_LONG, _BEFORE = 440, 120
"""Of a longer passage so many letters are in a first page, so many of them before the word's first mention."""

_MANY = 6
"""More mentions of a word than so many make a passage no better."""


def card(document: SearchDocument) -> dict[str, object]:
    """Return what a result shows, and its text for excerpts and phrases."""
    return _card(document, document.passages)


def _card(document: SearchDocument, passages: Iterable[Passage]) -> dict[str, object]:
    shown = {
        "title": document.title, "url": document.url, "kind": document.kind,
        "date": document.date and document.date.isoformat(), "committee": document.committee_name,
        "outcome": document.outcome, "issue": document.issue, "routine": document.routine,
    }  # fmt: skip
    text = [
        (form.FIELD_NUMBERS[field], [(one.anchor, one.text) if one.anchor else one.text for one in some])
        for field, some in groupby(passages, key=lambda passage: passage.field)
    ]
    return {**{name: value for name, value in shown.items() if value}, "text": text}


def per_block(sizes: Iterable[int]) -> int:
    """Return how many documents lie in a block: so many that it is worth a request, by powers of two to change rarely.

    Reckoned by the longer documents, given the letters of each, for those are found more often.
    """
    rising = sorted(sizes)
    long = rising[len(rising) * 3 // 4] if rising else form.DOCUMENT_BLOCK
    return int(2 ** min(7, max(0, round(math.log2(max(1.0, form.DOCUMENT_BLOCK / max(1, long)))))))  # one byte holds it


def folders(documents: int, each: int) -> range:
    """Return the first documents of folders, where so many lie in a block."""
    return range(0, documents, max(1, form.DOCUMENT_FOLDER // each) * each)


def write(files: Files, documents: Documents, each: int, first: int) -> str:
    """Write the blocks of the folder that begins with a document; return the folder's name."""
    past = min(len(documents), first + folders(1, each).step)
    name = form.name_of(bytes((form.FORMAT, each)) + documents.contents(first, past))
    if files.before and name in files.before.folders:
        files.take_all(files.before.folders[name])
        return name
    for number, at in enumerate(range(first, past, each)):
        end = min(past, at + each)
        key = form.digest(b"d" + documents.contents(at, end))
        files.keep_at(f"d/{name}/{number}.bin", key, partial(_block, documents, range(at, end)))
    return name


def by_folder(files: Iterable[Made]) -> dict[str, list[Made]]:
    """Return the files of folders of documents among files, by the folders' names."""
    found: defaultdict[str, list[Made]] = defaultdict(list)
    for one in files:
        if one.path.startswith("d/"):
            found[one.path.split("/")[1]].append(one)
    return dict(found)


def _block(documents: Documents, numbers: Iterable[int]) -> bytes:
    head = b"MB" + bytes((form.FORMAT,)) + b"d"
    return zlib.compress(
        head + msgspec.json.encode([card(documents[number]) for number in numbers]), form.DOCUMENT_EFFORT
    )


def is_often(found: int, documents: int) -> bool:
    """Return whether a word found in so many documents is common enough to have a first page."""
    return found > form.HEAD and found * form.OFTEN > documents


class Page(NamedTuple):
    """A first page to be made: the key of what it is made from, the documents that it shows, and what makes it."""

    key: bytes
    shown: tuple[int, ...]
    make: Callable[[], bytes]


class FirstPages:
    """Makes the first page of results of single words; knows in which forms an archive writes each word."""

    def __init__(self, documents: Documents, forms: Mapping[str, Sequence[str]]) -> None:
        self._documents = documents
        self._forms = forms
        self._folded = lru_cache(_AT_HAND)(self._fold)

    def has(self, term: str, found: int) -> bool:
        """Return whether a term found in so many documents has a page: a word of no one field, common enough."""
        return is_often(found, len(self._documents)) and term in self._forms

    def page(self, term: str, best: Iterable[tuple[int, int]]) -> Page:
        """Return the page of the cards of a term's best documents, given as levels with numbers."""
        shown = tuple(number for _, number in sorted(best, reverse=True)[: form.BEST])
        known = (f"{number} ".encode() + self._documents.contents(number, number + 1) for number in shown)
        key = form.digest(b"b" + " ".join(self._forms[term]).encode() + b"".join(known))
        return Page(key, shown, lambda: self._made(term, shown))

    def _made(self, term: str, shown: Iterable[int]) -> bytes:
        mentions = _mentions_of(self._forms[term])
        cards = [(number, self._brief(number, mentions)) for number in shown]
        return form.sealed("b", msgspec.json.encode(cards), effort=form.DOCUMENT_EFFORT)

    def _brief(self, number: int, mentions: _Mentions) -> Mapping[str, object]:
        """A card with the one passage that is shown for a word, or what stands around it where that is long."""
        document, passages = self._folded(number)
        best = max(passages, key=lambda one: min(_MANY, mentions.count(one[1])), default=None)
        if best is None:
            return _card(document, [])
        passage, plain = best
        text = _around(passage.text, mentions.first(plain))
        return _card(document, [Passage(passage.field, text, passage.anchor)])

    def _fold(self, number: int) -> tuple[SearchDocument, list[tuple[Passage, str]]]:
        """A document with its passages in the order in which they are preferred, and their folded texts."""
        document = self._documents[number]
        passages = (one for field in _SHOWN for one in document.passages if one.field == field)
        return document, [(one, fold(one.text)) for one in passages]


def _around(text: str, at: int) -> str:
    """What stands around a place in a text, from a word's start to a word's end; a short text is whole."""
    if len(text) <= _LONG:
        return text
    first = text.find(" ", max(0, min(at - _BEFORE, len(text) - _LONG))) + 1 if at > _BEFORE else 0
    last = text.rfind(" ", first, first + _LONG) if first + _LONG < len(text) else len(text)
    return ("… " if first else "") + text[first:last] + (" …" if last < len(text) else "")


class _Mentions(NamedTuple):
    """A word in any of its forms, to be looked for in folded texts. `start` is what all forms begin with."""

    start: str
    pattern: re.Pattern[str]

    def count(self, plain: str) -> int:
        """How often it stands in a text."""
        return len(self.pattern.findall(plain)) if self.start in plain else 0

    def first(self, plain: str) -> int:
        """Where it stands first; 0 where it does not."""
        found = self.pattern.search(plain)
        return found.start() if found else 0


def _mentions_of(forms: Sequence[str]) -> _Mentions:
    ends = zip(min(forms), max(forms), strict=False)
    start = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    return _Mentions(start, re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b"))
