"""Which pages exist: of what kind, about which record, at which address. Templates and views by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.archive import Archive
from plugins.archive.records import IssueId, MeetingId
from plugins.archive.tables import NOWHERE
from plugins.pages.views import committees, downloads, groups, home, issues, meetings, old_links, people, register
from plugins.pages.views.shelf import Shelf

Key = Any  # an identifier, a year, a letter or a slug: what the view of the kind takes


class Kind(msgspec.Struct, frozen=True):
    """A kind of page: its template, and the view that gives the template its values."""

    template: str
    view: Callable[[Shelf, Key], dict[str, object]]


class Page(msgspec.Struct, frozen=True):
    """One page to write. `kind` is a key of `KINDS`, `key` says which record it is about."""

    kind: str
    key: Key
    address: str

    @property
    def name(self) -> str:
        """What no other page is called."""
        return self.address

    @property
    def files(self) -> tuple[str, ...]:
        """The file of the page, as the one that it comes to."""
        return (self.file,)

    @property
    def file(self) -> str:
        """The file of the page under the output folder."""
        return f"{self.address}index.html" if self.address.endswith("/") or not self.address else self.address


KINDS: dict[str, Kind] = {
    "home": Kind("pages/home.html", home.home_page),
    "search": Kind("pages/search.html", home.search_page),
    "404": Kind("pages/not-found.html", home.not_found_page),
    "data": Kind("pages/data.html", downloads.data_page),
    "go": Kind("pages/go.html", old_links.go_page),
    "committees": Kind("pages/committees.html", committees.committees_page),
    "committee": Kind("pages/committee.html", committees.committee_page),
    "meetings": Kind("pages/meetings.html", meetings.meetings_page),
    "year": Kind("pages/meetings-year.html", meetings.year_page),
    "meeting": Kind("pages/meeting.html", meetings.meeting_page),
    "issues": Kind("pages/issues.html", issues.issues_page),
    "letter": Kind("pages/issues-letter.html", issues.letter_page),
    "issue": Kind("pages/issue.html", issues.issue_page),
    "topics": Kind("pages/groups.html", groups.topics_page),
    "topic": Kind("pages/group.html", groups.topic_page),
    "wards": Kind("pages/groups.html", groups.wards_page),
    "ward": Kind("pages/group.html", groups.ward_page),
    "people": Kind("pages/people.html", people.people_page),
    "person": Kind("pages/person.html", people.person_page),
    "decisions": Kind("pages/decisions.html", register.decisions_page),
    "register": Kind("pages/decisions-year.html", register.register_year_page),
    "decision": Kind("pages/decision.html", register.decision_page),
}


def plan_pages(shelf: Shelf) -> tuple[Page, ...]:
    """All pages of the site in a fixed order: first the few that list much, then those about records.

    Pages about the same records stand near each other.
    """
    archive = shelf.archive
    return (*_single_pages(), *_list_pages(archive, shelf.register_years()), *_record_pages(archive))


def pages_at(shelf: Shelf, addresses: AbstractSet[str]) -> tuple[Page, ...]:
    """The pages of the plan at some addresses. Those of records are found without the plan."""
    found = tuple(page for each in sorted(addresses) if (page := _record_page(shelf.archive, each)) is not None)
    if len(found) == len(addresses):
        return found
    return tuple(page for page in plan_pages(shelf) if page.address in addresses)


def _record_page(archive: Archive, address: str) -> Page | None:
    """The page of a record at an address, if it is one."""
    folder, _, key = address.removesuffix("/").partition("/")
    records: Mapping[str, tuple[str, Mapping[Any, object]]] = {
        "committees": ("committee", archive.committees),
        "meetings": ("meeting", archive.meetings),
        "issues": ("issue", archive.issues),
        "people": ("person", archive.people),
        "decisions": ("decision", archive.decisions),
    }
    kind, known = records.get(folder, ("", {}))
    return Page(kind, key, address) if key in known else None


def _single_pages() -> Iterator[Page]:
    """The pages that every site has."""
    yield Page("home", "", at.HOME)
    yield Page("search", "", at.SEARCH)
    yield Page("404", "", at.NOT_FOUND)
    yield Page("data", "", downloads.ADDRESS)
    yield Page("go", "", at.GO)
    yield Page("committees", "", at.COMMITTEES)
    yield Page("meetings", "", at.MEETINGS)
    yield Page("issues", "", at.ISSUES)
    yield Page("topics", "", at.TOPICS)
    yield Page("wards", "", at.WARDS)
    yield Page("people", "", at.PEOPLE)
    yield Page("decisions", "", at.DECISIONS)


def _record_pages(archive: Archive) -> Iterator[Page]:
    """A page for every record."""
    yield from (Page("committee", key, at.committee_address(key)) for key in archive.committees)
    issues = _issues_by_meeting(archive)
    for meeting in (*archive.meetings, None):
        if meeting is not None:
            yield Page("meeting", meeting, at.meeting_address(meeting))
        yield from (Page("issue", key, at.issue_address(key)) for key in issues.get(meeting, ()))
    yield from (Page("person", key, at.person_address(key)) for key in archive.people)
    yield from (Page("decision", key, at.decision_address(key)) for key in archive.decisions)


def _issues_by_meeting(archive: Archive) -> Mapping[MeetingId | None, Sequence[IssueId]]:
    """The issues that each meeting was the last to deal with; those that none did under `None`.

    Made beside it, a page of an issue finds the records of its last steps where they have just been used.
    """
    issues: dict[MeetingId | None, list[IssueId]] = {}
    tables = archive.tables
    for key in archive.issues:
        last = next((meeting for meeting, _, _ in tables.where(tables.by_issue.get(key, NOWHERE)[-1:])), None)
        issues.setdefault(last, []).append(key)
    return issues


def _list_pages(archive: Archive, register_years: tuple[int, ...]) -> Iterator[Page]:
    """A page for every year, letter, topic and ward."""
    yield from (Page("year", year, at.meetings_year_address(year)) for year in archive.years())
    yield from (Page("register", year, at.decisions_year_address(year)) for year in register_years)
    yield from (Page("letter", key, at.issues_letter_address(key)) for key in archive.issues_by_letter())
    yield from (Page("topic", slug, at.topic_address(slug)) for slug in archive.topics())
    yield from (Page("ward", slug, at.ward_address(slug)) for slug in archive.wards())
