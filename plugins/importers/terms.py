"""Terms that end before they begin: sources say so now and then, and no record can. The days are left out and told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

from msgspec import structs

from plugins.archive.records import Committee, DatedName, Member, Person
from plugins.importers.drafts import Draft, DraftRecord, Left

IMPOSSIBLE: Final = "the source ends this term before it begins, so its days are left out"
Term = TypeVar("Term", Person, Member, DatedName)


def with_possible_terms(drafts: Sequence[Draft]) -> tuple[tuple[Draft, ...], list[Left]]:
    """The drafts without days that cannot be, and what was left out, each once."""
    left: dict[Left, None] = {}
    return tuple(_possible(draft, left) for draft in drafts), list(left)


def _possible(draft: Draft, left: dict[Left, None]) -> Draft:
    """A draft without days that cannot be."""
    record, words = with_possible_days(draft.record)
    line = next((source.line for source in draft.record.sources if source.line), 1)
    left |= dict.fromkeys(Left(line, each, IMPOSSIBLE) for each in words)
    return replace(draft, record=record) if words else draft


def with_possible_days(record: DraftRecord) -> tuple[DraftRecord, list[str]]:
    """A record without days that cannot be, and what they said."""
    words: list[str] = []
    return _record(record, words), words


def _record(record: DraftRecord, words: list[str]) -> DraftRecord:
    """A record without days that cannot be; what they said is added to the words."""
    if isinstance(record, Person):
        return _term(record, words)
    if not isinstance(record, Committee):
        return record
    names = [_term(each, words) for each in record.names]
    members = tuple(_term(each, words) for each in record.members)
    newest = names[-1] if names else None
    if newest and record.ended and newest.from_ and newest.from_ > record.ended:
        words.append(_said(newest.name, newest.from_, record.ended))
        names[-1] = structs.replace(newest, from_=None)
        record = structs.replace(record, ended=None)
    return structs.replace(record, names=tuple(names), members=members)


def _term(term: Term, words: list[str]) -> Term:
    """A term, without its days where it ends before it begins."""
    if term.from_ is None or term.until is None or term.from_ <= term.until:
        return term
    words.append(_said(term.name, term.from_, term.until))
    return structs.replace(term, from_=None, until=None)


def _said(name: str, first: dt.date, last: dt.date) -> str:
    """What a source says of a term."""
    return f"{name}: {first:%d/%m/%Y} – {last:%d/%m/%Y}"
