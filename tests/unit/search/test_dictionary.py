from __future__ import annotations

import random

import pytest

from plugins.search.dictionary import Dictionary, Shard, Sizes, divided, renewed, spliced, unchanged

SIZES = Sizes(100, lambda keys, counts: [len(key) + count for key, count in zip(keys, counts, strict=True)])


def _written(one: Dictionary) -> Dictionary:
    """A dictionary whose shards are called by their keys."""
    shards = [Shard(" ".join(one.keys[start:end])) for start, end in one.ranges()]
    return Dictionary(one.keys, one.counts, one.starts, shards)


def _words(seed: int, count: int = 600) -> dict[str, int]:
    chance = random.Random(seed)
    return {"".join(chance.choices("abcdefgh", k=chance.randint(2, 9))): chance.randint(1, 30) for _ in range(count)}


def _divided(counts: dict[str, int]) -> Dictionary:
    keys = sorted(counts)
    return _written(divided(keys, [counts[key] for key in keys], SIZES))


def test_shards_are_neither_short_nor_long() -> None:
    one = _divided(_words(1))
    sizes = [sum(SIZES.of(one.keys[start:end], one.counts[start:end])) for start, end in one.ranges()]
    assert len(sizes) > 50
    assert all(50 <= size <= 200 for size in sizes[:-1])


@pytest.mark.parametrize("seed", range(5))
def test_a_key_more_changes_few_shards(seed: int) -> None:
    counts = _words(seed)
    before, after = (_divided(one) for one in (counts, {**counts, "dddd": 7}))
    same = {shard.name for shard in before.shards} & {shard.name for shard in after.shards}
    assert len(before.shards) - len(same) <= 6


@pytest.mark.parametrize("seed", range(5))
def test_a_dictionary_renewed_is_the_dictionary_divided_anew(seed: int) -> None:
    counts = _words(seed)
    changes = {**dict.fromkeys(random.Random(seed).sample(sorted(counts), 9), 0), "new": 4, min(counts): 5}
    after = {key: count for key, count in {**counts, **changes}.items() if count}
    assert _written(renewed(_divided(counts), changes, SIZES)) == _divided(after)


@pytest.mark.parametrize("seed", range(5))
def test_shards_are_taken_for_unchanged_that_hold_the_same_keys_and_nothing_touched(seed: int) -> None:
    counts = _words(seed)
    changes = {"dddd": 7, max(counts): 0}
    touched = {*changes, random.Random(seed).choice(sorted(counts))}
    old = _divided(counts)
    new = _written(renewed(old, changes, SIZES))
    known = {shard.name for shard in old.shards}
    right = {n: one for n, one in enumerate(new.shards) if one.name in known and touched.isdisjoint(one.name.split())}
    assert unchanged(old, new, touched) == right


def test_keys_are_put_between_the_others_or_left_out() -> None:
    keys, values = spliced(["b", "d", "f"], [1, 2, 3], {"a": 4, "d": None, "e": 5, "f": 6, "g": 7, "x": None})
    assert (keys, values) == (["a", "b", "e", "f", "g"], [4, 1, 5, 6, 7])


def test_a_shard_s_start_is_what_parts_it_from_the_one_before() -> None:
    one = Dictionary(["park", "parking", "planning"], [1, 1, 1], [0, 2], [Shard("first"), Shard("second")])
    assert one.starting() == [("", "first"), ("pl", "second")]
    assert [one.shard_of(key).name for key in one.keys] == ["first", "first", "second"]
    assert (one.count("parking"), one.count("parks"), one.place("parks")) == (1, 0, None)


@pytest.mark.parametrize("seed", range(60))
def test_a_dictionary_renewed_bit_by_bit_is_the_dictionary_divided_anew(seed: int) -> None:
    chance, counts = random.Random(seed), _words(seed, 200)
    one = _divided(counts)
    for _ in range(6):
        some = chance.sample(sorted(counts), min(len(counts), chance.randint(0, 4)))
        starting = [one.keys[at] for at in one.starts if one.keys and chance.random() < 0.1]
        fresh = _words(chance.randrange(10**6), chance.randint(0, 3))
        changes = {key: chance.choice((0, 1, 30, 300)) for key in (*some, *starting)} | fresh
        counts = {key: count for key, count in {**counts, **changes}.items() if count}
        one = _written(renewed(one, changes, SIZES))
        assert one == _divided(counts)
