"""What an item's prose records: resolutions, reasons, recommendations with their answers, advice, and the outcome.

A grammar in text, read at build time; every thing found points at its paragraph ("m12", "d3"). What a record gives
explicitly wins. Where the text does not say, the answer is `None`: nothing is guessed. The words of a language stand
in `outcome_words`; the walk over the paragraphs stands here and knows no language.

    prose       = (heading | paragraph)*
    heading     = advice-of BODY | decision-of BODY | resolved | reasons | recommendations | any other: ends a part
    paragraph   = resolution | reason | recommendation answer? | other
    resolution  = lead-in text | lead-in (list item | paragraph)+
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from plugins.archive.outcome_words import ENGLISH, Wording
from plugins.archive.prose import Block, Prose, parse, plain_text
from plugins.archive.records import (
    AgendaItem,
    Decision,
    Outcome,
    Reason,
    Recommendation,
    RecordedOutcome,
    Resolution,
    ResponseKind,
)
from plugins.archive.said import NOTHING, SIGNS, Edition, Said, as_recorded, read_said
from plugins.archive.signs import FirstLook


class ReadOutcome(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What became of an item: its kind, the words that say so, where they stand, and who decided.

    `recorded` is true where the record itself states the outcome, false where it was read from the prose.
    """

    kind: Outcome
    text: str
    paragraph: str | None
    by: str | None
    recorded: bool


