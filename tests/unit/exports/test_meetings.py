from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.archive.archive import Archive
from plugins.archive.asked import AskedArchive
from plugins.archive.records import Document, IssueId, Rendition, Source
from plugins.exports.desk import Desk, Part
from plugins.exports.fragments import Fragments
from plugins.exports.meetings import FRAGMENTS, Made, Wanted, course, history, make_meetings
from plugins.exports.sight import Sight
from tests.support.builders import make_archive, make_committee, make_issue, make_item, make_meeting
from tests.support.exports import NOTHING_KEPT

PARKS = make_issue("parks", "Parks")
LOOK_ALIKE = "../../../meetings/elsewhere.html"


def _archive() -> Archive:
    paper = Document(title="Plan", renditions=(Rendition(format="pdf", file="plan.pdf"),))
    says = 'RESOLVED: To "open" {"url":"../../../parks"} on 3 March 2021.'
    first = make_item("Parks", number="1", issue=PARKS.id, minutes=says, documents=(paper,))
    odd = make_item("Odd", number="2", issue=PARKS.id, sources=(Source(url=LOOK_ALIKE),))
    other = make_item("Other", number="3", minutes="Noted.")
    early = make_meeting("cabinet", "2020-01-07", first, odd, other, start="18:30", venue="Town Hall, room 2")
    late = make_meeting("cabinet", "2021-03-03", make_item("Parks again", number="9", issue=PARKS.id))
    return make_archive(make_committee("cabinet", "Cabinet"), PARKS, early, late)


def _desk(folder: Path, site_url: str) -> Desk:
    asked = AskedArchive(_archive())
    folder.mkdir(exist_ok=True)
    return Desk(Sight(asked, "", site_url), asked, folder / "site", folder, Fragments(folder, {}))


def _made(desk: Desk, twins: frozenset[str] | None = None) -> Made:
    """What is made of all meetings, or of those."""
    keys = tuple(desk.archive.whole.meetings)
    wanted = Wanted(Part("meetings", keys, "meetings-all"), frozenset(keys) if twins is None else twins, rows=True)
    return make_meetings((desk, lambda question: question.encode()), [wanted])


@pytest.mark.parametrize("site_url", ["", "https://x.example/"])
def test_an_issue_shows_the_same_of_an_item_whether_it_was_kept_or_is_made_anew(tmp_path: Path, site_url: str) -> None:
    desk = _desk(tmp_path, site_url)
    kept = Fragments(tmp_path / FRAGMENTS, _made(desk).lying)
    sight = desk.sight.at("issues/parks/")
    anew = history(sight, PARKS.id, NOTHING_KEPT)
    assert history(sight, PARKS.id, kept) == anew
    assert [json.loads(twin)["title"] for twin, _ in anew] == ["Parks", "Odd", "Parks again"]
    root = site_url or "../../"
    assert json.loads(anew[0][0])["url"] == f"{root}meetings/cabinet/2020-01-07/#item-1"
    assert json.loads(anew[0][0])["documents"][0]["url"] == f"{root}documents/plan.pdf"


def test_an_address_of_a_record_that_looks_like_one_of_ours_stays_as_it_is(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "")
    kept = Fragments(tmp_path / FRAGMENTS, _made(desk).lying)
    odd = history(desk.sight.at("issues/parks/"), PARKS.id, kept)[1][0]
    assert json.loads(odd)["sources"][0]["url"] == LOOK_ALIKE


def test_a_committee_shows_the_same_of_its_meetings_whether_they_were_kept_or_not(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "")
    made = _made(desk)
    (committee,) = desk.archive.whole.committees
    sight = desk.sight.at("committees/cabinet/")
    kept = course(sight, committee, Fragments(tmp_path / FRAGMENTS, made.lying))
    assert kept == course(sight, committee, NOTHING_KEPT)
    assert [json.loads(link)["url"] for link, _ in kept] == [
        "../../meetings/cabinet/2020-01-07/",
        "../../meetings/cabinet/2021-03-03/",
    ]
    assert b"LOCATION:Town Hall\\, room 2\r\n" in kept[0][1]


def test_twins_are_made_only_where_they_are_wanted_and_only_those_have_grounds(tmp_path: Path) -> None:
    made = _made(_desk(tmp_path, ""), frozenset({"cabinet/2021-03-03"}))
    assert set(made.digests) == {"cabinet/2021-03-03"}
    assert {path.parent.name for path in (tmp_path / "site").rglob("index.json")} == {"2021-03-03"}
    assert (tmp_path / "meetings-all.items.csv").read_text().count("\n") == 4


def test_an_issue_that_nothing_is_known_of_has_no_history(tmp_path: Path) -> None:
    assert history(_desk(tmp_path, "").sight, IssueId("none"), NOTHING_KEPT) == []
