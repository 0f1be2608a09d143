from __future__ import annotations

from pathlib import Path

from plugins.archive.findings import Severity
from plugins.archive.link import link
from plugins.intake.content import read
from plugins.intake.encode import encode
from plugins.intake.rules import check
from plugins.synthetic.chronicle import chronicle
from plugins.synthetic.write import write_records


def test_a_written_archive_reads_back_as_the_same_records_without_a_finding(tmp_path: Path) -> None:
    records = list(chronicle(300, 7))
    assert write_records(records, tmp_path / "content", encode) == len(records)
    reading = read(tmp_path / "content")
    assert reading.findings == ()
    assert reading.records is not None
    archive, findings = link(reading.records)
    assert findings == ()
    assert [finding for finding in (*check(archive), *reading.wrong) if finding.severity in Severity] == []
    assert {record.id: record for record in records if hasattr(record, "id")} == {
        record.id: record
        for kind in (archive.committees, archive.meetings, archive.issues, archive.people, archive.decisions)
        for record in kind.values()
    }


def test_the_files_are_in_the_canonical_form_of_records(tmp_path: Path) -> None:
    write_records(chronicle(40, 7), tmp_path, encode)
    reading = read(tmp_path)
    assert reading.records is not None
    assert reading.records.meetings
    for meeting in reading.records.meetings:
        assert (tmp_path / f"meetings/{meeting.id}.yaml").read_text() == encode(meeting)
