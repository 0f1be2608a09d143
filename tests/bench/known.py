"""Known items: queries of someone who knows what they look for, made of the documents themselves by the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from plugins.search.documents import SearchDocument
from tests.bench.judged import Asked
from tests.bench.words import LONG, Words, read, runs, stem

KINDS = ("title", "phrase", "three words", "typing error", "a word too many")
_PHRASE = 4
_TRIES = 5


class Known:
    """Queries for items of an archive, so many of each kind."""

    def __init__(self, documents: Sequence[SearchDocument], seed: int = 11) -> None:
        self._chance = random.Random(seed)
        self._read = [read(one) for one in documents]
        self._counts = Counter(word for one in self._read for word in one.words)
        self._families = Counter(stem for one in self._read for stem in one.stems)
        self._items = [one for one in self._read if one.document.kind == "item" and not one.document.routine]
        self._titled: dict[str, list[str]] = {}
        for one in self._read:
            self._titled.setdefault(one.title, []).append(one.document.id)

    def queries(self, many: int) -> dict[str, list[Asked]]:
        """So many queries of each kind, or as many as the archive gives."""
        makers = (self._title, self._phrase, self._three, self._typed_wrongly, self._too_many)
        return {kind: self._some(make, many) for kind, make in zip(KINDS, makers, strict=True)}

    def _some(self, make: Callable[[Words], Asked | None], many: int) -> list[Asked]:
        order = self._chance.sample(self._items, len(self._items))
        made = (asked for one in order if (asked := make(one)))
        return [asked for asked, _ in zip(made, range(many), strict=False)]

    def _title(self, one: Words) -> Asked:
        return Asked(one.document.title, tuple(self._titled[one.title]))

    def _phrase(self, one: Words) -> Asked | None:
        """Four words in a row that stand in no other document."""
        found = [" ".join(run) for sentence in one.sentences for run in runs(sentence.split(), _PHRASE)]
        for run in self._chance.sample(found, min(_TRIES, len(found))):
            if self._alone(run, one):
                return Asked(f'"{run}"', (one.document.id,))
        return None

    def _alone(self, run: str, one: Words) -> bool:
        others = (other for other in self._read if other is not one and other.words.issuperset(run.split()))
        return not any(f" {run} " in sentence for other in others for sentence in other.sentences)

    def _three(self, one: Words) -> Asked | None:
        """Three words that are rare in the archive, in any form, and together in this document alone."""
        rare = sorted(word for word in one.words if len(word) >= LONG and self._is_rare(word))
        if len(rare) < 3:
            return None
        three = self._chance.sample(rare, 3)
        having = sum(other.stems.issuperset(map(stem, three)) for other in self._read)
        return Asked(" ".join(three), (one.document.id,)) if having == 1 else None

    def _is_rare(self, word: str) -> bool:
        return 2 <= self._families[stem(word)] <= max(5, len(self._read) // 50)

    def _typed_wrongly(self, one: Words) -> Asked | None:
        """Its title with two letters of its longest word changed over."""
        words = one.title.split()
        word = max(words, key=len)
        slips = [slip for slip in _slips(word) if slip not in self._counts]
        if not slips:
            return None
        slip = self._chance.choice(slips)
        return Asked(" ".join(slip if each == word else each for each in words), self._so_titled(one))

    def _so_titled(self, one: Words) -> tuple[str, ...]:
        """The documents whose titles have all the words of its title: of one matter, most often."""
        wanted = set(one.title.split())
        return tuple(other.document.id for other in self._read if wanted.issubset(other.title.split()))

    def _too_many(self, one: Words) -> Asked | None:
        """Its title with a word from elsewhere in the archive, such that no document has all the words."""
        wanted = set(map(stem, one.title.split()))
        near = {stem for other in self._read if wanted <= other.stems for stem in other.stems}
        other = self._chance.choice(self._items)
        words = sorted(word for word in other.words if len(word) >= LONG and stem(word) not in near)
        if not words:
            return None
        return Asked(f"{one.document.title} {self._chance.choice(words)}", self._so_titled(one))


def _slips(word: str) -> Iterator[str]:
    """The word with two neighbouring letters changed over, but for the first and the last."""
    for place in range(1, len(word) - 2):
        if word[place] != word[place + 1]:
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
