"""Issues: the A to Z, and one issue with its whole history across committees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest

from plugins.archive import permalinks
from plugins.archive.archive import Archive
from plugins.archive.groupings import Grouping
from plugins.archive.records import Issue, IssueId, Meeting
from plugins.archive.text import squeeze
from plugins.pages import linked_data
from plugins.pages.views.basics import Counted, Day, Link, View, day_view, issue_link, plural, topic_link, ward_link
from plugins.pages.views.decisions import DecisionView, prose_html
from plugins.pages.views.feeds import issue_feed
from plugins.pages.views.heads import addresses, make_head
from plugins.pages.views.items import ItemView
from plugins.pages.views.meetings import NameNote, name_notes, status_label
from plugins.pages.views.outcomes import OutcomeView
from plugins.pages.views.shelf import IssueEntry, Shelf, newest

# Up to this many issues the overview lists all; beyond, the letters do.
_LISTED_WHOLE = 150
_MOST = 20


class Step(View, frozen=True):
    """One step of an issue's history: an item at a meeting, or a decision outside; one of them is `None`."""

    anchor: str
    date: Day
    by: Link
    place: Link
    notes: tuple[NameNote, ...]
    status: str
    item: ItemView | None
    decision: DecisionView | None

    @property
    def told(self) -> ItemView | DecisionView:
        """The item or the decision."""
        told = self.item or self.decision
        assert told is not None  # noqa: S101 - a step is made of one of them
        return told


class IssueView(View, frozen=True):
    """An issue with its history in order of date; `latest` is the newest outcome."""

    title: str
    address: str
    titles: tuple[str, ...]
    summary: str
    latest: OutcomeView | None
    latest_by: Link | None
    steps: tuple[Step, ...]
    committees: int
    topics: tuple[Link, ...]
    wards: tuple[Link, ...]
    related: tuple[Link, ...]
    references: tuple[str, ...]


def issue_page(shelf: Shelf, key: IssueId) -> dict[str, object]:
    """What the page of one issue shows."""
    view = issue_view(shelf, shelf.archive.issues[key])
    letter = permalinks.issue_letter(view.title)
    trail = (Link("Issues", permalinks.ISSUES), _letter_link(letter), Link(view.title, view.address))
    parts = [step.place for step in view.steps]
    date = view.steps[-1].date.iso if view.steps else None
    node = linked_data.work(view.title, date, parts, addresses(shelf, view.address))
    feeds = issue_feed(shelf.archive, key)
    return {"issue": view, "head": make_head(shelf, trail, _summary(view), nodes=[node], feeds=feeds, twin=True)}


def _summary(view: IssueView) -> str:
    """The issue in a sentence: its newest outcome, else how often it came up."""
    if view.latest is not None:
        return squeeze(f"{view.latest.label}, {view.latest.date.text}: {view.latest.text}")
    return f"{view.title}: {plural(len(view.steps), 'entry', 'entries')} in the record."


def issue_view(shelf: Shelf, issue: Issue) -> IssueView:
    """One issue with its history."""
    archive = shelf.archive
    steps = issue_steps(shelf, issue.id)
    latest = newest(step.told.outcome for step in steps)
    return IssueView(
        title=issue.title,
        address=permalinks.issue_address(issue.id),
        titles=issue.titles,
        summary=prose_html(issue.summary),
        latest=latest,
        latest_by=next((s.by for s in reversed(steps) if latest is not None and s.told.outcome == latest), None),
        steps=steps,
        committees=len({step.by.address for step in steps if step.item}),
        topics=tuple(topic_link(archive, topic) for topic in issue.topics),
        wards=tuple(ward_link(archive, ward) for ward in issue.wards),
        related=tuple(issue_link(archive, other) for other in issue.related),
        references=issue.references,
    )


def issue_steps(shelf: Shelf, issue: IssueId) -> tuple[Step, ...]:
    """An issue's history in order of date; what was decided outside a meeting stands after that day's meetings."""
    archive = shelf.archive
    at = [_item_step(archive, n, m, item) for n, (m, item) in enumerate(shelf.items_on(issue), 1)]
    outside = [_decision_step(n, view) for n, view in enumerate(shelf.decisions_on(issue), 1)]
    return tuple(sorted(at + outside, key=lambda step: step.date.iso))


def _item_step(archive: Archive, number: int, meeting: Meeting, item: ItemView) -> Step:
    """An item at a meeting as a step."""
    day = day_view(meeting.date)
    place = Link(f"{item.committee.text}, {day.text}", item.address)
    notes = name_notes(archive, meeting, item.committee.text)
    return Step(f"step-{number}", day, item.committee, place, notes, status_label(meeting), item, None)


def _decision_step(number: int, view: DecisionView) -> Step:
    """A decision outside a meeting as a step."""
    return Step(f"decision-{number}", view.date, view.maker, Link(view.title, view.page), (), "", None, view)


def issues_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the overview of issues shows: letters, topics and wards; all issues where they are few."""
    archive = shelf.archive
    trail = (Link("Issues", permalinks.ISSUES),)
    text = f"{plural(len(archive.issues), 'issue')} of {archive.settings.name}, A to Z, by topic and by ward."
    whole = len(archive.issues) <= _LISTED_WHOLE
    return {
        "letters": letters(archive),
        "groups": [(letter, _entries(shelf, issues)) for letter, issues in _by_letter(archive, whole=whole)],
        "recurring": () if whole else recurring(shelf, _MOST),
        "topics": groupings(archive.topics().values(), permalinks.TOPICS),
        "wards": groupings(archive.wards().values(), permalinks.WARDS),
        "head": make_head(shelf, trail, text),
    }


def _by_letter(archive: Archive, *, whole: bool) -> list[tuple[str, Sequence[Issue]]]:
    """All issues under their letters, or none where they are too many for one page."""
    return [(letter.upper(), issues) for letter, issues in archive.issues_by_letter().items()] if whole else []


def recurring(shelf: Shelf, most: int) -> tuple[IssueEntry, ...]:
    """The issues that came up most often."""
    archive = shelf.archive
    often = ((-archive.meetings_with(i.id), i.title, i.id) for i in archive.issues.values())
    return tuple(shelf.entry(key) for _, _, key in nsmallest(most, often))


def letter_page(shelf: Shelf, key: str) -> dict[str, object]:
    """What the page of one letter shows."""
    issues = shelf.archive.issues_by_letter()[key]
    trail = (Link("Issues", permalinks.ISSUES), _letter_link(key))
    text = f"{plural(len(issues), 'issue')} under {key.upper()}."
    head = make_head(shelf, trail, text)
    return {"letter": key.upper(), "letters": letters(shelf.archive), "entries": _entries(shelf, issues), "head": head}


def _entries(shelf: Shelf, issues: Sequence[Issue]) -> tuple[IssueEntry, ...]:
    """The issues as lines of a list."""
    return tuple(shelf.entry(issue.id) for issue in issues)


def letters(archive: Archive) -> tuple[Counted, ...]:
    """The letters with issues."""
    groups = archive.issues_by_letter().items()
    return tuple(Counted(k.upper(), permalinks.issues_letter_address(k), len(issues)) for k, issues in groups)


def _letter_link(letter: str) -> Link:
    """The letter's page."""
    return Link(letter.upper(), permalinks.issues_letter_address(letter))


def groupings(groups: Iterable[Grouping], base: str) -> tuple[Counted, ...]:
    """Topics or wards with how many issues each has."""
    return tuple(Counted(g.name, f"{base}{g.slug}/", len(g.issues)) for g in groups)
