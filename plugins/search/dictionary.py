"""Sorted keys in shards, the bounds of which follow from the keys beside them: a change moves only bounds nearby."""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from plugins.search.files import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Value = TypeVar("Value")

_CHECKSUMS = 1 << 32
_LIKELY = 0.6
"""A shard that is long enough ends on average after so much of the usual size more."""


_AT_ONCE = 200
"""Keys whose sizes are told at once."""


class Shard(msgspec.Struct, frozen=True, array_like=True):
    """A shard as it was written: its name, all files that belong to it, and which documents its first pages show."""

    name: str
    files: tuple[Made, ...] = ()
    shown: tuple[int, ...] = ()


class Dictionary(msgspec.Struct, frozen=True, array_like=True):
    """Keys in order, each with a count; the place of each shard's first key; and the shards, once they are written."""

    keys: list[str]
    counts: list[int]
    starts: list[int]
    shards: list[Shard] = []

    def place(self, key: str) -> int | None:
        """Return the place of a key; `None` where it is not there."""
        at = bisect_left(self.keys, key)
        return at if at < len(self.keys) and self.keys[at] == key else None

    def count(self, key: str) -> int:
        """Return the count of a key, 0 where it is not there."""
        at = self.place(key)
        return 0 if at is None else self.counts[at]

    def shard_of(self, key: str) -> Shard:
        """Return the shard in which a key lies."""
        return self.shards[bisect_right(self.starts, bisect_left(self.keys, key)) - 1]

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Yield where the keys of each shard begin and end."""
        return zip(self.starts, [*self.starts[1:], len(self.keys)], strict=True)

    def starting(self) -> list[tuple[str, str]]:
        """Return for each shard the shortest start that parts its keys from those before, and its name."""
        keys = self.keys
        parts = (_separator(keys[at - 1], keys[at]) if at else "" for at in self.starts)
        return [(start, shard.name) for start, shard in zip(parts, self.shards, strict=True)]


def _separator(before: str, after: str) -> str:
    """The shortest start of a word that parts it from the one before."""
    for at, letter in enumerate(after):
        if at >= len(before) or before[at] != letter:
            return after[: at + 1]
    return after


class Sizes(NamedTuple):
    """How large shards are: the usual size, and what each key takes of it, given all keys and their counts."""

    usual: int
    of: Callable[[Sequence[str], Sequence[int]], list[int]]


def divided(keys: list[str], counts: list[int], sizes: Sizes) -> Dictionary:
    """Return keys in order with their counts, divided into shards that are not yet written."""
    return Dictionary(keys, counts, _starts(keys, sizes.of(keys, counts), sizes.usual))


def _starts(keys: Sequence[str], sizes: Sequence[int], usual: int) -> list[int]:
    """The places of first keys. A key begins a shard by its checksum, where that before is neither short nor long."""
    return [0, *_later_starts(keys, enumerate(sizes), usual)]


def _later_starts(keys: Sequence[str], sizes: Iterable[tuple[int, int]], usual: int) -> Iterator[int]:
    """The same after the first, given places of keys with their sizes, from one that begins a shard."""
    held, least, most = 0, usual // 2, 2 * usual
    likely = _CHECKSUMS / (usual * _LIKELY)
    for at, size in sizes:
        if held >= least and (held + size > most or zlib.crc32(keys[at].encode()) < size * likely):
            yield at
            held = 0
        held += size


def renewed(old: Dictionary, counts: Mapping[str, int], sizes: Sizes) -> Dictionary:
    """Return a dictionary with the new counts of some keys, 0 for those that go; its shards are not yet written."""
    if not counts:
        return Dictionary(old.keys, old.counts, old.starts)
    keys, now = spliced(old.keys, old.counts, {key: count or None for key, count in counts.items()})
    if not (keys and old.keys):
        return divided(keys, now, sizes)
    return Dictionary(keys, now, _renewed_starts(old, keys, now, (sorted(counts), sizes)))


def _renewed_starts(
    old: Dictionary, keys: Sequence[str], counts: Sequence[int], changes: tuple[Sequence[str], Sizes]
) -> list[int]:
    """The places of first keys, where some in order changed: only from a change to where all is as it was again."""
    (changed, sizes), first_keys = changes, [old.keys[at] for at in old.starts]
    starts, done, passed = [0], bisect_right(first_keys, keys[0]), 0
    while passed < len(changed):
        upto = bisect_left(first_keys, changed[passed])
        starts += (bisect_left(keys, key) for key in first_keys[done:upto])
        done = max(done, upto)
        for at in _later_starts(keys, _sized(keys, counts, starts[-1], sizes), sizes.usual):
            starts.append(at)
            passed = max(passed, bisect_right(changed, keys[at]))
            again = bisect_left(first_keys, keys[at])
            is_as_it_was = again < len(first_keys) and first_keys[again] == keys[at]
            if is_as_it_was and keys[at] not in changed[passed - 1 : passed]:
                done = again + 1
                break
        else:
            return starts
    return starts + [bisect_left(keys, key) for key in first_keys[done:]]


def _sized(keys: Sequence[str], counts: Sequence[int], start: int, sizes: Sizes) -> Iterator[tuple[int, int]]:
    """The places of keys from one on, each with its size."""
    for first in range(start, len(keys), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        yield from enumerate(sizes.of(keys[some], counts[some]), first)


def spliced(keys: list[str], values: list[Value], changes: Mapping[str, Value | None]) -> tuple[list[str], list[Value]]:
    """Return keys in order with their values, some of them changed, put between the others, or (`None`) left out."""
    keys, values = list(keys), list(values)
    for key, value in changes.items():
        at = bisect_left(keys, key)
        past = at + (at < len(keys) and keys[at] == key)
        keys[at:past] = [] if value is None else [key]
        values[at:past] = [] if value is None else [value]
    return keys, values


def unchanged(old: Dictionary, new: Dictionary, touched: Iterable[str]) -> dict[int, Shard]:
    """Return those shards of the new dictionary that are as they were in the old, by number.

    `touched` are the keys whose content changed, those that came and went among them.
    """
    if not (old.keys and new.keys):
        return {}
    changed = sorted(touched)
    before = {old.keys[start]: (end - start, old.shards[n]) for n, (start, end) in enumerate(old.ranges())}
    found = {}
    for n, (start, end) in enumerate(new.ranges()):
        size, shard = before.get(new.keys[start], (0, None))
        at = bisect_left(changed, new.keys[start])
        is_clean = at == len(changed) or (end < len(new.keys) and changed[at] >= new.keys[end])
        if shard is not None and size == end - start and is_clean:
            found[n] = shard
    return found
