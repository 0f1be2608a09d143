"""Documents as words, to make queries of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from plugins.archive.text import fold
from plugins.search.documents import SearchDocument

LONG = 5
_WORD = re.compile(r"[a-z]+")
_ENDS = re.compile(r"[.;:!?\n]")


class Words(msgspec.Struct, frozen=True):
    """A document with its words: of its title, of each sentence, all of them, and their beginnings."""

    document: SearchDocument
    title: str
    sentences: tuple[str, ...]
    words: frozenset[str]
    stems: frozenset[str]


def read(document: SearchDocument) -> Words:
    """A document as words."""
    texts = [fold(passage.text) for passage in document.passages]
    sentences = tuple(f" {' '.join(_WORD.findall(part))} " for text in texts for part in _ENDS.split(text))
    words = frozenset(_WORD.findall(" ".join(texts)))
    title = " ".join(_WORD.findall(fold(document.title)))
    return Words(document, title, sentences, words, frozenset(map(stem, words)))


def stem(word: str) -> str:
    """The beginning of a word, which its forms share: coarser than any stemmer."""
    return word[:LONG]


def runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """So many words in a row, all but one of them long at least."""
    for start in range(len(words) - length + 1):
        run = tuple(words[start : start + length])
        if sum(len(word) >= LONG for word in run) >= length - 1:
            yield run
