from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.exports.csv_tables import Column, Table, joined

WORDS: Table[tuple[str | int | bool | None, ...]] = Table(
    "words", "Words", (Column("a", "string", "First"), Column("b", "string", "Second")), lambda row: row
)


_CELLS = st.text(st.sampled_from("ab,\"'\r\n=+\t ŵ"), max_size=6)


def _kept(cell: str) -> str:
    """What a reader must find: one apostrophe before a text that a spreadsheet would run."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_lines_end_as_rfc_4180_says_and_a_reader_gets_back_what_was_put_in() -> None:
    row = ('a "quoted", long\ntext', "ŵ")
    text = WORDS.header + WORDS.lines([row])
    assert text.startswith("a,b\r\n")
    assert text.endswith("\r\n")
    assert _read(text) == [["a", "b"], list(row)]


@given(rows=st.lists(st.tuples(_CELLS, _CELLS)))
def test_a_reader_gets_back_whatever_text_was_put_in(rows: list[tuple[str, str]]) -> None:
    assert _read(WORDS.lines(rows)) == [[_kept(cell) for cell in row] for row in rows]


@given(rows=st.lists(st.tuples(_CELLS, _CELLS)))
def test_a_table_is_what_the_csv_module_makes_of_its_cells(rows: list[tuple[str, str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([[_kept(cell) for cell in row] for row in rows])
    assert WORDS.lines(rows) == file.getvalue()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "－"])
def test_a_text_that_a_spreadsheet_would_run_has_an_apostrophe_before_it(start: str) -> None:
    ((cell, _),) = _read(WORDS.lines([(f"{start}SUM(A1)", "")]))
    assert cell == f"'{start}SUM(A1)"


def test_numbers_are_no_formulas_and_nothing_is_an_empty_cell() -> None:
    assert WORDS.lines([(-5, None)]) == "-5,\r\n"


def test_true_and_false_are_words() -> None:
    assert WORDS.lines([(True, False)]) == "true,false\r\n"


def test_several_values_share_a_cell() -> None:
    assert joined(["a", "b"]) == "a; b"
    assert joined([]) is None
