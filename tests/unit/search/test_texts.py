from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import msgspec
import pytest

from plugins.search.documents import Passage, SearchDocument
from plugins.search.keeping import StaleCacheError
from plugins.search.packing import pack, unpacked
from plugins.search.texts import CHUNKS, Packed, Stored, chunk_of, file_of, leave, left_in

KEYS = ("meetings/a/2013-09-11.yaml", "issues/ynys-môn.yaml", "people/jo-field.yaml", "meetings/b/2014-01-01.yaml")
NUMBERS = {KEYS[0]: [3, 1, 4], KEYS[1]: [0], KEYS[2]: [], KEYS[3]: [2]}


def _document(number: int) -> SearchDocument:
    return SearchDocument(
        id=f"d{number}", kind="item", url=f"{number}/", title=f"Café {number}", date=dt.date(2013, 9, 11 + number),
        passages=(Passage("title", f"Café {number}"), Passage("minutes", "Agreed. " * 50 * number, f"m{number}")),
        facets=(("ward", "Barton"),), routine=number == 2,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts of four sources, one of which has no documents."""
    chunks: list[Packed] = [{} for _ in range(CHUNKS)]
    for key, numbers in NUMBERS.items():
        chunks[chunk_of(key)][key] = [pack(_document(number)) for number in numbers]
    for chunk, packed in enumerate(chunks):
        leave(file_of(tmp_path, chunk), packed)
    return tmp_path


def test_every_document_is_found_by_its_number(folder: Path) -> None:
    stored = Stored(folder, NUMBERS, 5)
    assert [stored[number] for number in (4, 0, 1, 2, 3, 4)] == [_document(number) for number in (4, 0, 1, 2, 3, 4)]


@pytest.mark.parametrize("own", [[3, 1, 4], [4, 3, 1], [1, 3, 4]])
@pytest.mark.parametrize("row", [range(5), range(1, 4), range(3, 4), range(2, 2)])
def test_documents_in_a_row_are_found_whether_they_lie_together_or_not(
    own: list[int], row: range, folder: Path
) -> None:
    code = {number: msgspec.msgpack.encode(number) * 9 for number in range(5)}
    chunks: list[Packed] = [{} for _ in range(CHUNKS)]
    numbers = {**NUMBERS, KEYS[0]: own}
    for key, some in numbers.items():
        chunks[chunk_of(key)][key] = [code[number] for number in some]
    for chunk, packed in enumerate(chunks):
        leave(file_of(folder, chunk), packed)
    assert list(Stored(folder, numbers, 5).in_a_row(row)) == [code[number] for number in reversed(row)]


def test_another_process_finds_them_too(folder: Path) -> None:
    stored = Stored(folder, NUMBERS, 5)
    assert stored[2] == _document(2)
    assert pickle.loads(pickle.dumps(stored))[2] == _document(2)  # noqa: S301 (made here)


def test_the_documents_of_a_file_come_back_by_their_sources(folder: Path) -> None:
    found: Packed = {}
    for chunk in range(CHUNKS):
        found |= left_in(file_of(folder, chunk))
    ids = {key: [unpacked(code).id for code in some] for key, some in found.items()}
    assert ids == {KEYS[0]: ["d3", "d1", "d4"], KEYS[1]: ["d0"], KEYS[2]: [], KEYS[3]: ["d2"]}


def test_texts_that_are_damaged_are_not_taken(folder: Path) -> None:
    file = file_of(folder, chunk_of(KEYS[0]))
    whole = file.read_bytes()
    file.write_bytes(whole[:-9] + b"?" + whole[-8:])
    with pytest.raises(StaleCacheError):
        left_in(file)
