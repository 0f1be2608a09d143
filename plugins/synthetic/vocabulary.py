"""A language of some 62,000 words with natural frequencies: a few words do most of the work.

A word's frequency follows its rank as Zipf and Mandelbrot found it does. Ranks: function words, then words of
council papers, then stems with suffixes, then invented names and words with prefixes.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from plugins.synthetic.chance import Chance
from plugins.synthetic.lexicon import (
    COUNCIL_WORDS,
    ENDINGS,
    FUNCTION_WORDS,
    PREFIXES,
    STEMS,
    SUFFIXES,
    SYLLABLES,
)

WORDS = 62_000
SLOTS = 1 << 20  # the finest frequency is one in SLOTS
LANGUAGE_SEED = 1894  # the language is one; only what is said in it depends on an archive's seed
NAMES = 5_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by rank, and a table in which each word stands as often as it is used.

    `topics` are the ranks, from the first word that can be what a paper is about.
    """

    words: tuple[str, ...]
    table: tuple[str, ...]
    topics: tuple[str, ...]


@functools.cache
def vocabulary() -> Vocabulary:
    """Return the language of all synthetic archives."""
    chance = Chance(LANGUAGE_SEED)
    words = tuple(_ranked(chance))
    table = tuple(word for word, share in zip(words, _shares(), strict=True) for _ in range(share))
    return Vocabulary(words, table, tuple(word for word in words[len(FUNCTION_WORDS) :] if word.islower()))


def place_names(chance: Chance, count: int) -> list[str]:
    """Return `count` different invented names of places or families."""
    found: dict[str, None] = {}
    while len(found) < count:
        middle = chance.pick(SYLLABLES) if len(found) * 2 > len(SYLLABLES) * len(ENDINGS) else ""
        found[(chance.pick(SYLLABLES) + middle + chance.pick(ENDINGS)).capitalize()] = None
    return list(found)


def _ranked(chance: Chance) -> list[str]:
    simple = [stem + suffix for stem in STEMS for suffix in SUFFIXES]
    built = [prefix + word for prefix in PREFIXES for word in simple]
    rare = chance.shuffled(list(dict.fromkeys(built)))[: WORDS - NAMES]
    ranked = [*FUNCTION_WORDS, *COUNCIL_WORDS, *chance.shuffled(simple)]
    names = place_names(chance, NAMES)
    return _distinct([*ranked, *chance.shuffled([*names, *rare])])[:WORDS]


def _distinct(words: list[str]) -> list[str]:
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.casefold(), word)
    return list(first.values())


def _shares() -> list[int]:
    weights = [1 / (rank + 2.7) ** 1.05 for rank in range(1, WORDS + 1)]
    spare = SLOTS - WORDS
    total = sum(weights)
    shares = [1 + int(weight / total * spare) for weight in weights]
    shares[0] += SLOTS - sum(shares)
    return shares
