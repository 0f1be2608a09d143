"""What is said of a matter: summaries, minutes, decision notices. Sentences of a language that means nothing.

Half of the sentences draw their words from the whole vocabulary and from the matter's own words; the others are
the set phrases of minutes, with the matter's place, organisation and reference in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plugins.synthetic.chance import Chance
from plugins.synthetic.matters import Matter
from plugins.synthetic.vocabulary import SLOTS, vocabulary

OPENINGS: Final = (
    "This report seeks Members' views on a {kind} for {a} {b}.",
    "This report asks the {body} to agree a draft {a} {b} {kind} for consultation.",
    "The {office} submitted a report (previously circulated, now appended) concerning {b} at {place}.",
    "To consider a report of the {office} setting out the {kind} in respect of {place}.",
    "Report of the {office} on the {a} {kind} ({reference}).",
)
SET_PHRASES: Final = (
    "{first} presented the report to the {body} and provided some background and context.",
    "It was moved by {first} and seconded by {second} that the recommendations be approved.",
    "On being put to the vote the motion was carried.",
    "Members questioned and commented on the {a} and the {b} of the {kind}.",
    "Officers confirmed that the aim was to identify areas of excellence and to improve on {a}.",
    "In response to a question from {second}, the {office} advised that costs of £{amount} had been identified.",
    "A speaker on behalf of {organisation} objected on the grounds of {a} and {b}.",
    "Members noted that reference {reference} had been considered at the previous meeting.",
    "There were no financial implications arising directly from the report.",
    "The Monitoring Officer advised Members of the legal implications for {a} at {place}.",
    "The {office} would report back on {b} to the next meeting of the {body}.",
    "{second} asked whether {organisation} had been consulted on the {a}.",
)
RESOLUTIONS: Final = (
    "That the report be noted.",
    "To approve the {a} {kind} for consultation, with recommendations from Scrutiny as shown above.",
    "That the advice of the Advisory Panel be accepted and endorsed.",
    "That planning permission be granted for {reference} at {place} subject to conditions.",
    "That authority be delegated to the {office} in consultation with {first} to award the contract to {organisation}.",
    "That the item be deferred to the next meeting of the {body}.",
    "That the application {reference} at {place} be refused on the grounds of {a} and {b}.",
    "To recommend Council to adopt the {a} {b} {kind} and to allocate £{amount} to it.",
)
REASONS: Final = (
    "To ensure that Members views are incorporated into the {a} {kind}.",
    "To comply with the duty to keep {a} and {b} under review.",
    "So that work at {place} can begin without delay.",
)
BULLETS: Final = (
    "requested confirmation that there would be feedback on {a} after consultation",
    "questioned the necessity of {b} at {place}",
    "asked for an explanation of {a} and {b}",
    "welcomed the part of {organisation} in the {kind}",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Who speaks of what, and where."""

    matter: Matter
    body: str
    office: str
    first: str
    second: str


def fill(chance: Chance, template: str, scene: Scene) -> str:
    """The set phrase with the names and words of the scene."""
    matter = scene.matter
    return template.format(
        a=matter.words[chance.below(12)],
        b=matter.words[12 + chance.below(12)],
        kind=matter.kind.lower(),
        body=scene.body,
        office=scene.office,
        first=scene.first,
        second=scene.second,
        place=matter.place,
        organisation=matter.organisation,
        reference=matter.reference,
        amount=f"{chance.between(1, 900)},{chance.below(1000):03d}",
    )


def paragraph(chance: Chance, scene: Scene, words: int) -> str:
    """Sentences of about so many words in all."""
    drawn = _draw(chance, scene.matter, words)
    sentences, start = [], 0
    while start < words:
        if chance.odds(0.22):
            said = fill(chance, chance.pick(SET_PHRASES), scene)
            start += said.count(" ") + 1
        else:
            end = start + chance.between(8, 25)
            said = _sentence(drawn[start:end])
            start = end
        sentences.append(said)
    return " ".join(sentences)


def minutes(chance: Chance, scene: Scene, words: int) -> list[str]:
    """The blocks of an item's minutes before its resolution: paragraphs, sometimes bullets."""
    count = max(2, words // 95)
    blocks = [paragraph(chance, scene, words // count) for _ in range(count)]
    if chance.odds(0.15):
        points = "\n".join(f"- {fill(chance, bullet, scene)};" for bullet in chance.sample(BULLETS, 3))
        blocks[-1:] = ["Members made the following points:", points, blocks[-1]]
    return blocks


def resolved(chance: Chance, scene: Scene) -> list[str]:
    """The blocks that decide: one resolution or a list of them, often with a reason."""
    said = [fill(chance, text, scene) for text in chance.sample(RESOLUTIONS, 1 if chance.odds(0.8) else 2)]
    blocks = [f"RESOLVED: {said[0]}"]
    if len(said) > 1:
        blocks = ["RESOLVED:", "\n".join(f"{n}. {text}" for n, text in enumerate(said, 1))]
    if chance.odds(0.4):
        blocks.append(f"REASON: {fill(chance, chance.pick(REASONS), scene)}")
    return blocks


def recommended(chance: Chance, scene: Scene) -> list[str]:
    """The blocks of two scrutiny recommendations with their answers."""
    answers = ("Agreed by the Board.", "Comment from the Board: {a} and {b} are to be considered.", "Noted.")
    blocks = ["The following Scrutiny recommendations were submitted:"]
    for number in (1, 2):
        blocks.append(f"Recommendation {number}: To ensure that {fill(chance, '{a} and {b} are kept', scene)}.")
        blocks.append(fill(chance, chance.pick(answers), scene))
    return blocks


def as_prose(blocks: list[str]) -> str:
    """The blocks as the text of a prose field."""
    return "\n\n".join(blocks)


def _draw(chance: Chance, matter: Matter, count: int) -> list[str]:
    """Words by their frequency in the language, a third of them replaced by words of the matter."""
    random, table, own = chance.random, vocabulary().table, matter.words
    drawn = [table[int(random() * SLOTS)] for _ in range(count)]
    for place in range(int(random() * 3), count, 4):
        drawn[place] = own[int(random() * random() * len(own))]
    if drawn:
        drawn[count // 2] = chance.pick(matter.phrases)
    return drawn


def _sentence(words: list[str]) -> str:
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}."
