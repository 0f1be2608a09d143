"""Meetings that lie on the disk answer as those in memory do."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from plugins.archive.archive import Archive
from plugins.archive.link import link
from plugins.archive.reading import with_texts
from plugins.archive.records import IssueId, Meeting, MeetingId
from plugins.intake import chunks, shelves
from plugins.intake.chunks import Places, by_chunk
from plugins.intake.content import read_into
from plugins.intake.files import read_file
from tests.support.site import write_content

_DAYS = [f"20{year}-0{month}-01" for year in range(10, 20) for month in range(1, 9)]
_FILES = {
    "archive.yaml": "name: Exampleton\n",
    "committees/cabinet.yaml": "names:\n  - name: Cabinet\n",
    "issues/parks.yaml": "title: Parks\ntopics: [Green]\n",
} | {
    f"meetings/cabinet/{day}.yaml": (
        f"committee: cabinet\ndate: {day}\nitems:\n  - number: '1'\n    title: Parks on {day}\n    issue: parks\n"
        f"    minutes: 'RESOLVED: That the plan of {day} be approved.'\n  - title: Another\n"
    )
    for day in _DAYS
}


def _read(tmp_path: Path, *, light: bool) -> Archive:
    content = tmp_path / "content"
    if not content.exists():
        write_content(content, _FILES)
    records = read_into(Places(content, tmp_path / f"kept-{light}", light=light)).records
    assert records is not None
    return link(records)[0]


def _told(archive: Archive) -> list[tuple[Meeting, tuple[object, ...], list[bytes]]]:
    """All that an archive holds of its meetings."""
    return [
        (with_texts(meeting, archive.readings(meeting)), archive.outcomes(meeting), list(archive.packed[key]))
        for key, meeting in archive.meetings.items()
    ]


def test_meetings_come_in_order_of_date_whole_and_with_what_was_read_in_them(tmp_path: Path) -> None:
    on_disk, in_memory = _read(tmp_path, light=True), _read(tmp_path, light=False)
    assert [meeting.date.isoformat() for meeting in on_disk.meetings.values()] == sorted(_DAYS)
    assert _told(on_disk) == _told(in_memory)
    assert on_disk.items_on(IssueId("parks"))[0].item.title == f"Parks on {min(_DAYS)}"
    assert MeetingId("cabinet/1999-01-01") not in on_disk.meetings


def test_lists_are_told_the_same_of_meetings_on_the_disk_as_of_those_in_memory(tmp_path: Path) -> None:
    on_disk, in_memory = _read(tmp_path, light=True), _read(tmp_path, light=False)
    assert on_disk.meetings_in(2010) == in_memory.meetings_in(2010)
    first = on_disk.meetings_in(2010)[0]
    assert [(item.title, item.number, item.anchor, item.routine) for item in first.items] == [
        ("Parks on 2010-01-01", "1", None, False),
        ("Another", None, None, False),
    ]
    assert [outcome and outcome.kind for outcome in first.outcomes] == ["approved", None]
    assert (first.id, first.committee, first.status) == ("cabinet/2010-01-01", "cabinet", "held")


def test_what_is_no_longer_at_hand_is_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _told(_read(tmp_path, light=True))
    monkeypatch.setattr(shelves, "AT_HAND", 2)
    archive = _read(tmp_path, light=True)
    assert _told(archive) == _told(archive) == before


def test_readings_are_asked_for_by_place_from_either_end_and_in_stretches(tmp_path: Path) -> None:
    row = next(iter(_read(tmp_path, light=True).packed.values()))
    first, second = list(row)
    assert first != second
    assert [row[0], row[1], row[-1], row[-2]] == [first, second, second, first]
    assert [tuple(row[places]) for places in (slice(None), slice(1, None), slice(None, None, -1), slice(-1, None))] == [
        (first, second), (second,), (second, first), (second,),
    ]  # fmt: skip
    for beyond in (2, -3):
        with pytest.raises(IndexError):
            row[beyond]


def test_meetings_outlive_the_folder_and_the_process_that_read_them(tmp_path: Path) -> None:
    archive = _read(tmp_path, light=True)
    before = _told(archive)
    shutil.rmtree(tmp_path / "kept-True")
    again = pickle.loads(pickle.dumps(archive))  # noqa: S301 (our own)
    assert _told(archive) == _told(again) == before


@pytest.mark.parametrize("kind", ["records", "readings", "facts"])
@pytest.mark.parametrize("harm", ["another byte", "another time", "nothing"])
def test_a_chunk_is_read_again_exactly_where_a_file_of_it_is_not_as_it_was_written(
    tmp_path: Path, kind: str, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, before, again = _told(_read(tmp_path, light=True)), tmp_path / "kept-True", tmp_path / "again"
    file = max(before.glob(f"*.{kind}"), key=lambda path: path.stat().st_size)
    kept, look, read = file.read_bytes(), file.stat(), list[str]()
    if harm == "another byte":
        file.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    if harm == "another time":
        os.utime(file, ns=(look.st_atime_ns, look.st_mtime_ns + 1))
    monkeypatch.setattr(chunks, "read_file", lambda place, name: read.append(name) or read_file(place, name))
    records = read_into(Places(tmp_path / "content", again, before, frozenset(_FILES), light=True)).records
    assert records is not None
    assert _told(link(records)[0]) == whole
    assert (again / file.name).read_bytes() == kept
    of_chunk = [name for number, names in by_chunk(sorted(_FILES)) if f"{number:02}" == file.stem for name in names]
    assert read == ([] if harm == "nothing" else of_chunk)


@pytest.mark.parametrize("kind", ["records", "readings", "facts"])
def test_a_chunk_that_is_cut_short_is_not_taken_over_but_read_again(tmp_path: Path, kind: str) -> None:
    whole = _told(_read(tmp_path, light=True))
    file = max((tmp_path / "kept-True").glob(f"*.{kind}"), key=lambda path: path.stat().st_size)
    kept = file.read_bytes()
    file.write_bytes(kept[:-1])
    before, again = tmp_path / "kept-True", tmp_path / "again"
    records = read_into(Places(tmp_path / "content", again, before, frozenset(_FILES), light=True)).records
    assert records is not None
    assert _told(link(records)[0]) == whole
    assert (again / file.name).read_bytes() == kept
