"""What documents can be filtered by, as files: stream `c`. DESIGN.md beside this file draws it."""

from __future__ import annotations

from array import array
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from plugins.search import format as form
from plugins.search.format import gaps, varints
from plugins.search.packing import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plugins.search.documents import SearchedCommittee
    from plugins.search.files import Files
    from plugins.search.packing import Filed, Pairs

SUBJECTS = ("topic", "ward", "person")
"""What else documents can be filtered by; a document can have several of each."""

_RUN = attrgetter("day", "committee", "kind")


class Columns:
    """What all documents can be filtered by, added in order of their numbers; a few bytes a document.

    `runs` tells, for documents in order, how many in a row share a day, a committee and a kind: and which. A day is its
    number in the proleptic calendar, 0 where there is none; a committee its place in the list, from 1.
    """

    def __init__(self, committees: Sequence[SearchedCommittee]) -> None:
        self.runs: list[tuple[int, int, int, int]] = []
        self._places = {committee.id: place for place, committee in enumerate(committees, 1)}
        self._outcomes: dict[str | None, int] = {None: 0}
        self._decided = array("H")
        self._facets: dict[bytes, int] = {}
        self._own = array("I")

    def add(self, facts: Sequence[Filed]) -> None:
        """Add the documents that come next."""
        for (day, committee, kind), some in groupby(facts, _RUN):
            self._add_run(len(list(some)), (day, self._places.get(committee or "", 0), form.KINDS.index(kind)))
        outcomes, facets = self._outcomes, self._facets
        self._decided.extend([outcomes.setdefault(one.outcome, len(outcomes)) for one in facts])
        self._own.extend([facets.setdefault(bytes(one.facets), len(facets)) for one in facts])

    def _add_run(self, count: int, run: tuple[int, int, int]) -> None:
        if self.runs and self.runs[-1][1:] == run:
            count += self.runs.pop()[0]
        self.runs.append((count, *run))

    def outcomes(self) -> list[str]:
        """Return the outcomes that occur."""
        return sorted(outcome for outcome in self._outcomes if outcome)

    def write(self, files: Files) -> dict[str, str]:
        """Write the calendar with the outcomes, and a file for each facet that occurs; return their names."""
        places = {outcome: place for place, outcome in enumerate(self.outcomes(), 1)}
        codes = [places.get(outcome or "", 0) for outcome in self._outcomes]
        days = gaps([day for _, day, _, _ in self.runs])
        calendar = (
            varints([size for size, _, _, _ in self.runs]), varints(days),
            varints([committee for _, _, committee, _ in self.runs]), varints([kind for _, _, _, kind in self.runs]),
            bytes(map(codes.__getitem__, self._decided)),
        )  # fmt: skip
        subjects = ((facet, self.subjects(facet)) for facet in SUBJECTS)
        return {"calendar": files.keep("c", *calendar)} | {
            facet: files.keep("c", *column) for facet, column in subjects if column
        }

    @cached_property
    def _pairs(self) -> list[Pairs]:
        """The facets that occur, when all documents were added."""
        return list(map(pairs_of, self._facets))

    def subjects(self, facet: str) -> tuple[bytes, bytes, bytes] | None:
        """Return a facet's values, the sets of them that occur, and each document's set; `None` where there are none.

        Documents of one matter share their topics and wards, so there are few sets.
        """
        sets = [_values(facet, pairs) for pairs in self._pairs]
        values = sorted({value for held in sets for value in held})
        places = {value: place for place, value in enumerate(values)}
        order = {held: place for place, held in enumerate(sorted({*sets}))}
        coded = (varints([len(held), *(places[value] for value in held)]) for held in order)
        codes = [order[held] for held in sets]
        column = (msgspec.json.encode(values), b"".join(coded), varints([codes[one] for one in self._own]))
        return column if values else None


def _values(facet: str, pairs: Pairs) -> tuple[str, ...]:
    return tuple(sorted(value for name, value in pairs if name == facet))
