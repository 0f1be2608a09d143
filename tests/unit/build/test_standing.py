"""The files of a folder, told by what is otherwise, are the files that a dictionary of all of them would hold."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from plugins.build.standing import Base, Standing, joined, runs, split

NAMES = ("a", "a/b", "a/b/c", "a0", "b/c", "b/c/d", "b-/x", "c", "ü/x", "z")


def standing_of(files: dict[str, tuple[int, int]]) -> Standing:
    """Files that are told by what they are."""
    standing = Standing()
    standing.update(files)
    return Standing(Base(standing.stock()))


def edited(seed: int) -> Iterator[tuple[Standing, dict[str, tuple[int, int]], Standing]]:
    """Files after each of many changes, in both ways, and the files as they were."""
    chance = random.Random(seed)
    files = {name: (chance.randrange(9), chance.randrange(-9, 9)) for name in NAMES[::2]}
    before = standing_of(files)
    standing = before.copy()
    for _ in range(60):
        name = chance.choice(NAMES)
        if name in files and chance.random() < 0.4:
            del files[name], standing[name]
        else:
            files[name] = standing[name] = chance.choice([before.get(name, (1, 1)), (chance.randrange(9), 0)])
        yield standing, files, before


@pytest.mark.parametrize("seed", range(5))
def test_files_are_those_of_a_dictionary(seed: int) -> None:
    for standing, files, before in edited(seed):
        assert standing == files
        assert len(standing) == len(files)
        assert standing_of(files).told_by(before.base) == files
        assert list(Base(standing.stock()).items()) == sorted(files.items())
        assert standing.lost_since(before) == before.keys() - files.keys()
        assert standing.unchanged() == {name for name, look in files.items() if before.get(name) == look}
        for folder in ("", "a/", "a/b/", "b/", "b/c/", "none/"):
            inside = {name for name in files if name.startswith(folder) and "/" not in name[len(folder) :]}
            assert sorted(standing.directly_in(folder)) == sorted(inside)


@pytest.mark.parametrize("seed", range(5))
def test_many_files_are_put_and_dropped_as_one_after_another(seed: int) -> None:
    chance = random.Random(seed)
    for standing, files, before in edited(seed):
        put = {name: chance.choice([before.get(name, (1, 1)), (7, 7)]) for name in chance.sample(NAMES, 3)}
        dropped = chance.sample(NAMES, 3)
        standing.put(put)
        files.update(put)
        standing.drop(dropped)
        for name in dropped:
            files.pop(name, None)
        assert standing == files
        assert standing.gone.isdisjoint(standing.other)
        assert standing.is_as_it_was == (files == before)


def test_what_befell_nothing_is_as_it_was() -> None:
    standing = standing_of({"a": (1, 1), "b": (2, 2)})
    del standing["a"]
    standing["b"] = (3, 3)
    assert not standing.is_as_it_was
    standing["a"], standing["b"] = (1, 1), (2, 2)
    assert standing.is_as_it_was


def test_error_a_file_that_is_not_there_is_told() -> None:
    standing = standing_of({"a": (1, 1)})
    with pytest.raises(KeyError):
        del standing["b"]
    del standing["a"]
    with pytest.raises(KeyError):
        del standing["a"]
    with pytest.raises(KeyError):
        standing["a"]


def test_names_that_stay_come_in_runs() -> None:
    assert list(runs(["a", "b", "c", "d"], {"b"}, {"c", "e"})) == [
        (0, 1, None), (2, 2, "c"), (3, 4, "e"), (4, 4, None),
    ]  # fmt: skip
    assert split(joined(["a", "b"])) == ["a", "b"]
    assert split(joined([])) == []
