"""Votes in tables: a column for each way to vote, a row for each, or a column of votes beside one of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from plugins.archive.ballots import value_of
from plugins.archive.people_named import BARE_LIST, names
from plugins.archive.records import NamedVote, Vote
from plugins.archive.vocabulary import VoteValue

_WAY: Final = re.compile(
    r"(?i)(?:voted\s+|votes?\s+|voting\s+)?(?:for|in\s+favour|against|abst\w*|absent|not\s+voting"
    r"|did\s+not\s+vote)(?:\s*\(\d+\))?:?"
)
_TOTAL: Final = re.compile(r"(?i)totals?:?")
_MARK: Final = re.compile(r"(?i)[x✓✔√y*•1]|yes")
_LED: Final = re.compile(r"(?i)^(?:voted\s+|votes?\s+|voting\s+)")
_FEWEST: Final = 2

Row = Sequence[str]


def table_vote(text: str, pointer: str) -> Vote | None:
    """The vote that a table tells, as `prose` gives its text (a line for each row, " | " between cells)."""
    rows = [tuple(cell.strip() for cell in line.split(" | ")) for line in text.split("\n")]
    for reader in (_columns, _beside, _rows):
        cast, totals = reader(rows)
        if len(cast) >= _FEWEST:
            return Vote(
                for_=totals.get(VoteValue.FOR),
                against=totals.get(VoteValue.AGAINST),
                abstain=totals.get(VoteValue.ABSTAIN),
                named=tuple(cast),
                paragraph=pointer,
            )
    return None


_Told = tuple[list[NamedVote], dict[VoteValue, int]]


def _way(cell: str) -> VoteValue | None:
    """The way to vote that a cell names."""
    return value_of(_LED.sub("", cell)) if _WAY.fullmatch(cell) else None


def _columns(rows: Sequence[Row]) -> _Told:
    """A head with ways to vote; below it marks beside names, or the names themselves."""
    ways = {place: way for place, cell in enumerate(rows[0]) if (way := _way(cell))}
    cast, totals = list[NamedVote](), dict[VoteValue, int]()
    if len(ways) < _FEWEST:
        return cast, totals
    for row in rows[1:]:
        for place, way in ways.items():
            cell = row[place] if place < len(row) else ""
            if cell.isdigit() and _TOTAL.fullmatch(row[0]):
                totals[way] = int(cell)
            elif _MARK.fullmatch(cell) and 0 not in ways:
                cast.append(NamedVote(name=row[0], vote=way))
            elif 0 in ways and BARE_LIST.fullmatch(cell):
                cast += [NamedVote(name=name, vote=way) for name in names(cell)]
    return cast, totals


def _beside(rows: Sequence[Row]) -> _Told:
    """Names, and beside each how they voted."""
    pairs = [(row[0], _way(row[1])) for row in rows if len(row) == 2 and BARE_LIST.fullmatch(row[0])]  # noqa: PLR2004
    cast = [NamedVote(name=name, vote=way) for name, way in pairs if way is not None and not _way(name)]
    return cast, {}


def _rows(rows: Sequence[Row]) -> _Told:
    """Ways to vote, and beside each those who voted so."""
    cast = list[NamedVote]()
    for row in rows:
        way = _way(row[0])
        cells = [cell for cell in row[1:] if BARE_LIST.fullmatch(cell)]
        if way is not None:
            cast += [NamedVote(name=name, vote=way) for cell in cells for name in names(cell)]
    return cast, {}
