"""Documents packed as the cache keeps them: what results show is there already as it is published.

A document is packed when it is made, and whoever publishes it takes its card from that, unread. A card is JSON, as
browsers read it: `theme/static/js/search/texts.js`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from plugins.search.documents import Passage, SearchDocument
from plugins.search.format import FIELD_NUMBERS, FIELDS
from plugins.search.keeping import StaleCacheError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Said = str | tuple[str, str]
"""A passage: its text, with its anchor before it where it has one."""

Pairs = tuple[tuple[str, str], ...]
"""Names of facets, with values."""

Text = list[tuple[int, list[Said]]]
"""Passages by the numbers of their fields."""


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a result shows, and its text for excerpts and phrases. `committee` is its name on that day."""

    title: str = ""
    url: str = ""
    kind: str = ""
    date: dt.date | None = None
    committee: str | None = None
    outcome: str | None = None
    issue: str | None = None
    routine: bool = False
    text: Text


class Facts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a document can be filtered by. `day` is its number in the proleptic calendar, 0 for none."""

    id: str
    kind: str
    day: int = 0
    committee: str | None = None
    outcome: str | None = None
    issue: str | None = None
    facets: Pairs = ()


class Filed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The same, packed: identifier and facets are not read, for most facets are those of other documents, too."""

    id: msgspec.Raw
    kind: str
    day: int
    committee: str | None
    outcome: str | None
    issue: str | None
    facets: msgspec.Raw


class Parts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A packed document: its card as JSON, its facts and its references, packed."""

    card: bytes
    facts: msgspec.Raw
    references: msgspec.Raw


class _Whole(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The same, its facts and references read."""

    card: bytes
    facts: Facts
    references: tuple[str, ...]


_PACK = msgspec.msgpack.Encoder()
_PARTS = msgspec.msgpack.Decoder(Parts)
_WHOLE = msgspec.msgpack.Decoder(_Whole)
_FILED = msgspec.msgpack.Decoder(list[Filed])
_PAIRS = msgspec.msgpack.Decoder(Pairs)
_LIST = b"\xdd"
"""MessagePack's sign for a list, the length of which follows in four bytes."""

_JSON = msgspec.json.Encoder()
_CARD = msgspec.json.Decoder(Card)


def pack(document: SearchDocument) -> bytes:
    """Return a document packed."""
    return _PACK.encode(_Whole(_JSON.encode(_card(document)), facts_of(document), document.references))


def _card(document: SearchDocument) -> Card:
    return Card(
        title=document.title,
        url=document.url,
        kind=document.kind,
        date=document.date,
        committee=document.committee_name or None,
        outcome=document.outcome or None,
        issue=document.issue or None,
        routine=document.routine,
        text=_text(document.passages),
    )


def _text(passages: Iterable[Passage]) -> Text:
    """Passages by their fields, each with its anchor where it has one."""
    fields, some, last = Text(), list[Said](), ""
    for one in passages:
        if one.field != last:
            last, some = one.field, []
            fields.append((FIELD_NUMBERS[last], some))
        some.append((one.anchor, one.text) if one.anchor else one.text)
    return fields


def facts_of(document: SearchDocument) -> Facts:
    """Return what is known of a document without its texts."""
    return Facts(
        document.id,
        document.kind,
        document.date.toordinal() if document.date else 0,
        document.committee,
        document.outcome,
        document.issue,
        document.facets,
    )


def listed(facts: Sequence[msgspec.Raw]) -> bytes:
    """Return the facts of documents, packed, as one."""
    return _LIST + len(facts).to_bytes(4, "big") + b"".join(facts)


def filed(code: bytes) -> list[Filed]:
    """Return the facts of documents that are packed as one."""
    return _FILED.decode(code)


def pairs_of(facets: bytes) -> Pairs:
    """Return facets that are packed."""
    return _PAIRS.decode(facets)


def parts_of(code: bytes) -> Parts:
    """Return the parts of a packed document, not read. Raises StaleCacheError."""
    try:
        return _PARTS.decode(code)
    except msgspec.DecodeError as error:
        raise StaleCacheError(str(error)) from error


def card_of(code: bytes) -> Card:
    """Return the card of a packed document. Raises StaleCacheError."""
    try:
        return _CARD.decode(_PARTS.decode(code).card)
    except msgspec.DecodeError as error:
        raise StaleCacheError(str(error)) from error


def written(value: object) -> bytes:
    """Return cards, and what holds them, as JSON."""
    return _JSON.encode(value)


def unpacked(code: bytes) -> SearchDocument:
    """Return a document of packed ones. Raises StaleCacheError."""
    try:
        whole = _WHOLE.decode(code)
        card, facts = _CARD.decode(whole.card), whole.facts
    except msgspec.DecodeError as error:
        raise StaleCacheError(str(error)) from error
    return SearchDocument(
        id=facts.id,
        kind=facts.kind,
        url=card.url,
        title=card.title,
        date=card.date,
        committee=facts.committee,
        committee_name=card.committee,
        outcome=facts.outcome,
        issue=facts.issue,
        passages=tuple(_passages(card.text)),
        references=whole.references,
        facets=facts.facets,
        routine=card.routine,
    )


def _passages(text: Text) -> Iterator[Passage]:
    for number, some in text:
        field = FIELDS[number].name
        for one in some:
            yield Passage(field, one) if isinstance(one, str) else Passage(field, one[1], one[0])
