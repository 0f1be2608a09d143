"""What an item says beside its decision: promises to report back, references to meetings, grounds of exemption.

Values only; how each is read stands in `promises`, `mentions`, `call_ins` and `exemptions`. Every remark names the
paragraph that it was read in ("m12", "d3", "s1"), and keeps the words as written beside what was made of them.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from plugins.archive.vocabulary import DatePrecision, PromiseKind


class Remark(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"from_": "from"},
    omit_defaults=True,
    gc=False,
):
    """What all remarks share: frozen, keyword-only, unknown fields forbidden, `from_` written `from`."""


class Promise(Remark, frozen=True, kw_only=True):
    """A promise to report back: `text` is the sentence, `by` and `to` who promised what to whom, as written.

    `due` is when, as written ("February 2014", "in due course"); `from_` and `until` the days that this names, as far
    as it names any, and `precision` what it names. `inferred` is true where a year or a stretch of time was counted
    from the day of the meeting. `doubt` holds the words that make the promise less than one ("it was hoped").
    """

    text: str
    kind: PromiseKind
    by: str | None = None
    to: str | None = None
    due: str | None = None
    from_: dt.date | None = None
    until: dt.date | None = None
    precision: DatePrecision | None = None
    inferred: bool = False
    doubt: str | None = None
    paragraph: str | None = None


class Mention(Remark, frozen=True, kw_only=True):
    """A reference to a meeting or to a numbered minute or item: `text` is the words that refer.

    `body`, `date` and `number` are as written; `from_`, `until`, `precision` and `inferred` as in a promise. `ahead` is
    true where the words speak of what is to come ("will be brought to"), false of what is past, `None` where none says.
    """

    text: str
    body: str | None = None
    date: str | None = None
    from_: dt.date | None = None
    until: dt.date | None = None
    precision: DatePrecision | None = None
    inferred: bool = False
    number: str | None = None
    ahead: bool | None = None
    paragraph: str | None = None


class Exclusion(Remark, frozen=True, kw_only=True):
    """That something is exempt, or that the press and public were excluded, and on which grounds.

    `paragraphs` are those of Schedule 12A, Local Government Act 1972, Part 1. `others` is true where the words speak
    of other items ("the following items"), whose numbers are in `items` where they are given.
    """

    text: str
    paragraphs: tuple[int, ...] = ()
    excluded: bool | None = None
    others: bool = False
    items: tuple[str, ...] = ()
    paragraph: str | None = None
