from __future__ import annotations

from pathlib import Path

import pytest

from plugins.archive.findings import describe
from plugins.permanence.changes import Changes, parse_changes
from plugins.permanence.ledger import extended, lost, read_ledger, read_shard, shard_of, write_ledger, write_shard

MEETING = "meetings/cabinet/2013-09-11/"
LEDGER = {MEETING: ("item-50 s1 m1-2",), "issues/plan/": ()}


LOST_PAGE = (
    'changes.txt: U002 the published page "issues/plan/" would be lost; keep it, or say in '
    'changes.txt where it went: "issues/plan/ -> new/address/" or "issues/plan/ gone: reason"'
)


def _lost(links: dict[str, tuple[str, ...]], changes: str = "") -> list[str]:
    return [describe(finding) for finding in lost(LEDGER, links, parse_changes(changes))]


def test_nothing_is_lost_where_everything_is_still_published() -> None:
    assert _lost({**LEDGER, "issues/new/": ()}) == []


def test_error_for_a_page_that_is_gone() -> None:
    assert _lost({MEETING: LEDGER[MEETING]}) == [LOST_PAGE]


def test_error_for_a_paragraph_that_is_gone() -> None:
    (message,) = _lost({**LEDGER, MEETING: ("item-50 s1 m1",)})
    assert message.startswith(f'changes.txt: U002 the published anchor "{MEETING}#item-50-m2" would be lost;')


def test_error_for_an_item_that_is_gone_names_it_and_its_paragraphs() -> None:
    assert len(_lost({**LEDGER, MEETING: ("item-51",)})) == 4


def test_what_a_person_accounted_for_is_not_lost() -> None:
    assert _lost({}, f"issues/plan/ -> issues/plans/\n{MEETING} gone: by mistake") == []
    assert _lost({**LEDGER, MEETING: ("item-50 s1 m1",)}, f"{MEETING}#item-50-m2 -> {MEETING}#item-50-m1") == []


def test_a_file_of_the_papers_search_index_is_never_missed() -> None:
    assert list(lost({"documents/search-index/t/0123456789.bin": ()}, {}, parse_changes(""))) == []


def test_an_inserted_paragraph_loses_nothing() -> None:
    assert _lost({**LEDGER, MEETING: ("item-50 s1 m1 m1a m2",)}) == []


def test_the_ledger_only_grows() -> None:
    grown = extended(LEDGER, {MEETING: ("item-50 s1 m1-3", "item-51"), "issues/new/": ()})
    assert grown == {MEETING: ("item-50 s1 m1-3", "item-51"), "issues/plan/": (), "issues/new/": ()}


def test_the_ledger_keeps_the_anchors_that_were_accounted_for() -> None:
    assert extended(LEDGER, {MEETING: ("item-50 s1 m1",)})[MEETING] == ("item-50 s1 m1", "item-50 s1 m1-2")


@pytest.mark.parametrize(
    ("address", "shard"),
    [
        (MEETING, "meetings/2013"),
        ("meetings/2013/", "site"),
        ("decisions/2013/cycle-grant/", "decisions/2013"),
        ("decisions/2013/", "site"),
        ("issues/plan/", "issues/p"),
        ("issues/p/", "site"),
        ("people/jo-field/", "people/j"),
        ("", "site"),
        ("data/items.csv", "site"),
    ],
)
def test_addresses_stand_in_small_files_by_year_and_letter(address: str, shard: str) -> None:
    assert shard_of(address) == shard


def test_a_file_of_the_ledger_reads_back_as_it_was_written() -> None:
    text = write_shard(LEDGER)
    assert text == f"issues/plan/\n{MEETING}\n  item-50 s1 m1-2\n"
    assert read_shard(text) == LEDGER


def test_the_home_page_has_no_name_and_needs_no_line() -> None:
    assert read_shard(write_shard({"": (), "about/": ()})) == {"about/": ()}


def test_the_ledger_on_the_disk_is_read_whole_and_written_only_where_it_changed(tmp_path: Path) -> None:
    assert write_ledger(tmp_path, LEDGER) == 2
    assert read_ledger(tmp_path) == LEDGER
    assert write_ledger(tmp_path, {**LEDGER, "issues/quay/": ()}) == 1
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.txt")) == [
        "issues/p.txt", "issues/q.txt", "meetings/2013.txt",
    ]  # fmt: skip


def test_what_people_write_of_changes_is_not_read_as_addresses(tmp_path: Path) -> None:
    (tmp_path / "changes.txt").write_text("issues/a/ -> issues/b/\n")
    assert read_ledger(tmp_path) == {}
    assert list(lost({}, {}, Changes())) == []
