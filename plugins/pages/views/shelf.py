"""The shelf: an archive with every item and decision read once, from which all pages are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from plugins.archive import permalinks
from plugins.archive.archive import Archive
from plugins.archive.records import Decision, DecisionId, Issue, IssueId, Meeting, MeetingId
from plugins.pages.views.basics import Day, Link, View, day_view
from plugins.pages.views.decisions import DecisionView, decision_view
from plugins.pages.views.items import ItemView, item_view
from plugins.pages.views.outcomes import OutcomeView


class IssueEntry(View, frozen=True):
    """An issue in a list: its latest outcome and how often it came up."""

    title: str
    address: str
    outcome: OutcomeView | None
    last: Day | None
    meetings: int
    committees: int


class Row(View, frozen=True):
    """A line of the decision register: an item with an outcome, or a decision outside a meeting."""

    date: Day
    title: str
    address: str
    by: Link
    outcome: OutcomeView | None
    outside: bool


@dataclass(frozen=True)
class Shelf:
    """What every page is made from. `sizes` holds the bytes of each file under `content/documents/`."""

    archive: Archive
    site_url: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def items(self) -> dict[MeetingId, tuple[ItemView, ...]]:
        """The items of every meeting, in order."""
        return {key: self._read(meeting) for key, meeting in self.archive.meetings.items()}

    def _read(self, meeting: Meeting) -> tuple[ItemView, ...]:
        """The items of one meeting."""
        return tuple(item_view(self.archive, a, self.sizes) for a in self.archive.appearances(meeting))

    @cached_property
    def decisions(self) -> dict[DecisionId, DecisionView]:
        """The decisions outside meetings."""
        return {key: decision_view(self.archive, d, self.sizes) for key, d in self.archive.decisions.items()}

    def items_on(self, issue: IssueId) -> tuple[tuple[Meeting, ItemView], ...]:
        """The items on an issue with their meetings, in order of date."""
        return tuple((a.meeting, self.items[a.meeting.id][a.position]) for a in self.archive.items_on(issue))

    def decisions_on(self, issue: IssueId) -> tuple[DecisionView, ...]:
        """The decisions outside meetings on an issue, in order of date."""
        return tuple(self.decisions[d.id] for d in self.archive.decisions_on(issue))

    @cached_property
    def entries(self) -> dict[IssueId, IssueEntry]:
        """Every issue as a line of a list."""
        return {key: self._entry(issue) for key, issue in self.archive.issues.items()}

    def _entry(self, issue: Issue) -> IssueEntry:
        """One issue as a line of a list."""
        appearances, outside = self.archive.items_on(issue.id), self.archive.decisions_on(issue.id)
        dates = [a.meeting.date for a in appearances] + [d.date for d in outside]
        return IssueEntry(
            issue.title,
            permalinks.issue_address(issue.id),
            self.latest_outcome(issue.id),
            day_view(max(dates)) if dates else None,
            len(appearances),
            len({a.meeting.committee for a in appearances}),
        )

    def latest_outcome(self, issue: IssueId) -> OutcomeView | None:
        """The newest outcome on an issue, at a meeting or outside."""
        found = [item.outcome for _, item in self.items_on(issue)] + [d.outcome for d in self.decisions_on(issue)]
        return max((o for o in found if o is not None), key=lambda o: o.date.iso, default=None)

    @cached_property
    def register(self) -> dict[int, tuple[Row, ...]]:
        """The decision register: the lines of each year, newest first; years newest first."""
        rows = sorted(self._rows(), key=lambda row: row.date.iso, reverse=True)
        years: dict[int, list[Row]] = {}
        for row in rows:
            years.setdefault(int(row.date.iso[:4]), []).append(row)
        return {year: tuple(lines) for year, lines in years.items()}

    def _rows(self) -> list[Row]:
        """All lines of the register, by meeting and by decision."""
        archive = self.archive
        at = [_item_row(item, m) for m in archive.meetings.values() for item in self.items[m.id] if _counts(item)]
        return at + [_decision_row(self.decisions[d.id], d) for d in archive.decisions.values()]


def _counts(item: ItemView) -> bool:
    """Whether an item belongs in the register: not apologies and the like."""
    return item.outcome is not None and not item.routine


def _item_row(item: ItemView, meeting: Meeting) -> Row:
    """An item as a line of the register."""
    return Row(day_view(meeting.date), item.title, item.address, item.committee, item.outcome, outside=False)


def _decision_row(view: DecisionView, decision: Decision) -> Row:
    """A decision outside a meeting as a line of the register."""
    return Row(day_view(decision.date), view.title, view.page, view.maker, view.outcome, outside=True)


def make_shelf(archive: Archive, *, site_url: str = "", sizes: Mapping[str, int] | None = None) -> Shelf:
    """The shelf with everything on it already read, so that processes forked from here share it."""
    shelf = Shelf(archive, site_url, sizes or {})
    _ = shelf.items, shelf.decisions, shelf.entries, shelf.register
    return shelf
