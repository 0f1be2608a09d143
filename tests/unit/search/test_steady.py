"""A changed record is found, and what shows something of it; no other record is looked at."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import Issue, Meeting
from plugins.build.last import LastBuild
from plugins.search.catalogue import Catalogue
from plugins.search.codec import LEDGER
from plugins.search.format import digest
from plugins.search.indexing import Places
from plugins.search.keeping import kept
from plugins.search.ledger import Ledger
from plugins.search.steady import in_place
from tests.support.builders import make_archive, make_decision, make_issue, make_item, make_meeting
from tests.support.searching import files_in, published, write_indexes

DAYS = [f"2012-{month:02}-01" for month in range(1, 9)]


class _Noting(Mapping[Any, Any]):
    """Meetings, which notes whose records were asked for."""

    def __init__(self, meetings: Mapping[Any, Any]) -> None:
        self._meetings = meetings
        self.asked: set[str] = set()

    def __getitem__(self, key: Any) -> Any:
        self.asked.add(key)
        return self._meetings[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._meetings)

    def __len__(self) -> int:
        return len(self._meetings)


def _records() -> dict[str, AnyRecord]:
    """Eight meetings, of which those in spring spoke of the bridge and the others of the pool; two decisions."""
    made: list[AnyRecord] = [
        make_issue("bridge", "A bridge"),
        make_issue("pool", "A pool"),
        *(
            make_meeting(
                "cabinet", day,
                make_item(issue.title(), issue=issue, minutes=f"Speech {at}."),
            )
            for at, (day, issue) in enumerate(zip(DAYS, 3 * ["bridge"] + 5 * ["pool"], strict=True))
        ),
        make_decision("2012/ramp", "2012-02-02", decision="A ramp.", committee="cabinet", issue="bridge"),
        make_decision("2012/slide", "2012-06-02", decision="A slide.", committee="cabinet", issue="pool"),
    ]  # fmt: skip
    return {file_of(one): one for one in made}


def _archive(records: dict[str, AnyRecord]) -> Archive:
    digests = {file: digest(msgspec.json.encode(record)) for file, record in records.items()}
    archive = dataclasses.replace(make_archive(*records.values()), digests=digests)
    archive.tables  # noqa: B018 (made when an archive is read)
    return archive


def _meeting(records: dict[str, AnyRecord], day: str) -> Meeting:
    found = records[f"meetings/cabinet/{day}.yaml"]
    assert isinstance(found, Meeting)
    return found


def _with_item(meeting: Meeting, **changes: Any) -> Meeting:
    return msgspec.structs.replace(meeting, items=(msgspec.structs.replace(meeting.items[0], **changes),))


def _put(records: dict[str, AnyRecord], one: AnyRecord) -> dict[str, AnyRecord]:
    return {**records, file_of(one): one}


def _changed(folder: Path, records: dict[str, AnyRecord]) -> tuple[set[str], set[str]] | None:
    """What is found to be changed since `_records`: documents, and the days of meetings that were looked at for that.

    `None` where it is not told without a look at all.
    """
    write_indexes(folder / "before", _archive(_records()))
    ledger = kept(folder / "before" / "whoosh" / LEDGER, Ledger)
    archive = _archive(records)
    noting = _Noting(archive.meetings)
    tables = archive.tables
    archive = dataclasses.replace(archive, meetings=noting)
    vars(archive)["_tables"] = tables
    last = LastBuild(folder / "before", folder / "before", files_in(folder / "before"), frozenset())
    found = in_place(Places(folder / "now", folder / "now", last), ledger, Catalogue(archive))
    if found is None:
        return None
    ids = {found.catalogue[number].id for number in found.moves.fresh}
    return ids, {str(meeting).rpartition("/")[2] for meeting in noting.asked}


def test_a_word_of_a_meeting_changes_its_item_alone(tmp_path: Path) -> None:
    records = _records()
    edited = _put(records, _with_item(_meeting(records, DAYS[1]), minutes="Another speech."))
    found = _changed(tmp_path, edited)
    assert found is not None
    assert found[0] == {"cabinet/2012-02-01#item-bridge"}
    assert found[1] <= {DAYS[0], DAYS[1], DAYS[2]}


def test_an_issue_s_title_changes_it_and_all_where_it_came_up(tmp_path: Path) -> None:
    records = _records()
    issue = records["issues/bridge.yaml"]
    assert isinstance(issue, Issue)
    found = _changed(tmp_path, _put(records, msgspec.structs.replace(issue, title="A long bridge")))
    assert found is not None
    items = {f"cabinet/{day}#item-bridge" for day in DAYS[:3]}
    assert found[0] == {"issues/bridge", *items}
    assert found[1] <= set(DAYS[:3])


def test_an_item_on_another_issue_changes_both(tmp_path: Path) -> None:
    """The meeting was the last on the bridge, so that its issue moves: all are looked at."""
    records = _records()
    edited = _put(records, _with_item(_meeting(records, DAYS[2]), issue="pool"))
    assert _changed(tmp_path, edited) is None


def test_a_record_more_is_for_a_look_at_all(tmp_path: Path) -> None:
    assert _changed(tmp_path, _put(_records(), make_issue("road", "A road"))) is None


def test_whatever_changed_the_index_is_that_of_a_clean_build(tmp_path: Path) -> None:
    records = _records()
    edited = _put(records, _with_item(_meeting(records, DAYS[1]), issue="pool", minutes="Of a slide."))
    write_indexes(tmp_path / "before", _archive(records))
    write_indexes(tmp_path / "now", _archive(edited), tmp_path / "before")
    write_indexes(tmp_path / "anew", _archive(edited))
    assert published(tmp_path / "now") == published(tmp_path / "anew")
