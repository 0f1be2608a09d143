"""What results show, as files: stream `d` with each document's card and whole text, stream `b` with first pages.

A first page is what the best documents for one common word show: their cards, each with the one passage that says most
of that word, so that a query of one word needs one file where ten documents lie in ten. A file depends on nothing but
documents in a row, or on the best of one term. DESIGN.md beside this file draws both.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Callable
from functools import partial
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from plugins.search import format as form
from plugins.search.analyse import folded
from plugins.search.files import Row, row_path
from plugins.search.packing import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from plugins.search.catalogue import Documents
    from plugins.search.files import Files
    from plugins.search.packing import Card, Said

_SHOWN = {
    form.FIELD_NUMBERS[name]: good
    for good, name in enumerate(("people", "documents", "minutes", "summary", "decision", "outcome"), 1)
}
"""Fields that excerpts are taken from; of equally good passages that of the higher number is shown, as `excerpt.js`
does, of equal ones the first."""

_LONG, _BEFORE = 440, 120
"""Of a longer passage so many letters are in a first page, so many of them before the word's first mention."""

_MANY = 6
"""More mentions of a word than so many make a passage no better."""

_RUN = re.compile(r"\b\w+")


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


def folder(documents: int, each: int, first: int) -> range:
    """Return the documents of the folder that begins with a document, of so many in all."""
    return range(first, min(documents, first + folders(1, each).step))


class Own(NamedTuple):
    """A row of files: its name, and the documents in it."""

    name: str
    documents: range


def rows(documents: Documents, each: int) -> list[Own]:
    """Return the rows of all documents, where so many lie in a block."""
    count, sign = len(documents), bytes((form.FORMAT, each))
    owns = (folder(count, each, first) for first in folders(count, each))
    return [Own(form.name_of(sign + documents.contents(own.start, own.stop)), own) for own in owns]


