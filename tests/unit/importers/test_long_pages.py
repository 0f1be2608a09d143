"""Pages of one piece over and over: the time of each grows with its length and not with the square of it.

A page of 400 kB whose work grew with the square took a minute or more; a linear one takes a second or two. The
processor's time is looked at, for a test may share its machine.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.support.importing import import_texts

_LONG = 400_000
_SECONDS = 15
MEETING = "Agenda and minutes\nParks Board - Monday, 3rd June, 2019 7.00 pm\n"
PAGES = {
    "a contact of one word": (f"{MEETING}Contact: ", "a", "\nItems\n1.\nPonds\n"),
    "a committee of many": (
        "Agenda and minutes\n",
        "A and B, ",
        " - Monday, 3rd June, 2019 7.00 pm\nItems\n1.\nPonds\n",
    ),
    "items without labels": (f"{MEETING}Items\nNo. Item\n", "1. Ponds\n", ""),
    "files of one line": (
        f"{MEETING}Items\n1.\nPonds\nAdditional documents:\n- Map",
        " PDF 43 KB View as DOC 77 KB",
        "",
    ),
    "documents of one name": (f"{MEETING}Items\n1.\nPonds\nAdditional documents:\n", "- Map PDF 43 KB\n", ""),
    "labels of an issue": ("Issue details\nPonds\n", "Wards affected: Quay;\n", ""),
    "names of attributes": ("<div id='modgov'><h1>Agenda</h1>", '<h3 class="m', ""),
    "committees of one name": (
        "<committees>",
        "<committee><committeeid>{n}</committeeid><committeetitle>Ponds</committeetitle></committee>",
        "</committees>",
    ),
    "deeds of one meeting": (
        '{"ID": 1, "Title": "Ponds", "History": [',
        '{"ID": {n}, "EventID": 40, "Date": "2018-05-02T10:30:00Z", "Action": "Heard", "BodyName": "Board"},',
        '{"ID": 0}]}',
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_one_piece_over_and_over_is_read_in_time(kind: str, tmp_path: Path) -> None:
    head, piece, tail = PAGES[kind]
    pieces = "".join(piece.replace("{n}", str(1000 + n)) for n in range(_LONG // len(piece)))
    start = time.process_time()
    import_texts(tmp_path / "content", {"page": head + pieces + tail})
    assert time.process_time() - start < _SECONDS
