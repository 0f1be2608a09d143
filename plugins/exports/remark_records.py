"""What an item says beside its decision, as data: each thing with the paragraph it was read in and a link to it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance
from plugins.archive.records import AgendaItem, CallIn, Decision, Exempt
from plugins.archive.referred import Referral, referral
from plugins.archive.remarks import Exclusion, Mention, Promise
from plugins.archive.said import Said, exclusion_read
from plugins.exports import twin_remarks as shape
from plugins.exports.sight import Sight


class Spot(msgspec.Struct, frozen=True, gc=False):
    """Where something is said, as seen by an export: the address of its page and the item's anchor there."""

    sight: Sight
    address: str
    anchor: str

    def link(self, paragraph: str | None) -> str | None:
        """A link to a paragraph, where one is named."""
        return self.sight.paragraph_link(self.address, self.anchor, paragraph)


def promise_twins(here: Spot, promises: Iterable[Promise], *, recorded: bool) -> tuple[shape.PromiseTwin, ...]:
    """Promises to report back."""
    return tuple(
        shape.PromiseTwin(
            text=each.text,
            kind=each.kind,
            by=each.by,
            to=each.to,
            due=each.due,
            from_=each.from_,
            until=each.until,
            precision=each.precision,
            inferred=each.inferred,
            doubt=each.doubt,
            recorded=recorded,
            paragraph=each.paragraph,
            url=here.link(each.paragraph),
        )
        for each in promises
    )


def reference_twins(here: Spot, of: Appearance, mentions: Iterable[Mention]) -> tuple[shape.ReferenceTwin, ...]:
    """References to other meetings and items, with what they lead to where exactly one fits."""
    recorded = of.item.mentions is not None
    return tuple(
        shape.ReferenceTwin(
            text=each.text,
            body=each.body,
            date=each.date,
            from_=each.from_,
            until=each.until,
            precision=each.precision,
            inferred=each.inferred,
            number=each.number,
            ahead=each.ahead,
            recorded=recorded,
            paragraph=each.paragraph,
            url=here.link(each.paragraph),
            target=_target(here.sight, referral(here.sight.archive, of, each)),
        )
        for each in mentions
    )


def _target(sight: Sight, found: Referral | None) -> shape.TargetTwin | None:
    """What a reference leads to."""
    if found is None:
        return None
    address, item = at.meeting_address(found.meeting.id), found.appearance
    return shape.TargetTwin(
        meeting=found.meeting.id,
        date=found.meeting.date,
        item=f"{found.meeting.id}#{item.anchor}" if item else None,
        number=item.item.number if item else None,
        title=item.item.title if item else None,
        url=sight.link(f"{address}#{item.anchor}" if item else address),
    )


def exclusion_twins(here: Spot, exclusions: Iterable[Exclusion]) -> tuple[shape.ExclusionTwin, ...]:
    """All that is said of exempt information and of excluding the public, also of other items."""
    return tuple(
        shape.ExclusionTwin(
            text=each.text,
            paragraphs=each.paragraphs,
            excluded=each.excluded,
            others=each.others,
            items=each.items,
            paragraph=each.paragraph,
            url=here.link(each.paragraph),
        )
        for each in exclusions
    )


def exempt_twin(here: Spot, said: Said, record: AgendaItem | Decision) -> shape.ExemptTwin | None:
    """Why something is not public: as recorded, else as read from its words."""
    read = exclusion_read(said, record)
    if record.exempt is not None or read is None:
        return recorded_exempt(record.exempt)
    return shape.ExemptTwin(
        paragraphs=read.paragraphs,
        reason=read.text,
        public_excluded=read.excluded,
        recorded=False,
        paragraph=read.paragraph,
        url=here.link(read.paragraph),
    )


def recorded_exempt(exempt: Exempt | None) -> shape.ExemptTwin | None:
    """Why something is not public, as its record says."""
    if exempt is None:
        return None
    return shape.ExemptTwin(
        paragraphs=exempt.paragraphs,
        reason=exempt.reason,
        public_excluded=exempt.public_excluded,
        recorded=True,
        paragraph=None,
        url=None,
    )


def call_in_twin(here: Spot, recorded: CallIn | None, read: CallIn | None) -> shape.CallInTwin | None:
    """What became of the right to call a decision in: as recorded, else as read."""
    told = recorded or read
    if told is None:
        return None
    return shape.CallInTwin(
        status=told.status,
        date=told.date,
        note=told.note,
        paragraph=told.paragraph,
        recorded=recorded is not None,
        url=here.link(told.paragraph),
    )