def write(files: Files, documents: Documents, each: int, row: Own) -> Row:
    """Write the blocks of a row of documents, or take them over."""
    if not files.take_row(row.name):
        blocks = _Blocks(files, documents, each, row)
        sizes = array("I", (blocks.written(number) for number in range(-(-len(row.documents) // each))))
        files.add((), [Row(row.name, sizes.tobytes())])
    return files.rows[row.name]


class _Blocks:
    """The blocks of a row that is not as any was, but may be much as the one was that stood in its place."""

    def __init__(self, files: Files, documents: Documents, each: int, row: Own) -> None:
        self._files, self._documents, self._each, self._row = files, documents, each, row
        self._before = files.before.contents if files.before else None
        self._old = files.before.row_at(row.documents, each) if files.before else None
        self._is_renamed = self._old is not None and files.rename_row(self._old.name, row.name)
        self._sizes = array("I", self._old.sizes if self._old else b"")

    def written(self, number: int) -> int:
        """Write a block, or take it over; return how many bytes it has."""
        own, each = self._row.documents, self._each
        some = own[number * each : (number + 1) * each]
        content, path = self._documents.contents(some.start, some.stop), row_path(self._row.name, number)
        if self._old and self._before and self._before.contents(some.start, some.stop) == content:
            if not self._is_renamed:
                self._files.link(row_path(self._old.name, number), path)
            return self._sizes[number]
        if self._is_renamed:
            self._files.take_away(path)
        if self._files.before is None:  # nobody asks for its key
            return self._files.write_at(path, _block(self._documents, some))
        return self._files.keep_at(path, block_key(content), partial(_block, self._documents, some))


def block_key(contents: bytes) -> bytes:
    """Return the key of a block, given the digests of its documents."""
    return form.digest(b"d" + contents)


def _block(documents: Documents, numbers: Iterable[int]) -> bytes:
    cards = b",".join([documents.parts(number).card for number in numbers])
    return form.compressed("d", b"[" + cards + b"]")


def often(documents: int) -> int:
    """Return in how many of so many documents a word is at most that is not common enough to have a first page."""
    return max(form.HEAD, documents // form.OFTEN)


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
        self._often = often(len(documents))

    def has(self, term: str, found: int) -> bool:
        """Return whether a term found in so many documents has a page: a word of no one field, common enough."""
        return found > self._often and term in self._forms

    def page(self, term: str, best: Iterable[tuple[int, int]]) -> Page:
        """Return the page of the cards of a term's best documents, given as levels with numbers."""
        shown = tuple(number for _, number in sorted(best, reverse=True)[: form.BEST])
        known = (f"{number} ".encode() + self._documents.contents(number, number + 1) for number in shown)
        key = form.digest(b"b" + " ".join(self._forms[term]).encode() + b"".join(known))
        return Page(key, shown, lambda: self._made(term, shown))

    def _made(self, term: str, shown: Iterable[int]) -> bytes:
        mentions = _mentions_of(self._forms[term])
        cards = [(number, _brief(self._documents.card(number), mentions)) for number in shown]
        return form.sealed("b", written(cards))


def _brief(card: Card, mentions: Mentions) -> Card:
    """A card with the one passage that says most of a word, or what stands around it where that is long."""
    shown = [(number, said) for number, some in card.text if number in _SHOWN for said in some]
    if not shown:
        return msgspec.structs.replace(card, text=[])
    best, rank, first = 0, (-1, 0), 0
    for place, plain in enumerate(folded(said if isinstance(said, str) else said[1] for _, said in shown)):
        count, at = mentions.of(plain) if mentions.start in plain else (0, 0)
        if (count, _SHOWN[shown[place][0]]) > rank:
            best, rank, first = place, (count, _SHOWN[shown[place][0]]), at
    return msgspec.structs.replace(card, text=[_cut(*shown[best], first)])


def _cut(field: int, said: Said, at: int) -> tuple[int, list[Said]]:
    """A passage of a field, or what stands around a place in it where it is long."""
    return field, [_around(said, at) if isinstance(said, str) else (said[0], _around(said[1], at))]


def _around(text: str, at: int) -> str:
    """What stands around a place in a text, from a word's start to a word's end; a short text is whole."""
    if len(text) <= _LONG:
        return text
    first = text.find(" ", max(0, min(at - _BEFORE, len(text) - _LONG))) + 1 if at > _BEFORE else 0
    last = text.rfind(" ", first, first + _LONG) if first + _LONG < len(text) else len(text)
    return ("… " if first else "") + text[first:last] + (" …" if last < len(text) else "")


class Mentions(NamedTuple):
    """What finds a word in any of its forms, all of which begin alike.

    `of` tells how often a folded text says it, as far as it matters, and where first.
    """

    start: str
    of: Callable[[str], tuple[int, int]]


def _mentions_of(forms: Sequence[str]) -> Mentions:
    """What finds a word: by what all its forms begin with, for most of a text is soon passed over so."""
    if not all(map(_RUN.fullmatch, forms)):
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")
        return Mentions("", partial(_matches, pattern))
    ends = zip(min(forms), max(forms), strict=False)
    start = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    return Mentions(start, partial(_runs, start, frozenset(forms)))


def _matches(pattern: re.Pattern[str], plain: str) -> tuple[int, int]:
    """The mentions of what a pattern finds."""
    places = [found.start() for found in islice(pattern.finditer(plain), _MANY)]
    return len(places), places[0] if places else 0


def _runs(start: str, forms: AbstractSet[str], plain: str) -> tuple[int, int]:
    """The mentions of forms, all of which begin alike and are nothing but letters in a row."""
    count = first = 0
    at = plain.find(start)
    while at >= 0 and count < _MANY:
        run = _RUN.match(plain, at)
        if run and run[0] in forms:
            first = first if count else at
            count += 1
        at = plain.find(start, run.end() if run else at + 1)
    return count, first
