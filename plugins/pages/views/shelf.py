"""The shelf: an archive with what many pages show made once, from which all pages are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from plugins.archive import permalinks
from plugins.archive.archive import Appearance, Archive
from plugins.archive.records import Decision, DecisionId, Issue, IssueId, Meeting
from plugins.pages.views.basics import Day, Link, View, committee_on, day_view
from plugins.pages.views.decisions import DecisionView, decision_view
from plugins.pages.views.items import ItemView, item_view
from plugins.pages.views.outcomes import OutcomeView, Place, outcome_view


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

    def items_of(self, meeting: Meeting) -> tuple[ItemView, ...]:
        """The items of a meeting, in order. They are heavy, so they are made where a page shows them, and not kept."""
        return tuple(item_view(self.archive, a, self.sizes) for a in self.archive.appearances(meeting))

    def outcome_of(self, appearance: Appearance) -> OutcomeView | None:
        """The outcome of one item, which lists show without the item."""
        meeting = appearance.meeting
        place = Place(permalinks.meeting_address(meeting.id), appearance.anchor, meeting.date)
        return outcome_view(self.archive.outcomes(meeting)[appearance.position], place)

    @cached_property
    def decisions(self) -> dict[DecisionId, DecisionView]:
        """The decisions outside meetings."""
        return {key: decision_view(self.archive, d, self.sizes) for key, d in self.archive.decisions.items()}

    def items_on(self, issue: IssueId) -> tuple[tuple[Meeting, ItemView], ...]:
        """The items on an issue with their meetings, in order of date."""
        return tuple((a.meeting, item_view(self.archive, a, self.sizes)) for a in self.archive.items_on(issue))

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
            len({a.meeting.id for a in appearances}),
            len({a.meeting.committee for a in appearances}),
        )

    def latest_outcome(self, issue: IssueId) -> OutcomeView | None:
        """The newest outcome on an issue, at a meeting or outside."""
        found = [self.outcome_of(a) for a in self.archive.items_on(issue)]
        found += [d.outcome for d in self.decisions_on(issue)]
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
        appearances = (a for m in archive.meetings.values() for a in archive.appearances(m) if not a.item.routine)
        at = [row for a in appearances if (row := self._item_row(a)) is not None]
        return at + [_decision_row(self.decisions[d.id], d) for d in archive.decisions.values()]

    def _item_row(self, appearance: Appearance) -> Row | None:
        """An item as a line of the register, where something was decided."""
        outcome, meeting = self.outcome_of(appearance), appearance.meeting
        if outcome is None:
            return None
        address = f"{permalinks.meeting_address(meeting.id)}#{appearance.anchor}"
        committee = committee_on(self.archive, meeting.committee, meeting.date)
        return Row(day_view(meeting.date), appearance.item.title, address, committee, outcome, outside=False)


def _decision_row(view: DecisionView, decision: Decision) -> Row:
    """A decision outside a meeting as a line of the register."""
    return Row(day_view(decision.date), view.title, view.page, view.maker, view.outcome, outside=True)


def make_shelf(archive: Archive, *, site_url: str = "", sizes: Mapping[str, int] | None = None) -> Shelf:
    """The shelf with all that lists show already made, so that processes forked from here share it."""
    shelf = Shelf(archive, site_url, sizes or {})
    _ = shelf.decisions, shelf.entries, shelf.register
    return shelf
