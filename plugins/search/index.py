"""The Whoosh index: a true one, which stock Whoosh opens, over the postings that the build keeps.

Whoosh's writer makes a dozen calls a posting and files of its own for each. Here the postings lie there already, sorted
and coded; `codec` lets Whoosh read them. What is written here is Whoosh's table of contents, and the fields without
places.

Fields: `text` all fields together, its weights BM25F's; `title`; `reference`; `words` every word as written, its
weight the number of times; `facet` what results are filtered by ("kind=item"); `day`; `committee` words of its names.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import defaultdict
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from whoosh import fields, formats
from whoosh.analysis import Analyzer, Token
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from plugins.search.analyse import TOKEN, Analyser, fold
from plugins.search.codec import FIELDS, IDS, ArchiveSegment
from plugins.search.format import varints
from plugins.search.keeping import keep, keep_packed
from plugins.search.packing import pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from plugins.search.documents import SearchedCommittee
    from plugins.search.packing import Filed

FOLDER = "whoosh"

_NAME = "MAIN"
_OWN = ("kind", "committee", "outcome", "issue")
"""What documents can be filtered by beside their facets."""

_LIST = b"\xdd"
"""MessagePack's sign for a list, the length of which follows in four bytes."""


class Places(formats.Positions):  # type: ignore[misc] # no types are published for whoosh
    """Whoosh's positions, as steps from place to place in bytes of seven bits, in place of a pickle a posting."""

    def encode(self, places: Sequence[int]) -> bytes:
        """Return rising places as bytes."""
        return varints([*places[:1], *(after - before for before, after in pairwise(places))])

    def decode_positions(self, code: bytes) -> list[int]:
        """Return the places of a term in a document."""
        places, place, step, shift = [], 0, 0, 0
        for byte in code:
            step |= (byte & 127) << shift
            shift += 7
            if byte < 128:  # noqa: PLR2004 (seven bits)
                place += step
                places.append(place)
                step = shift = 0
        return places

    def decode_frequency(self, code: bytes) -> int:
        """Return how often a term occurs in a document."""
        return sum(byte < 128 for byte in code)  # noqa: PLR2004 (seven bits)

    def decode_weight(self, code: bytes) -> float:
        """Return the frequency: the true weight stands beside it in the posting."""
        return float(self.decode_frequency(code))


class ArchiveAnalyzer(Analyzer):  # type: ignore[misc] # no types are published for whoosh
    """Our reading of text in Whoosh's shape, for its query parser and its writer."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:  # noqa: ANN401 (whoosh's own flags)
        """Yield a token for each term, with where it stands in the folded text."""
        analyser, place = Analyser(self.tag), 0
        for found in TOKEN.finditer(fold(value)):
            token = analyser.token(found[0])
            for offset, term in token.terms:
                where = {"startchar": found.start(), "endchar": found.end()}
                yield Token(text=term, pos=place + offset, boost=1.0, stopped=False, **where, **kwargs)
            place += token.width


def schema(tag: str) -> fields.Schema:
    """Return the fields of an archive's index."""
    text = fields.FieldType(Places(), ArchiveAnalyzer(tag), scorable=True)
    exact = fields.ID()
    return fields.Schema(
        text=text, title=text, reference=exact, words=fields.ID(), facet=exact, day=exact, committee=exact,
        id=fields.ID(stored=True, unique=True), url=fields.STORED(), name=fields.STORED(), date=fields.STORED(),
    )  # fmt: skip


def write_contents(folder: Path, language: str, documents: int) -> None:
    """Write Whoosh's table of contents of an archive in a language."""
    segments = [ArchiveSegment(_NAME, documents)] if documents else []
    TOC(schema(language), segments, 1).write(FileStorage(str(folder), supports_mmap=False), _NAME)


class Fields:
    """The fields that hold no text, filled with documents in order of their numbers."""

    def __init__(self) -> None:
        self._ids: list[bytes] = []
        self._own: dict[str, dict[str, array[int]]] = {name: defaultdict(_no_numbers) for name in _OWN}
        self._days: dict[int, array[int]] = defaultdict(_no_numbers)
        self._facets: dict[bytes, array[int]] = defaultdict(_no_numbers)
        self._count = 0

    def add(self, facts: Sequence[Filed]) -> None:
        """Add the documents that come next."""
        self._ids.append(b"".join([one.id for one in facts]))
        for name, column in self._own.items():
            for number, value in enumerate(map(attrgetter(name), facts), self._count):
                if value:
                    column[value].append(number)
        for number, one in enumerate(facts, self._count):
            self._days[one.day].append(number)
            self._facets[bytes(one.facets)].append(number)
        self._count += len(facts)

    def _pairs(self) -> dict[str, array[int]]:
        """For each name and value that documents can be filtered by, these: each a term of the field `facet`."""
        found = {f"{name}={value}": own for name, column in self._own.items() for value, own in column.items()}
        others: dict[str, array[int]] = defaultdict(_no_numbers)
        for code, numbers in self._facets.items():
            for name, value in dict.fromkeys(pairs_of(code)):
                others[f"{name}={value}"] += numbers
        return found | {pair: array("I", sorted(numbers)) for pair, numbers in others.items()}

    def write(self, folder: Path, language: str, committees: Sequence[SearchedCommittee]) -> None:
        """Write for each term of a field the numbers of its documents; and the documents' identifiers, in order."""
        words: dict[str, list[int]] = defaultdict(list)
        for committee, names in _committee_words(language, committees).items():
            for word in names:
                words[word] += self._own["committee"].get(committee, ())
        listed = {
            "committee": {word: array("I", sorted(numbers)).tobytes() for word, numbers in words.items() if numbers},
            "day": {dt.date.fromordinal(day).isoformat(): one.tobytes() for day, one in self._days.items() if day},
            "facet": {pair: one.tobytes() for pair, one in self._pairs().items()},
        }
        keep(folder / FIELDS, listed)
        keep_packed(folder / IDS, (_LIST, self._count.to_bytes(4, "big"), *self._ids))


def _no_numbers() -> array[int]:
    return array("I")


def _committee_words(language: str, committees: Sequence[SearchedCommittee]) -> dict[str, list[str]]:
    """For each committee, each of its names' numbers with each of the name's terms: "2 scrutini"."""
    analyser = Analyser(language)
    return {
        one.id: sorted({f"{at} {term}" for at, name in enumerate(one.names) for _, term in analyser.terms(name)})
        for one in committees
    }
