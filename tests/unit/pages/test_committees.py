from __future__ import annotations

import datetime as dt

from plugins.archive.records import ArchiveSettings, DatedName, Member
from plugins.pages.views import make_shelf
from plugins.pages.views.committees import committee_view, committees_page, period
from tests.support.builders import make_archive, make_committee, make_meeting, make_person

DAY = dt.date(2019, 5, 13)


def test_names_are_listed_newest_first_with_their_dates() -> None:
    names = (DatedName(name="Board", until=dt.date(2019, 5, 12)), DatedName(name="Cabinet", from_=DAY))
    archive = make_archive(make_committee("cabinet", *names))
    shown = committee_view(archive, archive.committees["cabinet"])  # type: ignore[index]
    assert [(n.name, n.period) for n in shown.names] == [
        ("Cabinet", "since 13 May 2019"),
        ("Board", "until 12 May 2019"),
    ]


def test_a_single_name_without_dates_is_no_history() -> None:
    archive = make_archive(make_committee("cabinet"))
    assert committee_view(archive, archive.committees["cabinet"]).names == ()  # type: ignore[index]


def test_a_merged_committee_names_its_heir_and_the_heir_names_it() -> None:
    archive = make_archive(make_committee("green", successor="scrutiny"), make_committee("scrutiny"))
    green, scrutiny = (committee_view(archive, archive.committees[key]) for key in ("green", "scrutiny"))  # type: ignore[index]
    assert green.successor is not None
    assert green.successor.address == "committees/scrutiny/"
    assert [link.address for link in scrutiny.predecessors] == ["committees/green/"]


def test_meetings_stand_under_their_years_newest_first_each_with_the_name_of_its_day() -> None:
    names = (DatedName(name="Board", until=dt.date(2019, 5, 12)), DatedName(name="Cabinet", from_=DAY))
    days = [make_meeting("cabinet", day) for day in ("2019-01-01", "2019-06-01", "2020-01-01")]
    archive = make_archive(make_committee("cabinet", *names), *days)
    shown = committee_view(archive, archive.committees["cabinet"])  # type: ignore[index]
    assert [(year, [e.committee.text for e in entries]) for year, entries in shown.years] == [
        (2020, ["Cabinet"]),
        (2019, ["Cabinet", "Board"]),
    ]


def test_a_membership_that_ended_is_a_former_one() -> None:
    members = (Member(name="Jo", person="jo-field", from_=DAY), Member(name="Al", until=DAY))  # type: ignore[arg-type]
    archive = make_archive(
        make_committee("cabinet", members=members),
        make_person("jo-field"),
        settings=ArchiveSettings(name="Exampleton", as_of=dt.date(2020, 1, 1)),
    )
    shown = committee_view(archive, archive.committees["cabinet"])  # type: ignore[index]
    assert [m.person.address for m in shown.members] == ["people/jo-field/"]
    assert [m.person.text for m in shown.past_members] == ["Al"]


def test_meetings_after_the_day_of_the_records_are_the_next_ones() -> None:
    archive = make_archive(
        make_meeting("cabinet", "2020-01-01"),
        make_meeting("cabinet", "2020-03-01"),
        settings=ArchiveSettings(name="Exampleton", as_of=dt.date(2020, 2, 1)),
    )
    shown = committee_view(archive, archive.committees["cabinet"])  # type: ignore[index]
    assert [entry.date.iso for entry in shown.upcoming] == ["2020-03-01"]


def test_the_list_sets_those_that_ended_apart() -> None:
    archive = make_archive(make_committee("green", successor="scrutiny"), make_committee("scrutiny"))
    shown = committees_page(make_shelf(archive), "")
    assert [e.address for _, group in shown["groups"] for e in group] == ["committees/scrutiny/"]  # type: ignore[attr-defined]
    assert [e.address for e in shown["ended"]] == ["committees/green/"]  # type: ignore[attr-defined]


def test_a_period_is_said_in_words() -> None:
    later = dt.date(2020, 1, 1)
    assert period(DAY, later) == "13 May 2019 to 1 January 2020"
    assert (period(DAY, None), period(None, DAY), period(None, None)) == ("since 13 May 2019", "until 13 May 2019", "")
