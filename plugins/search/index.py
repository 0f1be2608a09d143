"""Postings into a Whoosh index: a true one, which stock Whoosh opens, written in bulk through its own codec.

Whoosh's writer makes a dozen calls a posting. Here the postings are already sorted and coded, so each term's blocks
are written at once, in the file format of Whoosh 2.7.4's own codec, which reads them.

Fields: `text` all fields together, its weights BM25F's; `title`; `reference`; `words` every word as written, its
weight the number of times; `facet` what results are filtered by ("kind=item"); `day`; `committee` words of its names.
"""

from __future__ import annotations

import shutil
from array import array
from collections import defaultdict
from itertools import pairwise
from pickle import dumps
from typing import TYPE_CHECKING, Any, NamedTuple

from whoosh import fields, formats
from whoosh.analysis import Analyzer, Token
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3TermInfo
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.system import pack_ushort
from whoosh.util.numeric import length_to_byte

from plugins.search.analyse import TOKEN, Analyser, fold
from plugins.search.format import LEVELS, varints, weight_of
from plugins.search.pool import REFERENCE, TITLE, Pool
from plugins.search.postings import Postings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from plugins.search.documents import SearchDocument, Searched

FOLDER = "whoosh"
FACETS = ("kind", "committee", "outcome", "topic", "ward", "person", "issue")

_NAME = "MAIN"
_BLOCK = 1024
_PICKLE = 2
_WEIGHTS = array("f", map(weight_of, range(LEVELS)))
_SHORTEST, _LONGEST = 1, 1_000_000


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


class _Terms(W3FieldWriter):  # type: ignore[misc] # no types are published for whoosh
    """Whoosh's writer of terms, which takes a term's postings whole."""

    def add_field(self, name: str, field: Any, terms: Mapping[str, Any]) -> None:  # noqa: ANN401
        """Write a field's terms, each with its postings or the numbers of its documents."""
        self.start_field(name, field)
        for code, term in sorted((term.encode(), term) for term in terms):
            info = _write(self._postfile, terms[term])
            self._tindex.add(pack_ushort(self._fieldid) + code, info.to_bytes())
        self.finish_field()


class _Listed(NamedTuple):
    """The documents of a term that has no places, and its weight in each."""

    numbers: Sequence[int]
    weight: float = 1.0


def _write(file: Any, postings: Postings | _Listed) -> W3TermInfo:  # noqa: ANN401 (whoosh's file)
    """Write the blocks of one term as whoosh's W3PostingsWriter does; return what its dictionary says of it."""
    start = file.tell()
    file.write(WHOOSH3_HEADER_MAGIC)
    if isinstance(postings, Postings):
        weights, numbers = [_WEIGHTS[level] for level in postings.levels], postings.numbers
        values: Sequence[bytes] | None = list(postings.values())
    else:
        weights, numbers, values = [postings.weight] * len(postings.numbers), array("I", postings.numbers), None
    for at in range(0, len(numbers), _BLOCK):
        part = slice(at, at + _BLOCK)
        _write_block(file, numbers[part], weights[part], values and values[part], last=at + _BLOCK >= len(numbers))
    return _info(numbers, weights, (start, file.tell() - start))


def _write_block(
    file: Any,  # noqa: ANN401 (whoosh's file)
    numbers: array[int],
    weights: Sequence[float],
    values: Sequence[bytes] | None,
    *,
    last: bool,
) -> None:
    steps = (numbers[0], *(after - before for before, after in pairwise(numbers)))
    content = dumps((steps, tuple(weights), None if values is None else tuple(values)), _PICKLE)
    lengths = (length_to_byte(_SHORTEST), length_to_byte(_LONGEST))
    head = dumps((len(numbers), numbers[-1], max(weights), 0, *lengths), _PICKLE)
    size = len(head) + len(content)
    file.write_int(-size if last else size)
    file.write(head)
    file.write(content)


