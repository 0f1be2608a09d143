from __future__ import annotations

from collections import Counter

from plugins.archive.link import Records, link
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import ArchiveSettings, Committee, Decision, Issue, Meeting, Person
from plugins.synthetic.chronicle import chronicle


def _of_kind(records: list[AnyRecord], kind: type) -> tuple[AnyRecord, ...]:
    return tuple(record for record in records if isinstance(record, kind))


def test_an_archive_has_as_many_items_as_asked_for() -> None:
    for wanted in (1, 10, 137):
        meetings = _of_kind(list(chronicle(wanted, 7)), Meeting)
        assert sum(len(meeting.items) for meeting in meetings) == wanted


def test_one_seed_gives_one_archive_and_another_seed_another() -> None:
    assert list(chronicle(60, 7)) == list(chronicle(60, 7))
    assert list(chronicle(60, 7)) != list(chronicle(60, 8))


def test_the_first_records_are_the_same_whatever_size_is_asked_for() -> None:
    small, large = list(chronicle(200, 7)), list(chronicle(400, 7))
    whole_meetings = small[:-2]
    assert large[: len(whole_meetings)] == whole_meetings


def test_no_two_records_share_a_file() -> None:
    files = Counter(file_of(record) for record in chronicle(600, 7))
    assert max(files.values()) == 1


def test_every_reference_leads_to_a_record() -> None:
    records = list(chronicle(600, 7))
    settings = next(record for record in records if isinstance(record, ArchiveSettings))
    _, findings = link(
        Records(
            settings=settings,
            committees=_of_kind(records, Committee),
            meetings=_of_kind(records, Meeting),
            issues=_of_kind(records, Issue),
            people=_of_kind(records, Person),
            decisions=_of_kind(records, Decision),
        )
    )
    assert findings == ()


def test_the_archive_shows_what_real_ones_have() -> None:
    records = list(chronicle(1500, 7))
    meetings = [record for record in records if isinstance(record, Meeting)]
    items = [item for meeting in meetings for item in meeting.items]
    per_issue = Counter(item.issue for item in items if item.issue)
    assert max(per_issue.values()) >= 4
    assert sum(count > 1 for count in per_issue.values()) > len(per_issue) / 4
    assert any(item.exempt for item in items)
    assert any(item.votes for item in items)
    assert any(item.declarations for item in items)
    assert any(len(document.renditions) > 1 for item in items for document in item.documents)
    assert any(record for record in records if isinstance(record, Decision))


def test_items_have_about_350_words_and_meetings_about_twelve_items() -> None:
    meetings = [record for record in chronicle(3000, 7) if isinstance(record, Meeting) and record.items]
    items = [item for meeting in meetings for item in meeting.items]
    words = sum(len(f"{i.title} {i.summary} {i.decision} {i.minutes}".split()) for i in items)
    assert 320 < words / len(items) < 380
    assert 11 < len(items) / len(meetings) < 13
