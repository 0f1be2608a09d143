from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plugins.permanence.rows import NO_ROWS, Change, read_rows, write_rows

HEAD = '{"format":1,"of":{'
NAMES = st.sets(st.text(st.sampled_from('ab/.\\"{}:,\nü😀\x7f'), max_size=4), max_size=12)


def _rows(names: Iterable[str], said: int) -> Iterable[bytes]:
    return (f'{json.dumps(name)}:{{"said":{said}}}'.encode() for name in sorted(names))


def _write(file: Path, gone: set[str], put: set[str], said: int) -> int:
    before = read_rows(file, HEAD) if said else NO_ROWS
    return write_rows(file, HEAD, before, Change(gone, put, iter(_rows(put, said))))


@given(before=NAMES, gone=NAMES, put=NAMES)
def test_rows_that_stay_come_and_go_are_what_a_file_written_at_once_would_have(
    tmp_path_factory, before: set[str], gone: set[str], put: set[str]
) -> None:
    """Whatever the names: those that are gone need not have been there, and those that are put may have been."""
    file = tmp_path_factory.getbasetemp() / "rows.json"
    assert _write(file, set(), before, 0) == len(before)
    stay = before - gone - put
    assert _write(file, gone - put, put, 1) == len(stay | put) - len(before)
    of = json.loads(file.read_bytes())["of"]
    assert of == {name: {"said": int(name in put)} for name in stay | put}
    assert list(of) == sorted(of)
    lines = file.read_text(encoding="utf-8").split("\n")
    assert (lines[0], lines[-2:]) == (HEAD, ["}}", ""])


def test_of_many_rows_each_is_found_in_its_place(tmp_path: Path) -> None:
    file, names = tmp_path / "rows.json", {f"{number:05d}/" for number in range(0, 9000, 3)}
    assert _write(file, set(), names, 0) == 3000
    put = {f"{number:05d}/" for number in range(0, 9000, 7)}
    assert _write(file, {"00003/", "08997/", "x"}, put, 1) == len(names - {"00003/", "08997/"} | put) - 3000
    of = json.loads(file.read_bytes())["of"]
    assert {name for name, row in of.items() if row["said"]} == put
    assert list(of) == sorted(names - {"00003/", "08997/"} | put)