def _info(numbers: array[int], weights: Sequence[float], extent: tuple[int, int]) -> W3TermInfo:
    info = W3TermInfo(
        weight=sum(weights), df=len(numbers), minlength=_SHORTEST, maxlength=_LONGEST,
        maxweight=max(weights), minid=numbers[0], maxid=numbers[-1],
    )  # fmt: skip
    info.set_extent(*extent)
    return info


def facets(document: SearchDocument) -> Iterator[str]:
    """Yield what a document can be filtered by, as terms of the field `facet`."""
    yield f"kind={document.kind}"
    if document.committee:
        yield f"committee={document.committee}"
    if document.outcome:
        yield f"outcome={document.outcome}"
    if document.issue:
        yield f"issue={document.issue}"
    for name, value in document.facets:
        yield f"{name}={value}"


def _listed(searched: Searched) -> dict[str, dict[str, _Listed]]:
    """The fields that hold no text: for each term the numbers of its documents."""
    names = _committee_words(searched)
    listed: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in ("committee", "day", "facet", "id")}
    for number, document in enumerate(searched.documents):
        listed["id"][document.id].append(number)
        if document.date:
            listed["day"][document.date.isoformat()].append(number)
        for facet in dict.fromkeys(facets(document)):
            listed["facet"][facet].append(number)
        for word in names.get(document.committee or "", ()):
            listed["committee"][word].append(number)
    return {name: {term: _Listed(numbers) for term, numbers in terms.items()} for name, terms in listed.items()}


def _committee_words(searched: Searched) -> dict[str, list[str]]:
    """For each committee, each of its names' numbers with each of the name's terms: "2 scrutini"."""
    analyser = Analyser(searched.language)
    return {
        one.id: sorted({f"{at} {term}" for at, name in enumerate(one.names) for _, term in analyser.terms(name)})
        for one in searched.committees
    }


def _divided(pool: Pool) -> dict[str, dict[str, Any]]:
    """The pool's terms by the field of the index they belong to."""
    divided: dict[str, dict[str, Any]] = {"text": {}, "title": {}, "reference": {}}
    for key, postings in pool.terms.items():
        if key.startswith(REFERENCE):
            divided["reference"][key.removeprefix(REFERENCE)] = _Listed(postings.numbers)
        elif key.startswith(TITLE):
            divided["title"][key.removeprefix(TITLE)] = postings
        else:
            divided["text"][key] = postings
    return divided


def _words(pool: Pool) -> dict[str, _Listed]:
    """Every word, with one posting in document 0, as Whoosh keeps spellings; its weight is how often it was met."""
    return {word: _Listed([0], float(count)) for word, count in pool.words().items()}


def write(folder: Path, searched: Searched, pool: Pool) -> None:
    """Write the index into a folder, in place of what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    storage = FileStorage(str(folder), supports_mmap=False)
    made = schema(searched.language)
    codec = W3Codec()
    segment = codec.new_segment(storage, _NAME)
    _write_documents(codec.per_document_writer(storage, segment), made, searched, pool)
    segment.set_doc_count(len(searched.documents))
    terms = _Terms(codec, storage, segment)
    for name, listed in sorted({**_divided(pool), **_listed(searched), "words": _words(pool)}.items()):
        terms.add_field(name, made[name], listed)
    terms.close()
    TOC(made, [segment] if searched.documents else [], 1).write(storage, _NAME)
    (folder / f"_{_NAME}_0.toc").unlink(missing_ok=True)


def _write_documents(writer: Any, made: fields.Schema, searched: Searched, pool: Pool) -> None:  # noqa: ANN401
    for number, document in enumerate(searched.documents):
        writer.start_doc(number)
        writer.add_field("text", made["text"], None, pool.sizes[number])
        writer.add_field("id", made["id"], document.id, 0)
        writer.add_field("url", made["url"], document.url, 0)
        writer.add_field("name", made["name"], document.title, 0)
        writer.add_field("date", made["date"], document.date and document.date.isoformat(), 0)
        writer.finish_doc()
    writer.close()
