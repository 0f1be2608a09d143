"""What a misspelt word may have meant, among the words of the archive. The twin of `suggest.js`. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FARTHEST = 2
_SHORT = 6
_SHORTEST = 4
_STEP = 6


def distance(one: str, other: str) -> int:
    """Return the letters to change, add, leave out or swap, from one word to the other; 3 where it is far."""
    if abs(len(one) - len(other)) > _FARTHEST:
        return _FARTHEST + 1
    before, row = list[int](), list(range(len(other) + 1))
    for a, letter in enumerate(one, 1):
        after = [a]
        for b, wanted in enumerate(other, 1):
            change = min(row[b] + 1, after[b - 1] + 1, row[b - 1] + (letter != wanted))
            if a > 1 < b and letter == other[b - 2] and one[a - 2] == wanted:
                change = min(change, before[b - 2] + 1)
            after.append(change)
        before, row = row, after
    return row[-1]


def starts(word: str) -> tuple[str, ...]:
    """Return the starts under which to look for what a word may have meant: its first letters, also swapped."""
    if len(word) < _SHORTEST:
        return ()
    first, second, third = word[0], word[1], word[2]
    return tuple(dict.fromkeys((first + second, second + first, first + third)))


def nearest(word: str, known: Iterable[tuple[str, int]]) -> str | None:
    """Return the likeliest of known words with their counts; a letter more apart outweighs being 64 times as common."""
    most = 1 if len(word) < _SHORT else _FARTHEST
    best: tuple[int, str] | None = None
    for other, count in known:
        far = distance(word, other)
        if not 0 < far <= most:
            continue
        rank = (_STEP * far - count.bit_length(), other)
        best = rank if best is None else min(best, rank)
    return best[1] if best else None
