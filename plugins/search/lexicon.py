"""Stretches of text, each worked out once: the terms that it gives, in which places, and its words.

No token reaches over where `stretches` divides a text, so a text is read by looking its stretches up: "parks" is met
often, and read once. Stretches, terms and words are numbers here, and what they give lies in flat arrays, from which
`runs` works out those of many documents at once. Knows nothing of fields or documents.
"""

from __future__ import annotations

from array import array
from itertools import count, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from plugins.search.analyse import LONGEST, TOKEN, Analyser, fold
from plugins.search.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Numbers = npt.NDArray[np.integer[Any]]

_MOST = 300_000
"""More stretches than so many are not remembered: a process begins anew, at some 60 MB."""

_EDGES = "!\"#$%'()*+,-./:;<=>?@[\\]^`{|}~‐‑–—‘’“”…•·£€"
"""What stands around words and is no part of them: no token begins or ends with these."""


class Numbered(dict[str, int]):
    """Numbers for strings, from 0, in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        """A string that is met for the first time."""
        self[key] = len(self)
        return self[key]

    def of(self, keys: Sequence[str]) -> list[int]:
        """Return the numbers of many strings."""
        fresh = [key for key in dict.fromkeys(keys) if key not in self]
        self.update(zip(fresh, count(len(self)), strict=False))
        return list(map(self.__getitem__, keys))


class Rows:
    """Rows of numbers, one after another: how many there are in each, and all of them."""

    def __init__(self) -> None:
        self.counts = array("I")
        self.values = array("I")

    def add(self, values: Sequence[int]) -> None:
        """Add a row."""
        self.values.extend(values)
        self.counts.append(len(values))

    def add_ones(self, values: Sequence[int]) -> None:
        """Add rows of one number each."""
        self.values.extend(values)
        self.counts.extend([1] * len(values))


class InOrder(NamedTuple):
    """Strings in order, and for the number of each its place among them."""

    names: npt.NDArray[np.object_]
    ranks: Numbers


class Lexicon:
    """What is known of stretches: of each, once it is learned, its *core*.

    A core is a stretch folded, without what stands around it. Of each core: how many places it takes, its terms, its
    words. `offsets` are the places of its terms, counted from its own, rising. `stems` has the term of each word. Terms
    and words are numbers of `terms` and `words`.
    """

    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser
        self.stretches = Stretches()
        self.cores = array("I")
        self._numbers: dict[str, int] = {}
        self.terms, self.words = Numbered(), Numbered()
        self.stems = array("I")
        self.widths = array("I")
        self.offsets = array("I")
        self.terms_of, self.words_of = Rows(), Rows()
        self._names, self._order = np.empty(0, object), np.empty(0, np.int64)

    def learn(self) -> None:
        """Work out all stretches that were met since this was done last: many at once cost a third of one by one."""
        cores = [one if one.isascii() and one.isalnum() else fold(one).strip(_EDGES) for one in self.stretches.fresh]
        self.stretches.fresh.clear()
        fresh = [core for core in dict.fromkeys(cores) if core not in self._numbers]
        words = [core for core in fresh if core.isalnum()]
        self._learn_words(words)
        for core in fresh:
            if not core.isalnum():
                self._learn(core)
        self.cores.extend(map(self._numbers.__getitem__, cores))

    def in_order(self) -> InOrder:
        """Return all terms in order: those of last time, and between them what came since."""
        known = len(self._order)
        fresh = sorted(zip(islice(self.terms, known, None), count(known), strict=False))
        names = np.array([name for name, _ in fresh], object)
        at = np.searchsorted(self._names, names)
        self._names = np.insert(self._names, at, names)
        self._order = np.insert(self._order, at, [number for _, number in fresh])
        ranks = np.empty(len(self._order), np.int64)
        ranks[self._order] = np.arange(len(self._order))
        return InOrder(self._names, ranks)

    def _learn_words(self, cores: Sequence[str]) -> None:
        """Work out cores that are a word each."""
        self._numbers.update(zip(cores, count(len(self.widths)), strict=False))
        written, known = [core[:LONGEST] for core in cores], len(self.words)
        terms, words = self.terms.of(self.analyser.stems(written)), self.words.of(written)
        self.stems.extend(map(dict(zip(words, terms, strict=True)).__getitem__, range(known, len(self.words))))
        self.widths.extend([1] * len(cores))
        self.offsets.extend([0] * len(cores))
        self.terms_of.add_ones(terms)
        self.words_of.add_ones(words)

    def _learn(self, core: str) -> None:
        """Work out a core of any form."""
        width, terms, words = 0, list[tuple[int, int]](), list[int]()
        for raw in TOKEN.findall(core):
            token = self.analyser.token(raw)
            found = [(width + offset, self.terms[term]) for offset, term in token.terms]
            words += map(self._word, token.words, (term for _, term in found))
            terms += found
            width += token.width
        terms = sorted(dict.fromkeys(terms), key=itemgetter(0))
        self._numbers[core] = len(self.widths)
        self.widths.append(width)
        self.offsets.extend([offset for offset, _ in terms])
        self.terms_of.add([term for _, term in terms])
        self.words_of.add(words)

    def _word(self, word: str, term: int) -> int:
        """The number of a word that is found under a term."""
        number = self.words[word]
        if number == len(self.stems):
            self.stems.append(term)
        return number


_lexicons: dict[str, Lexicon] = {}


def lexicon_of(language: str) -> Lexicon:
    """Return the lexicon of this process for a language, which has what the process has read lately."""
    known = _lexicons.get(language)
    if known is None or len(known.stretches) > _MOST:
        known = _lexicons[language] = Lexicon(Analyser(language))
    return known


def forget() -> None:
    """Let go of the lexicons of this process, when all is read."""
    _lexicons.clear()
