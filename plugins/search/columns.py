"""What documents can be filtered by, as files: stream `c`. DESIGN.md beside this file draws it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from plugins.search import format as form
from plugins.search.format import gaps, varints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plugins.search.documents import SearchedCommittee
    from plugins.search.files import Files
    from plugins.search.ledger import Facts

SUBJECTS = ("topic", "ward", "person")
"""What else documents can be filtered by; a document can have several of each."""


def runs(facts: Sequence[Facts], committees: Sequence[SearchedCommittee]) -> Iterator[tuple[int, int, int, int]]:
    """Yield, for documents in order, how many in a row share a day, a committee and a kind: and which.

    A day is its number in the proleptic calendar, 0 where there is none; a committee its place in the list, from 1.
    """
    places = {committee.id: place for place, committee in enumerate(committees, 1)}

    def shared(one: Facts) -> tuple[int, int, int]:
        return one.day, places.get(one.committee or "", 0), form.KINDS.index(one.kind)

    for (day, committee, kind), some in groupby(facts, key=shared):
        yield sum(1 for _ in some), day, committee, kind


def outcomes(facts: Sequence[Facts]) -> list[str]:
    """Return the outcomes that occur."""
    return sorted({one.outcome for one in facts if one.outcome})


def write(files: Files, facts: Sequence[Facts], committees: Sequence[SearchedCommittee]) -> dict[str, str]:
    """Write the calendar with the outcomes, and a file for each facet that occurs; return their names."""
    rows = list(runs(facts, committees))
    places = {outcome: place for place, outcome in enumerate(outcomes(facts), 1)}
    decided = bytes(places.get(one.outcome or "", 0) for one in facts)
    calendar = (
        varints([row[0] for row in rows]), varints(gaps([row[1] for row in rows])),
        varints([row[2] for row in rows]), varints([row[3] for row in rows]), decided,
    )  # fmt: skip
    subjects = ((facet, subject_column(facts, facet)) for facet in SUBJECTS)
    return {"calendar": files.keep("c", *calendar)} | {
        facet: files.keep("c", *column) for facet, column in subjects if column
    }


def subject_column(facts: Sequence[Facts], facet: str) -> tuple[bytes, bytes, bytes] | None:
    """Return the values of a facet: the values, the sets of them that occur, and each document's set; if there are any.

    Documents of one matter share their topics and wards, so there are few sets.
    """
    own = [tuple(sorted(value for name, value in one.facets if name == facet)) for one in facts]
    values = sorted({value for held in own for value in held})
    places = {value: place for place, value in enumerate(values)}
    sets = {held: place for place, held in enumerate(sorted(set(own)))}
    coded = (varints([len(held), *(places[value] for value in held)]) for held in sets)
    column = (msgspec.json.encode(values), b"".join(coded), varints([sets[held] for held in own]))
    return column if values else None
