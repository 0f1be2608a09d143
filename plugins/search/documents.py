"""What is searched: one document for each agenda item, issue, decision, committee and person.

Knows what of a record is worth finding, and in which field; knows nothing of terms or of files.
"""

from __future__ import annotations

import datetime as dt

import msgspec


class Passage(msgspec.Struct, frozen=True):
    """A piece of text that a reader can be led to: its field, its words, and its place in the page."""

    field: str
    text: str
    anchor: str = ""


class SearchDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to be found. `url` leads to it; `committee_name` is the committee's name on that day.

    `references` are what people write for exactly this ("50/2", "item 50"); `facets` are what it can be
    filtered by, as pairs of a facet and a value.
    """

    id: str
    kind: str
    url: str
    title: str
    date: dt.date | None = None
    committee: str | None = None
    committee_name: str | None = None
    outcome: str | None = None
    issue: str | None = None
    passages: tuple[Passage, ...] = ()
    references: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    routine: bool = False


class SearchedCommittee(msgspec.Struct, frozen=True):
    """A committee as searchers choose it: its identifier, and its names in order, newest last."""

    id: str
    names: tuple[str, ...]


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """All that is indexed, in the order in which documents are numbered: the earliest day first, undated before all."""

    language: str
    documents: tuple[SearchDocument, ...]
    committees: tuple[SearchedCommittee, ...] = ()


def in_order(documents: list[SearchDocument]) -> tuple[SearchDocument, ...]:
    """Return documents as they are numbered: by day, and on one day by kind and committee, last written first.

    Of two equally good answers the one with the higher number comes first, so a meeting's items come in the order
    of its agenda.
    """
    documents = documents[::-1]
    return tuple(sorted(documents, key=lambda one: (one.date or dt.date.min, one.kind, one.committee or "")))
