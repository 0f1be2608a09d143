"""The shelf: an archive with what many pages show made once, from which all pages are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import itemgetter
from typing import Final

import msgspec

from plugins.archive import permalinks
from plugins.archive.archive import Appearance, Archive
from plugins.archive.asked import HISTORY
from plugins.archive.records import Decision, DecisionId, Issue, IssueId, Meeting
from plugins.archive.sketches import Sketch
from plugins.archive.tables import NOWHERE
from plugins.pages.views.basics import Day, Link, View, committee_on, day_view
from plugins.pages.views.decisions import DecisionView, decision_view
from plugins.pages.views.items import ItemView, item_view
from plugins.pages.views.outcomes import Badge, OutcomeView, Place, badge_of, outcome_view
from plugins.pages.views.waiting import Folded, Waiting


class IssueEntry(View, frozen=True):
    """An issue in a list: its latest outcome and how often it came up."""

    title: str
    address: str
    outcome: Badge | None
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

    def make_ready(self) -> None:
        """Make what lists of issues show, in the order in which the issues came up last.

        Then each meeting is fetched once, and not for every list; and processes forked from here share what was made.
        """
        tables = self.archive.tables
        for key in sorted(self.archive.issues, key=lambda key: max(tables.by_issue.get(key, NOWHERE), default=-1)):
            self.entry(key)

    @cached_property
    def _items(self) -> Waiting[ItemView]:
        """Items that their meetings' pages show and their issues' will."""
        return Waiting(self.archive)

    def items_of(self, meeting: Meeting) -> tuple[ItemView, ...]:
        """The items of a meeting, in order."""
        return tuple([self._item(a) for a in self.archive.appearances(meeting)])

    def decision(self, key: DecisionId) -> DecisionView:
        """One decision outside a meeting."""
        make = partial(decision_view, self.archive, self.archive.decisions[key], self.sizes)
        return self.archive.once(("decision", key), make)

    def items_on(self, issue: IssueId) -> tuple[tuple[Meeting, ItemView], ...]:
        """The items on an issue with their meetings, in order of date."""
        return tuple([(a.meeting, self._item(a)) for a in self.archive.items_on(issue)])

    def _item(self, appearance: Appearance) -> ItemView:
        """An item. They are heavy, so one on an issue waits for that issue's page for a while only."""
        make = partial(item_view, self.archive, appearance, self.sizes)
        if appearance.item.issue is None:
            return make()
        return self._items.twice(("item", appearance.meeting.id, appearance.anchor), make)

    def decisions_on(self, issue: IssueId) -> tuple[DecisionView, ...]:
        """The decisions outside meetings on an issue, in order of date."""
        return tuple(self.decision(d.id) for d in self.archive.decisions_on(issue))

    def entry(self, key: IssueId) -> IssueEntry:
        """An issue as a line of a list."""
        return self._entries.get(key, partial(self._entry, self.archive.issues[key]))

    @cached_property
    def _entries(self) -> Folded[IssueEntry]:
        """Issues as lines of lists, of which each is in several."""
        return Folded(self.archive, HISTORY, _unfolded)

    def _entry(self, issue: Issue) -> IssueEntry:
        """One issue as a line of a list."""
        history, outside = self.archive.sketches_on(issue.id), self.decisions_on(issue.id)
        days = [m.date.isoformat() for m, _ in history] + [d.date.iso for d in outside]
        return IssueEntry(
            issue.title,
            permalinks.issue_address(issue.id),
            _latest(history, outside),
            day_view(dt.date.fromisoformat(max(days))) if days else None,
            len({m.id for m, _ in history}),
            len({m.committee for m, _ in history}),
        )

    def latest_outcome(self, issue: IssueId) -> Badge | None:
        """Of which kind the newest outcome on an issue is, at a meeting or outside."""
        return _latest(self.archive.sketches_on(issue), self.decisions_on(issue))

    def register_years(self) -> tuple[int, ...]:
        """The years in which something was decided, newest first."""
        years = {*self.archive.years(), *self.archive.decision_years()}
        return tuple(year for year in sorted(years, reverse=True) if self.archive.decided_in(year))

    def rows_in(self, year: int) -> tuple[Row, ...]:
        """The lines of the decision register in one year, newest first."""
        return self._rows.twice((str(year),), partial(self._rows_in, year))

    @cached_property
    def _rows(self) -> Waiting[tuple[Row, ...]]:
        """The lines of a year that was looked at: pages with the latest decisions want those of the newest."""
        return Waiting(self.archive, longest=1)

    def _rows_in(self, year: int) -> tuple[Row, ...]:
        """The same, by meeting and by decision, then by day."""
        archive = self.archive
        at = [row for meeting in archive.meetings_in(year) for row in _item_rows(archive, meeting)]
        rows = at + [_decision_row(self.decision(d.id), d) for d in archive.decisions_in(year)]
        return tuple(sorted(rows, key=lambda row: row.date.iso, reverse=True))


_ENTRY: Final = msgspec.msgpack.Decoder(IssueEntry)


def _unfolded(code: bytes) -> IssueEntry:
    """A line of a list, unpacked. A decoder itself could not be sent to a worker of a cluster."""
    return _ENTRY.decode(code)


def newest(outcomes: Iterable[OutcomeView | None]) -> OutcomeView | None:
    """The newest outcome, of several of a day the first; `None` where there is none."""
    return max((o for o in outcomes if o is not None), key=lambda o: o.date.iso, default=None)


def _item_rows(archive: Archive, meeting: Sketch) -> Iterator[Row]:
    """The items of a meeting at which something was decided, but not the routine ones, as lines of the register."""
    if not any(meeting.outcomes):
        return
    day, committee = day_view(meeting.date), committee_on(archive, meeting.committee, meeting.date)
    page, anchors = permalinks.meeting_address(meeting.id), permalinks.item_anchors(meeting.items)
    for item, anchor, outcome in zip(meeting.items, anchors, meeting.outcomes, strict=True):
        if outcome and not item.routine:
            view = outcome_view(outcome, Place(page, anchor, meeting.date))
            yield Row(day, item.title, f"{page}#{anchor}", committee, view, outside=False)


def _latest(history: Iterable[tuple[Sketch, int]], outside: Iterable[DecisionView]) -> Badge | None:
    """The kind of the newest outcome of items or decisions, of several of a day that of the first item."""
    at = ((m.date.isoformat(), m.outcomes[position]) for m, position in history)
    found = [(day, badge_of(outcome.kind)) for day, outcome in at if outcome]
    known = [d.outcome for d in outside if d.outcome]
    found += [(outcome.date.iso, Badge(outcome.kind, outcome.label, outcome.sign)) for outcome in known]
    return max(found, key=itemgetter(0), default=(None, None))[1]


def _decision_row(view: DecisionView, decision: Decision) -> Row:
    """A decision outside a meeting as a line of the register."""
    return Row(day_view(decision.date), view.title, view.page, view.maker, view.outcome, outside=True)


def make_shelf(archive: Archive, *, site_url: str = "", sizes: Mapping[str, int] | None = None) -> Shelf:
    """A shelf. What several pages show is made when the first of them does."""
    return Shelf(archive, site_url, sizes or {})
