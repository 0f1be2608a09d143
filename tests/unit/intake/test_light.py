"""An archive read for a build leaves the texts of items on the disk, and loses none of them."""

from __future__ import annotations

import pickle
from pathlib import Path

from plugins.archive.archive import Archive
from plugins.archive.link import link
from plugins.archive.reading import with_texts
from plugins.intake.chunks import Places
from plugins.intake.content import read, read_into
from tests.support.site import SMALL, write_content

_FILES = SMALL | {
    "meetings/cabinet/2014-01-08.yaml": (
        "committee: cabinet\ndate: 2014-01-08\nstatus: cancelled\nitems:\n"
        "  - title: Ponds\n    summary: |\n      - Two ponds\n      - Three\n    decision: |\n      Agreed.\n"
        "  - title: Nothing\n"
    ),
}


def _light(tmp_path: Path) -> Archive:
    content = write_content(tmp_path / "content", _FILES)
    records = read_into(Places(content, tmp_path / "kept", light=True)).records
    assert records is not None
    return link(records)[0]


def test_items_hold_no_texts_but_what_was_read_in_them_does(tmp_path: Path) -> None:
    archive = _light(tmp_path)
    (meeting,) = (m for m in archive.meetings.values() if m.date.year == 2013)
    assert (meeting.items[0].summary, meeting.items[0].decision, meeting.items[0].minutes) == (None, None, None)
    written = archive.reading(archive.appearances(meeting)[0]).written
    assert written.minutes == "The Board considered a plan.\n\nRESOLVED: That the plan be approved."
    assert (written.summary, written.decision) == (None, None)


def test_a_meeting_in_full_is_the_meeting_as_it_was_written(tmp_path: Path) -> None:
    archive = _light(tmp_path)
    whole = read(tmp_path / "content").records
    assert whole is not None
    assert {with_texts(m, archive.readings(m)) for m in archive.meetings.values()} == set(whole.meetings)
    assert set(whole.meetings) != set(archive.meetings.values())


def test_another_process_gets_the_texts_too(tmp_path: Path) -> None:
    archive = _light(tmp_path)
    again = pickle.loads(pickle.dumps(archive))  # noqa: S301 (our own)
    assert [with_texts(m, again.readings(m)) for m in again.meetings.values()] == [
        with_texts(m, archive.readings(m)) for m in archive.meetings.values()
    ]
