"""The shapes of what an item says beside its decision, in the JSON files that stand beside pages."""

from __future__ import annotations

import datetime as dt

import msgspec

from plugins.archive.vocabulary import DatePrecision, PromiseKind, VoteValue


class Twin(msgspec.Struct, frozen=True, kw_only=True, gc=False, rename={"from_": "from", "for_": "for"}):
    """What all shapes share: nothing is left out."""


class NamedVoteTwin(Twin, frozen=True, kw_only=True):
    """How one person voted."""

    name: str
    person: str | None
    vote: VoteValue


class VoteTwin(Twin, frozen=True, kw_only=True):
    """A vote, in the numbers of the source; `manner` is how, as written ("unanimously")."""

    motion: str | None
    for_: int | None
    against: int | None
    abstain: int | None
    carried: bool | None
    manner: str | None
    named: tuple[NamedVoteTwin, ...]
    paragraph: str | None


class DeclarationTwin(Twin, frozen=True, kw_only=True):
    """An interest that a person declared: on which item, and what the person then did, as written."""

    name: str
    person: str | None
    kind: str | None
    item: str | None
    conduct: str | None
    text: str
    paragraph: str | None


class CallInTwin(Twin, frozen=True, kw_only=True):
    """What became of the right to call a decision in; `recorded` where the record says so, not its text as read."""

    status: str
    date: dt.date | None
    note: str | None
    paragraph: str | None
    recorded: bool
    url: str | None


class ExemptTwin(Twin, frozen=True, kw_only=True):
    """Why something is not public; where it was read from the text, `recorded` is false and `paragraph` says where."""

    paragraphs: tuple[int, ...]
    reason: str | None
    public_excluded: bool | None
    recorded: bool
    paragraph: str | None
    url: str | None


class PromiseTwin(Twin, frozen=True, kw_only=True):
    """A promise to report back.

    `due` is when, as written; `from` and `until` the days that this names, `inferred` where they were counted from the
    day of the meeting. `doubt` holds words that make it less than a promise. `recorded` where the record itself has it.
    """

    text: str
    kind: PromiseKind
    by: str | None
    to: str | None
    due: str | None
    from_: dt.date | None
    until: dt.date | None
    precision: DatePrecision | None
    inferred: bool
    doubt: str | None
    recorded: bool
    paragraph: str | None
    url: str | None


class TargetTwin(Twin, frozen=True, kw_only=True):
    """The meeting, and the item where there is exactly one, that a reference leads to."""

    meeting: str
    date: dt.date
    item: str | None
    number: str | None
    title: str | None
    url: str


class ReferenceTwin(Twin, frozen=True, kw_only=True):
    """A reference to another meeting or item; `target` is `null` where none or more than one fits.

    `ahead` where the words speak of what is to come, `false` of what is past.
    """

    text: str
    body: str | None
    date: str | None
    from_: dt.date | None
    until: dt.date | None
    precision: DatePrecision | None
    inferred: bool
    number: str | None
    ahead: bool | None
    recorded: bool
    paragraph: str | None
    url: str | None
    target: TargetTwin | None


class ExclusionTwin(Twin, frozen=True, kw_only=True):
    """A sentence that says that something is exempt or that the public was excluded; of `others`, of other items."""

    text: str
    paragraphs: tuple[int, ...]
    excluded: bool | None
    others: bool
    items: tuple[str, ...]
    paragraph: str | None
    url: str | None
