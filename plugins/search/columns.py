"""What documents can be filtered by, as files: stream `c`. DESIGN.md beside this file draws it."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import msgspec

from plugins.search import format as form
from plugins.search.format import gaps, varints

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plugins.search.documents import SearchedCommittee
    from plugins.search.files import Files
    from plugins.search.packing import Facts

SUBJECTS = ("topic", "ward", "person")
"""What else documents can be filtered by; a document can have several of each."""

Pairs = tuple[tuple[str, str], ...]


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
        self._sets: list[dict[tuple[str, ...], int]] = [{} for _ in SUBJECTS]
        self._own = [array("I") for _ in SUBJECTS]
        self._known: dict[Pairs, list[int]] = {}

    def add(self, facts: Iterable[Facts]) -> None:
        """Add the documents that come next."""
        outcomes, known = self._outcomes, self._known
        for one in facts:
            run = one.day, self._places.get(one.committee or "", 0), form.KINDS.index(one.kind)
            if self.runs and self.runs[-1][1:] == run:
                self.runs[-1] = (self.runs[-1][0] + 1, *run)
            else:
                self.runs.append((1, *run))
            self._decided.append(outcomes.setdefault(one.outcome, len(outcomes)))
            for column, place in zip(self._own, known.get(one.facets) or self._know(one.facets), strict=True):
                column.append(place)

    def _know(self, pairs: Pairs) -> list[int]:
        """For each kind of subjects which set of them these are."""
        held = (tuple(sorted(value for name, value in pairs if name == facet)) for facet in SUBJECTS)
        found = [known.setdefault(one, len(known)) for known, one in zip(self._sets, held, strict=True)]
        self._known[pairs] = found
        return found

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

    def subjects(self, facet: str) -> tuple[bytes, bytes, bytes] | None:
        """Return a facet's values, the sets of them that occur, and each document's set; `None` where there are none.

        Documents of one matter share their topics and wards, so there are few sets.
        """
        sets, own = self._sets[SUBJECTS.index(facet)], self._own[SUBJECTS.index(facet)]
        values = sorted({value for held in sets for value in held})
        places = {value: place for place, value in enumerate(values)}
        order = {held: place for place, held in enumerate(sorted(sets))}
        coded = (varints([len(held), *(places[value] for value in held)]) for held in order)
        codes = [order[held] for held in sets]
        column = (msgspec.json.encode(values), b"".join(coded), varints([codes[one] for one in own]))
        return column if values else None
