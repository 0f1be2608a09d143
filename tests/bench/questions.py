"""What is asked to measure speed: rare and common words, three words, phrases, and a filter with counts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import msgspec

from plugins.search.documents import SearchDocument
from tests.bench.words import LONG, Words, read, runs

KINDS = ("a rare word", "a common word", "three words", "a phrase", "a filter with counts")
_RARE = (3, 6)
_COMMON = (0.15, 0.7)
_MIDDLING = 0.05
_IN_A_PHRASE = 3


class Question(msgspec.Struct, frozen=True):
    """A query and a committee to narrow it to, or none."""

    text: str
    committee: str = ""

    def address(self) -> str:
        """The question as the end of an address."""
        return "?" + urlencode({"q": self.text, **({"committee": self.committee} if self.committee else {})})


def questions(documents: Sequence[SearchDocument], many: int, seed: int = 5) -> dict[str, list[Question]]:
    """So many questions of each kind, each with answers; the same for the same archive."""
    chance = random.Random(seed)
    known = [read(one) for one in documents if one.kind == "item" and not one.routine]
    counts = Counter(word for one in known for word in one.words)
    ordered = chance.sample(known, len(known))
    common = _common(counts, len(known), chance)
    told = {
        KINDS[0]: [Question(word) for word in _rare(counts, chance)[:many]],
        KINDS[1]: [Question(word) for word in common[:many]],
        KINDS[2]: _first(_three(ordered, counts, chance), many),
        KINDS[3]: _first(_phrases(ordered, counts), many),
        KINDS[4]: _first(_filtered(ordered, common), many),
    }
    return {kind: asked for kind, asked in told.items() if asked}


def _first(found: Iterator[Question], many: int) -> list[Question]:
    return [question for question, _ in zip(found, range(many), strict=False)]


def _rare(counts: Counter[str], chance: random.Random) -> list[str]:
    words = sorted(word for word, count in counts.items() if _RARE[0] <= count <= _RARE[1] and len(word) > LONG)
    return chance.sample(words, len(words))


def _common(counts: Counter[str], size: int, chance: random.Random) -> list[str]:
    least, most = (share * size for share in _COMMON)
    words = sorted(word for word, count in counts.items() if least < count < most and len(word) > LONG)
    return chance.sample(words, len(words))


def _three(known: Sequence[Words], counts: Counter[str], chance: random.Random) -> Iterator[Question]:
    """Three words of one document that are neither rare nor common."""
    most = max(6.0, _MIDDLING * len(known))
    for one in known:
        words = sorted(word for word in one.words if len(word) >= LONG and _RARE[0] < counts[word] < most)
        if len(words) > LONG:
            yield Question(" ".join(chance.sample(words, 3)))


def _phrases(known: Sequence[Words], counts: Counter[str]) -> Iterator[Question]:
    """Three words in a row, none of them common, at least two of them middling."""
    most = max(6.0, _MIDDLING * len(known))
    for one in known:
        found = [run for sentence in one.sentences for run in runs(sentence.split(), _IN_A_PHRASE)]
        good = [run for run in found if all(_RARE[0] < counts[word] < most for word in run)]
        if good:
            yield Question('"' + " ".join(good[0]) + '"')


def _filtered(known: Sequence[Words], common: Sequence[str]) -> Iterator[Question]:
    """A common word before the committee of a document that has it."""
    for word, one in zip(common, known, strict=False):
        holder = one if word in one.words else next(other for other in known if word in other.words)
        yield Question(word, holder.document.committee or "")
