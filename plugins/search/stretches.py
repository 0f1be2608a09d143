"""Texts divided into stretches, and the stretches numbered: many at once, eight letters of each in one step.

A *stretch* is what stands between spaces, or between signs that are part of no token; in lower case as far as ASCII
goes. Where a text is divided makes no difference to its tokens, as long as none is cut, so it is done where that is
cheap. A stretch of up to 24 bytes is one to three numbers of eight bytes, by which it is looked up in a table of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    Numbers = npt.NDArray[np.integer[Any]]
    Keys = npt.NDArray[np.uint64]

_EIGHT: Final = 8
_COLUMNS: Final = 3
_LONGEST: Final = _EIGHT * _COLUMNS
"""Longer stretches are looked up one by one."""

_AT_ONCE: Final = 400_000
"""Letters that are divided at once: what is worked out of them stays in a processor's own memory."""

_SPACE: Final = ord(" ")
_INSIDE: Final = b"&',-./_"
"""What can be part of a token beside letters and digits."""

_PLAIN: Final = bytes(
    _SPACE if code < 128 and code not in _INSIDE and not chr(code).isalnum() else code  # noqa: PLR2004 (ASCII)
    for code in bytes(range(256)).lower()
)
"""What stands for each byte: itself, a small letter for a capital, a space for what is part of no token."""

_ENDS: Final = np.array([code in b"',-./" for code in range(256)], np.int64)
"""Whether a byte that stands at the end of a stretch is no part of a token."""

_MASKS: Final = np.array(
    [
        [(1 << _EIGHT * min(max(size - before, 0), _EIGHT)) - 1 for size in range(_LONGEST + 1)]
        for before in range(0, _LONGEST, _EIGHT)
    ],
    np.uint64,
)
"""For each column what is left of eight bytes that were read where a stretch of some size has less."""

_MIXED: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
"""Odd numbers without a pattern, by which keys are spread over a table."""
_FEWEST: Final = 14
"""A table begins with room for so many powers of two."""


class Divided(NamedTuple):
    """Texts divided: how many stretches each has, and the numbers of all."""

    counts: Numbers
    numbers: Numbers


class Stretches:
    """Numbers for stretches, from 0. `fresh` are those that were numbered since it was last emptied, in order."""

    def __init__(self) -> None:
        self.fresh: list[str] = []
        self._count = 0
        self._short, self._long = _Table(1), _Table(_COLUMNS)
        self._longest: dict[str, int] = {}

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def divide(self, texts: Sequence[str]) -> Divided:
        """Divide texts."""
        parts = [self._divide(texts[start:end]) for start, end in _bounds(texts)]
        return Divided(*map(np.concatenate, zip(*parts, strict=True)))

    def _divide(self, texts: Sequence[str]) -> Divided:
        """Divide some texts at once."""
        laid = _laid(texts)
        numbers = np.empty(len(laid.starts), np.int32)
        is_short = laid.sizes <= _EIGHT
        self._number(laid, np.flatnonzero(is_short), self._short, numbers)
        self._number(laid, np.flatnonzero(~is_short & (laid.sizes <= _LONGEST)), self._long, numbers)
        longest = np.flatnonzero(laid.sizes > _LONGEST)
        numbers[longest] = list(map(self._number_alone, laid.stretches(longest)))
        return Divided(laid.counts, numbers)

    def _number(self, laid: _Laid, some: Numbers, table: _Table, numbers: Numbers) -> None:
        """Number some stretches by a table."""
        numbers[some], fresh = table.numbers_of(laid.keys(some, table.columns), self._count)
        self._count += len(fresh)
        self.fresh += laid.stretches(some[fresh])

    def _number_alone(self, stretch: str) -> int:
        """Number a stretch that no table holds."""
        if stretch not in self._longest:
            self._longest[stretch] = self._count
            self._count += 1
            self.fresh.append(stretch)
        return self._longest[stretch]


