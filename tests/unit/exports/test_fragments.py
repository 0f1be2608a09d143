from __future__ import annotations

from copy import copy
from pathlib import Path

from plugins.archive.records import MeetingId
from plugins.exports.fragments import Fragments, Writer

CABINET, COUNCIL = MeetingId("cabinet/2020-01-07"), MeetingId("council/2020-02-04")


def _written(folder: Path) -> Fragments:
    writer = Writer(folder, "first")
    writer.add(CABINET, [b"link", b"event", b"twin", b"entry", b"", b""])
    writer.add(COUNCIL, ["ŵ".encode(), b"", b"another", b"one"])
    writer.close()
    return Fragments(folder, writer.lying)


def test_what_was_kept_of_a_meeting_and_of_its_items_comes_back_in_pairs(tmp_path: Path) -> None:
    fragments = _written(tmp_path / "kept")
    assert fragments.of_meeting(CABINET) == (b"link", b"event")
    assert fragments.of_item(CABINET, 0) == (b"twin", b"entry")
    assert fragments.of_meeting(COUNCIL) == ("ŵ".encode(), b"")
    assert fragments.of_item(COUNCIL, 0) == (b"another", b"one")


def test_nothing_comes_of_items_and_meetings_of_which_nothing_was_kept(tmp_path: Path) -> None:
    fragments = _written(tmp_path / "kept")
    assert fragments.of_item(CABINET, 1) is None
    assert fragments.of_meeting(MeetingId("cabinet/2021-01-07")) is None


def test_another_process_opens_the_files_itself_and_does_without_where_it_sees_none(tmp_path: Path) -> None:
    fragments = _written(tmp_path / "kept")
    assert fragments.of_item(CABINET, 0) is not None
    assert copy(fragments).of_item(CABINET, 0) == (b"twin", b"entry")
    fragments.close()
    assert not (tmp_path / "kept").exists()
    assert copy(fragments).of_item(CABINET, 0) is None