class Readings(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Everything that was read from an item or a decision."""

    resolutions: tuple[Resolution, ...] = ()
    reasons: tuple[Reason, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    advice: tuple[Resolution, ...] = ()
    outcome: ReadOutcome | None = None
    said: Said = NOTHING


def read_item(item: AgendaItem, wording: Wording = ENGLISH) -> Readings:
    """What an agenda item's decision notice and minutes record; the notice comes first."""
    return read_editions(item, parse(item.decision), parse(item.minutes), parse(item.summary), wording)


@lru_cache
def _first_look(wording: Wording) -> FirstLook:
    """Tells the signs of all that is read here."""
    return FirstLook(wording.signs | SIGNS)


def _edition(letter: str, prose: Prose, wording: Wording) -> Edition:
    """An edition with its signs."""
    return Edition(letter, prose, _first_look(wording)(plain_text(prose)))


def _may_decide(edition: Edition, wording: Wording) -> bool:
    """Whether there is anything to read in an edition but what it says beside.

    A notice decides in whatever words. Most paragraphs of most minutes have no word that could record anything.
    """
    if edition.letter != "m":
        return edition.letter == "d"
    return not edition.signs.isdisjoint(wording.signs) or any(block.kind == "heading" for block in edition.prose)


def read_editions(
    item: AgendaItem, notice: Prose, minutes: Prose, summary: Prose = (), wording: Wording = ENGLISH
) -> Readings:
    """The same for an item whose decision notice, minutes and summary are parsed already."""
    texts = (("d", notice), ("m", minutes), ("s", summary))
    editions = [_edition(letter, prose, wording) for letter, prose in texts if prose]
    walks = [_walked(each, wording) for each in editions if _may_decide(each, wording)]
    read = _readings(item, walks, wording)
    said = as_recorded(read_said(editions, _standing(read)), item)
    return read if said is NOTHING else msgspec.structs.replace(read, said=said)


def _standing(read: Readings) -> dict[str, bool]:
    """What the paragraphs are that were read: decided, or words that promise nothing of themselves."""
    others = [*(each.paragraph for each in read.reasons), *(each.paragraph for each in read.advice)]
    answered = [(each.paragraph, each.response_kind is ResponseKind.AGREED) for each in read.recommendations]
    decided = [(each.paragraph, True) for each in read.resolutions]
    known = [*((pointer, False) for pointer in others), *answered, *decided]
    return {pointer: stands for pointer, stands in known if pointer}


def _readings(item: AgendaItem, walks: Sequence[_Walk], wording: Wording) -> Readings:
    """What the notice and the minutes record, and what the record itself gives, which wins."""
    resolutions, reasons, recommendations = item.resolutions, item.reasons, item.recommendations
    if resolutions is None:
        resolutions = tuple([each for walk in walks for each in walk.decided()])
    if reasons is None:
        reasons = tuple([each for walk in walks for each in walk.reasons])
    if recommendations is None:
        recommendations = tuple(next((walk.recommendations for walk in walks if walk.recommendations), ()))
    advice = tuple([each for walk in walks for each in walk.advice])
    outcome = _outcome(item.outcome, resolutions, walks, wording)
    return Readings(resolutions, reasons, recommendations, advice, outcome)


def read_decision(decision: Decision, wording: Wording = ENGLISH) -> Readings:
    """What a decision taken outside a meeting records. Its text decides, whether or not it says "Resolved"."""
    edition = _edition("d", parse(decision.decision), wording)
    walk = _walked(edition, wording)
    resolutions = walk.decided(whole=True)
    read = Readings(
        resolutions=resolutions,
        reasons=tuple(walk.reasons),
        recommendations=tuple(walk.recommendations),
        advice=tuple(walk.advice),
        outcome=_outcome(decision.outcome, resolutions, (walk,), wording),
    )
    said = read_said((edition,), _standing(read))
    return msgspec.structs.replace(read, said=said, reasons=read.reasons or _reasons_given(decision.reasons_text))


def _reasons_given(text: str | None) -> tuple[Reason, ...]:
    """Reasons that the record holds in a field of their own, whose paragraphs have no pointers."""
    return tuple(Reason(text=block.text) for block in parse(text) if block.number)


# --- the outcome -------------------------------------------------------------------------------------------------


def _outcome(
    recorded: RecordedOutcome | None, resolutions: tuple[Resolution, ...], walks: Sequence[_Walk], wording: Wording
) -> ReadOutcome | None:
    """The outcome that the record states; else the one that its resolutions say; else a plain statement's."""
    if recorded is not None:
        words = recorded.text or (resolutions[0].text if resolutions else "")
        return ReadOutcome(recorded.kind, words, recorded.paragraph, None, recorded=True)
    if resolutions:
        return _from_resolutions(resolutions, wording)
    return next((stated for walk in walks if (stated := walk.stated())), None)


def _from_resolutions(resolutions: tuple[Resolution, ...], wording: Wording) -> ReadOutcome:
    """The outcome that resolutions say. Noting comes last: who notes a report and approves a plan has approved."""
    kinds = [(wording.kind_of(each.text), each) for each in resolutions]
    weightier = next((pair for pair in kinds if pair[0] not in {None, Outcome.NOTED}), None)
    kind, said = weightier or next((pair for pair in kinds if pair[0]), kinds[0])
    return ReadOutcome(kind or Outcome.OTHER, _sentence(said, resolutions), said.paragraph, said.by, recorded=False)


def _sentence(said: Resolution, resolutions: tuple[Resolution, ...]) -> str:
    """The words of a resolution; a mere opening ("RECOMMENDED to Council:") with the first words that it opens."""
    place = resolutions.index(said) + 1
    opens = said.text.endswith(":") and place < len(resolutions)
    return f"{said.text} {resolutions[place].text}" if opens else said.text


# --- the walk over an edition ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Walk:
    """Where the walk is: what was found, whose words these are, and what the next paragraphs belong to.

    `part` is the part that is open, `waits` whether it takes paragraphs that are no list items, `section` the part
    that a heading opened and `body` whom it names; `lead_words` are those that the edition has. `plain` are the
    paragraphs of no part, with their pointers.
    """

    letter: str
    wording: Wording
    lead_words: tuple[str, ...]
    resolutions: list[Resolution] = field(default_factory=list)
    unsaid: list[Resolution] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    advice: list[Resolution] = field(default_factory=list)
    plain: list[tuple[str, str]] = field(default_factory=list)
    section: str = ""
    body: str | None = None
    by: str | None = None
    part: str = ""
    waits: bool = False

    def decided(self, *, whole: bool = False) -> tuple[Resolution, ...]:
        """The resolutions. With `whole`, plain paragraphs decide where nothing else does."""
        unsaid = (each for each in self.unsaid if whole or self.wording.decides.match(each.text))
        return tuple(self.resolutions or unsaid)

    def stated(self) -> ReadOutcome | None:
        """The outcome that the last plain paragraph states which states one: most items have resolutions instead."""
        for text, pointer in reversed(self.plain):
            said = self.wording.statement_in(text)
            kind = self.wording.kind_of(said[0]) if said else None
            if said and kind:
                return ReadOutcome(kind, said[0], pointer, None, recorded=False)
        return None


def _walked(edition: Edition, wording: Wording) -> _Walk:
    """A walk over all blocks of an edition."""
    walk = _Walk(edition.letter, wording, tuple([word for word in wording.lead_words if word in edition.signs]))
    for block in edition.prose:
        _step(walk, block)
    return walk


def _step(walk: _Walk, block: Block) -> None:
    """One block: a heading begins or ends a part, a numbered block is read, a table ends what waited."""
    if block.kind == "heading":
        _heading(walk, block.text)
    elif block.number is None:
        walk.part, walk.waits = walk.section, False
    elif block.text:
        _paragraph(walk, block, f"{walk.letter}{block.number}")


def _heading(walk: _Walk, text: str) -> None:
    """A heading says whose words follow, or ends what went before."""
    match = walk.wording.heading.fullmatch(text.strip())
    named = match.groupdict() if match else {}
    walk.body = named.get("adviser") or named.get("decider")
    walk.section = next((part for part in _PARTS if named.get(part)), "other")
    walk.part, walk.by, walk.waits = walk.section, walk.body, match is not None


_PARTS = ("advice", "decision", "resolution", "reason", "recommendation")


def _paragraph(walk: _Walk, block: Block, pointer: str) -> None:
    """One paragraph or list item: an answer, something with a lead-in, more of the open part, or plain text."""
    text = block.text
    if walk.part == "recommendation" and _answers(walk, text, pointer):
        return
    lead = walk.wording.lead_in(text, walk.lead_words)
    if lead is not None:
        _begin(walk, lead, text, pointer)
    elif walk.part not in _PARTS or not _continue(walk, block, pointer):
        _plain(walk, text, pointer)


def _answers(walk: _Walk, text: str, pointer: str) -> bool:
    """Whether the paragraph answers the recommendation before it; if so, it is noted there."""
    if not walk.recommendations or walk.recommendations[-1].response:
        return False
    answer = walk.wording.answer(text)
    if answer is None:
        return False
    walk.recommendations[-1] = msgspec.structs.replace(
        walk.recommendations[-1], response=answer[0], response_kind=answer[1], response_paragraph=pointer
    )
    return True


def _begin(walk: _Walk, lead: re.Match[str], text: str, pointer: str) -> None:
    """A paragraph with a lead-in: what follows it belongs to its part; where nothing does, the next paragraphs do."""
    named = lead.groupdict()
    rest = text[lead.end() :].strip()
    walk.part = next(part for part in _PARTS if named.get(part) is not None)
    walk.by = named.get("adviser") or named.get("subject") or walk.body
    says_nothing = walk.wording.empty.fullmatch(rest) is not None
    walk.waits = says_nothing or rest[-1] in ":–—-"
    if not says_nothing:
        _add(walk, rest, pointer, number=named.get("number"))


def _continue(walk: _Walk, block: Block, pointer: str) -> bool:
    """Whether the paragraph belongs to the part that is open; if so, it is added there."""
    takes = walk.waits or (walk.part != "recommendation" and _is_listed(walk, block))
    if takes:
        _add(walk, block.text, pointer)
        walk.waits = walk.waits and walk.section == walk.part
    return takes


def _is_listed(walk: _Walk, block: Block) -> bool:
    """Whether a paragraph is one of a list: in form, by a number typed before it, or by its first word."""
    words = walk.wording
    return block.kind == "item" or bool(words.numbered.match(block.text) or words.decides.match(block.text))


def _add(walk: _Walk, text: str, pointer: str, number: str | None = None) -> None:
    """Put a stretch of text where its part says."""
    if walk.part == "recommendation":
        walk.recommendations.append(Recommendation(text=text, number=number, paragraph=pointer))
    elif walk.part == "reason":
        walk.reasons.append(Reason(text=text, paragraph=pointer))
    else:
        place = {"advice": walk.advice, "decision": walk.unsaid}.get(walk.part, walk.resolutions)
        place.append(Resolution(text=text, paragraph=pointer, by=walk.by))


def _plain(walk: _Walk, text: str, pointer: str) -> None:
    """A paragraph of no part ends a list; in a decision notice it may decide, and anywhere state an outcome."""
    walk.plain.append((text, pointer))
    if walk.part != "recommendation":
        walk.part = walk.section
    if walk.letter == "d" and walk.section in {"", "decision"}:
        walk.unsaid.append(Resolution(text=text, paragraph=pointer, by=walk.body))