def _bounds(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where texts that are divided at once begin and end; there is one such part at least."""
    start = size = 0
    for end, text in enumerate(texts, 1):
        size += len(text)
        if size > _AT_ONCE:
            yield start, end
            start, size = end, 0
    yield start, len(texts)


class _Laid(NamedTuple):
    """Texts as bytes, one after another, and the stretches in them: where each begins, its size, how many texts have.

    Enough spaces stand after the last that keys can be read from there, too.
    """

    code: bytes
    starts: Numbers
    sizes: Numbers
    counts: Numbers

    def stretches(self, some: Numbers) -> list[str]:
        """Return some stretches."""
        code, starts = self.code, self.starts[some]
        ends = starts + self.sizes[some]
        return [code[start:end].decode() for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def keys(self, some: Numbers, columns: int) -> Keys:
        """Return some stretches as rows of numbers, each of so many columns of eight bytes."""
        every = np.ndarray((len(self.code) - _EIGHT + 1,), "<u8", self.code, strides=(1,))
        starts, sizes = self.starts[some], self.sizes[some]
        keys = np.empty((columns, len(some)), np.uint64)
        for column in range(columns):
            keys[column] = every[starts + _EIGHT * column] & _MASKS[column][sizes]
        return keys


def _laid(texts: Sequence[str]) -> _Laid:
    """Texts as bytes in which nothing but spaces divides stretches; what ends a stretch and no token is left out."""
    codes = list(map(str.encode, texts))
    code = b" ".join((b"", *codes, b" " * _LONGEST)).translate(_PLAIN)
    letters = np.frombuffer(code, np.uint8)
    spaces = np.flatnonzero(letters == _SPACE)
    sizes = np.diff(spaces) - 1
    sizes -= _ENDS[letters[spaces[1:] - 1]]
    some = np.flatnonzero(sizes)
    starts = spaces[some] + 1
    ends = np.cumsum(np.fromiter(map(len, codes), np.int64, len(codes)) + 1)
    return _Laid(code, starts, sizes[some], np.diff(np.searchsorted(starts, ends), prepend=0))


class _Table:
    """Numbers of keys of one or several columns; a key stands in the place that its digits say, or the next free one.

    A place without a key has zeros, and no key begins with a column of zeros.
    """

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._held = 0
        self._make(_FEWEST)

    def _make(self, bits: int) -> None:
        """Make room for so many keys, to the power of two."""
        self._bits = bits
        self._keys = np.zeros((self.columns, 1 << bits), np.uint64)
        self._numbers = np.zeros(1 << bits, np.int32)

    def numbers_of(self, keys: Keys, first: int) -> tuple[Numbers, Numbers]:
        """Return the numbers of keys, and which are met for the first time: these have numbers from `first` on."""
        self._grow(2 * (self._held + keys.shape[1]))
        places, fresh = self._settle(keys)
        self._numbers[places[fresh]] = np.arange(first, first + len(fresh))
        self._held += len(fresh)
        return self._numbers[places], fresh

    def _grow(self, room: int) -> None:
        """Make sure that there is room."""
        if room <= 1 << self._bits:
            return
        held = np.flatnonzero(self._keys[0])
        keys, numbers = self._keys[:, held], self._numbers[held]
        self._make(room.bit_length())
        places, _ = self._settle(keys)
        self._numbers[places] = numbers

    def _settle(self, keys: Keys) -> tuple[Numbers, Numbers]:
        """Give each key that has no place one; return the places of all, and which had none.

        In rounds: of equal keys, and of keys that want one place, the last takes it; the others look again.
        """
        places = self._home(keys)
        fresh: list[Numbers] = []
        left = np.flatnonzero(self._is_elsewhere(keys, places))
        while len(left):
            fresh.append(self._take(keys, places, left))
            left = left[self._is_elsewhere(keys[:, left], places[left])]
            places[left] = (places[left] + 1) & ((1 << self._bits) - 1)
            left = left[self._is_elsewhere(keys[:, left], places[left])]
        return places, np.concatenate(fresh) if fresh else left

    def _home(self, keys: Keys) -> Numbers:
        """The places where keys stand, if nothing else does."""
        mixed = keys[0] * _MIXED[0]
        for column in range(1, self.columns):
            mixed = (mixed ^ keys[column]) * _MIXED[column]
        home: Numbers = (mixed >> np.uint64(64 - self._bits)).astype(np.int64)
        return home

    def _is_elsewhere(self, keys: Keys, places: Numbers) -> npt.NDArray[np.bool_]:
        """Whether keys do not stand in their places."""
        wrong: npt.NDArray[np.bool_] = self._keys[0].take(places) != keys[0]
        for column in range(1, self.columns):
            wrong |= self._keys[column].take(places) != keys[column]
        return wrong

    def _take(self, keys: Keys, places: Numbers, some: Numbers) -> Numbers:
        """Let some keys take their places, where these are free; return those that did."""
        some = some[self._keys[0, places[some]] == 0]
        order = np.arange(len(some))
        self._numbers[places[some]] = order
        took: Numbers = some[self._numbers[places[some]] == order]
        self._keys[:, places[took]] = keys[:, took]
        return took
