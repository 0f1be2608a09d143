"""What is read of a content folder from what the last build kept is what is read of it afresh."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.answers import looks_of
from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, describe
from plugins.intake.checked import checked
from plugins.intake.chunks import Places
from plugins.intake.content import read_into
from tests.support.site import write_content

_MEETING = """\
committee: cabinet
date: 2013-09-11
attendance:
  - name: Ann Ash
    status: present
    person: ann-ash
items:
  - number: "2"
    title: Parks
    issue: parks
    documents:
      - title: Plan
        renditions:
          - format: pdf
            file: plan.pdf
            bytes: 4
    minutes: "RESOLVED: That the plan be approved."
  - number: "1"
    title: Any other business
"""
# Each file as it may be: not there, well, otherwise, wrong.
_FILES: dict[str, tuple[str | None, ...]] = {
    "archive.yaml": ("name: Exampleton\n", "name: Exampleton\ngaps:\n  - note: Lost\n    committee: cabinet\n"),
    "committees/cabinet.yaml": ("names:\n  - name: Cabinet\n", None, "names:\n  - name: Cabinet\nsuccessor: board\n"),
    "committees/board.yaml": ("names:\n  - name: Board\n", None, "names: []\n"),
    "issues/parks.yaml": (
        "title: Parks\ntopics:\n  - Green\n",
        None,
        "title: Parks\nrelated:\n  - ponds\n",
        "titel: Parks\n",
    ),
    "issues/ponds.yaml": ("title: Ponds\ntopics:\n  - green\n", None),
    "people/ann-ash.yaml": ("name: Ann Ash\n", None, "name: &a Ann\n"),
    "meetings/cabinet/2013-09-11.yaml": (
        _MEETING,
        None,
        _MEETING.replace("approved", "refused"),
        _MEETING.replace('"2"', '"0"').replace("issue: parks", "issue: ponds"),
        _MEETING + "    minuts: None.\n",
        _MEETING.replace("cabinet", "board"),
    ),
    "meetings/cabinet/2014-01-08.yaml": (
        "committee: cabinet\ndate: 2014-01-08\nstatus: cancelled\nitems:\n  - title: X\n    minutes: Y\n",
        None,
    ),
    "decisions/2014/plan.yaml": (
        "title: Plan\ndate: 2014-02-03\nmaker: Ann\nmaker_person: ann-ash\nissue: ponds\n",
        None,
    ),
    "documents/plan.pdf": ("%PDF", None, "%PDF-"),
}
_STATES = st.fixed_dictionaries({file: st.sampled_from(versions) for file, versions in _FILES.items()})
_State = dict[str, str | None]


def _write(content: Path, state: _State, before: _State) -> frozenset[str]:
    """Make a folder such as a state says; the files that are as they were before."""
    for file in before.keys() - {file for file, text in state.items() if text is not None}:
        (content / file).unlink(missing_ok=True)
    write_content(content, {file: text for file, text in state.items() if text is not None})
    return frozenset(file for file, text in state.items() if text is not None and text == before.get(file))


def _read(places: Places) -> tuple[Archive | None, tuple[Finding, ...]]:
    """What is read and found."""
    return checked(places.content, read_into(places))


def _told(archive: Archive | None) -> object:
    """All that an archive tells."""
    if archive is None:
        return None
    meetings = [(each, archive.outcomes(each), [*archive.packed[key]]) for key, each in archive.meetings.items()]
    kinds = (archive.settings, archive.committees, archive.issues, archive.people, archive.decisions)
    return meetings, kinds, looks_of(archive), archive.tables, [*archive.tables.by_issue], [*archive.tables.by_number]


@settings(max_examples=60, deadline=None)
@given(st.lists(_STATES, min_size=2, max_size=4))
def test_whatever_is_edited_added_or_removed_the_archive_and_all_problems_are_those_of_a_first_reading(
    states: list[_State],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content, last, before = Path(folder) / "content", None, _State()
        for number, state in enumerate(states):
            unchanged = _write(content, state, before)
            renewed = Places(content, Path(folder) / f"{number}", last, unchanged, light=True)
            afresh = Places(content, Path(folder) / f"{number}-afresh", light=True)
            (archive, found), (clean, expected) = _read(renewed), _read(afresh)
            assert [*map(describe, found)] == [*map(describe, expected)]
            assert _told(archive) == _told(clean)
            assert _bytes(renewed.into) == _bytes(afresh.into)
            last, before = renewed.into, state


def _bytes(folder: Path) -> dict[str, bytes]:
    """What was kept of each chunk."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".memo"}


def test_a_reference_is_told_of_at_its_line_when_the_record_it_names_goes_though_its_own_file_stays(
    tmp_path: Path,
) -> None:
    content = write_content(
        tmp_path / "content", {file: text for file, (text, *_) in _FILES.items() if text is not None}
    )
    _read(Places(content, tmp_path / "first", light=True))
    unchanged = frozenset(_FILES) - {"issues/parks.yaml", "documents/plan.pdf"}
    (content / "issues/parks.yaml").unlink()
    (content / "documents/plan.pdf").unlink()
    _, found = _read(Places(content, tmp_path / "second", tmp_path / "first", unchanged, light=True))
    told = [
        (finding.code, finding.place.line, finding.message)
        for finding in found
        if finding.place.file.endswith("cabinet/2013-09-11.yaml")
    ]
    assert told == [
        ("L001", 10, 'no issue "parks"'),
        ("D002", 15, 'no file "plan.pdf"'),
        ("M003", 18, 'item number "1" comes after 2'),
    ]
