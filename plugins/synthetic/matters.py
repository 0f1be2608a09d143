"""Matters: what issues are about, and the words that recur in everything said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plugins.archive.records import CommitteeId, Issue, IssueId, Source
from plugins.archive.text import slugify
from plugins.synthetic.chance import Chance
from plugins.synthetic.council import ORIGIN, TOPICS, Council
from plugins.synthetic.vocabulary import vocabulary

KINDS: Final = (
    "Strategy",
    "Policy",
    "Scheme",
    "Programme",
    "Plan",
    "Project",
    "Review",
    "Partnership",
    "Application",
    "Order",
    "Framework",
    "Budget",
    "Report",
    "Consultation",
    "Proposal",
)
CODES: Final = ("FUL", "OUT", "LBC", "CT3", "VAR")
LONGEST_LIFE: Final = 6


@dataclass(slots=True)
class Matter:
    """One matter while it is before the council: `left` says at how many meetings it comes up still."""

    number: int
    title: str
    kind: str
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    place: str
    organisation: str
    reference: str
    left: int
    seen: int = 0
    last_body: CommitteeId | None = None

    @property
    def issue(self) -> IssueId:
        """The identifier of its issue, which no other matter has."""
        return IssueId(f"{slugify(self.title, longest=50)}-{self.number}")


def new_matter(chance: Chance, council: Council, number: int) -> Matter:
    """A matter that was never before the council."""
    words = tuple(dict.fromkeys(_topic_word(chance) for _ in range(40)))
    kind = chance.pick(KINDS)
    street = chance.pick(council.streets)
    return Matter(
        number=number,
        title=_title(chance, words, kind, street),
        kind=kind,
        words=words,
        phrases=tuple(" ".join(words[i : i + 2 + chance.below(2)]) for i in range(0, 18, 3)),
        place=f"{chance.between(1, 240)} {street}",
        organisation=chance.pick(council.organisations),
        reference=f"{chance.between(4, 25):02d}/{chance.between(100, 9999):05d}/{chance.pick(CODES)}",
        left=_life(chance),
    )


def issue_record(chance: Chance, matter: Matter, wards: tuple[str, ...], earlier: Matter | None) -> Issue:
    """The record of a matter's issue, related to an `earlier` one where that is given."""
    return Issue(
        id=matter.issue,
        title=matter.title,
        topics=tuple(sorted(chance.sample(TOPICS, chance.between(1, 2)))),
        wards=tuple(sorted(chance.sample(wards, chance.below(3)))),
        related=(earlier.issue,) if earlier else (),
        references=(matter.reference,) if chance.odds(0.4) else (),
        sources=(Source(url=f"{ORIGIN}ieIssueDetails.aspx?IId={30_000 + matter.number}&Opt=3"),),
    )


def _topic_word(chance: Chance) -> str:
    ranks = vocabulary().topics
    return ranks[int(len(ranks) * chance.random() ** 3)]


def _title(chance: Chance, words: tuple[str, ...], kind: str, street: str) -> str:
    if chance.odds(0.3):
        return f"{street} {words[0].capitalize()} {kind}"
    return f"{words[0].capitalize()} {words[1].capitalize()} {kind}"


def _life(chance: Chance) -> int:
    return next((life for life in range(1, LONGEST_LIFE) if chance.odds(0.45)), LONGEST_LIFE)
