"""The files of a folder as they look, told by what is otherwise than it was once.

A small change touches a thousand files of a hundred thousand. So the files that the last build left are held side by
side, sorted by name, and beside them stands only what is otherwise now.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Final

import msgspec

Look = tuple[int, int]  # bytes, and time of the last change in nanoseconds

_NUMBER: Final = "q"  # a file may be older than 1970
_BETWEEN: Final = "\0"  # which no name of a file has
_AFTER_STROKE: Final = "0"  # the sign that follows the stroke


class Stock(msgspec.Struct, frozen=True, array_like=True):
    """Files as they are kept: their names, sorted and joined, and of each two numbers of eight bytes, its look."""

    names: str = ""
    looks: bytes = b""


def runs(names: Sequence[str], gone: AbstractSet[str], put: AbstractSet[str]) -> Iterator[tuple[int, int, str | None]]:
    """Sorted names without those that are gone, and with some put in, in the place of those that are so called.

    Each run are the beginning and end of names that stay, and the name that follows them, or `None`.
    """
    start = 0
    for name in sorted(gone | put):
        end = bisect_left(names, name, start)
        yield start, end, name if name in put else None
        start = end + (end < len(names) and names[end] == name)
    yield start, len(names), None


def joined(names: Sequence[str]) -> str:
    """Names as they are kept."""
    return _BETWEEN.join(names)


def split(names: str) -> list[str]:
    """Names that were kept."""
    return names.split(_BETWEEN) if names else []


class Base:
    """The files that a folder had once, by name."""

    def __init__(self, stock: Stock) -> None:
        """What is kept is taken apart."""
        self.stock = stock
        self.names = split(stock.names)
        self.looks = array(_NUMBER, stock.looks)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each name stands."""
        return dict(zip(self.names, range(len(self.names)), strict=True))

    def items(self) -> Iterator[tuple[str, Look]]:
        """The files with their looks, by name."""
        return self.between(0, len(self.names))

    def between(self, first: int, past: int) -> Iterator[tuple[str, Look]]:
        """The files from one place to before another, with their looks."""
        looks = self.looks[2 * first : 2 * past]
        return zip(self.names[first:past], zip(looks[::2], looks[1::2], strict=True), strict=True)

    def look(self, place: int) -> Look:
        """How the file at a place looked."""
        return self.looks[2 * place], self.looks[2 * place + 1]

    def directly_in(self, folder: str) -> Iterator[str]:
        """The files in a folder, but not in those below it."""
        place = bisect_left(self.names, folder)
        while place < len(self.names) and (name := self.names[place]).startswith(folder):
            stroke = name.find("/", len(folder))
            if stroke < 0:
                yield name
                place += 1
            else:
                place = bisect_left(self.names, name[:stroke] + _AFTER_STROKE, place)


NO_FILES: Final = Base(Stock())


class Standing(MutableMapping[str, Look]):
    """How files look, by path in the folder: `base` are those of once, `other` is other or new, `gone` is what went.

    To give a file the look that it had once is to say that nothing befell it.
    """

    def __init__(self, base: Base = NO_FILES) -> None:
        """All stands as it stood."""
        self.base = base
        self.other: dict[str, Look] = {}
        self.gone: set[str] = set()

    def copy(self) -> Standing:
        """The same files, to be changed apart."""
        one = Standing(self.base)
        one.other, one.gone = dict(self.other), set(self.gone)
        return one

    @property
    def is_as_it_was(self) -> bool:
        """Whether all files look as they did."""
        return not self.other and not self.gone

    def __getitem__(self, file: str) -> Look:
        """How a file looks. Raises KeyError."""
        found = self.other.get(file)
        if found is not None:
            return found
        if file in self.gone:
            raise KeyError(file)
        return self.base.look(self.base.places[file])

    def __setitem__(self, file: str, look: Look) -> None:
        """A file stands, and looks so."""
        place = self.base.places.get(file)
        self.gone.discard(file)
        if place is not None and self.base.look(place) == look:
            self.other.pop(file, None)
        else:
            self.other[file] = look

    def __delitem__(self, file: str) -> None:
        """A file stands no more. Raises KeyError where it did not."""
        is_new = file not in self.base.places
        if file in self.gone or (is_new and file not in self.other):
            raise KeyError(file)
        self.other.pop(file, None)
        if not is_new:
            self.gone.add(file)

    def put(self, looks: Mapping[str, Look]) -> None:
        """Files stand, and look so."""
        if not looks:
            return  # nor is it worth while to find out where each of the others stands
        places, once, other = self.base.places, self.base.looks, self.other
        self.gone.difference_update(looks)
        for file, look in looks.items():
            place = places.get(file)
            if place is not None and look == (once[2 * place], once[2 * place + 1]):
                other.pop(file, None)
            else:
                other[file] = look

    def drop(self, files: Iterable[str]) -> None:
        """Files stand no more, those of them that did."""
        dropped = {*files}
        for file in self.other.keys() & dropped:
            del self.other[file]
        self.gone |= self.base.places.keys() & dropped if dropped else set()

    def __contains__(self, file: object) -> bool:
        """Whether a file stands."""
        return file in self.other or (file in self.base.places and file not in self.gone)

    def __iter__(self) -> Iterator[str]:
        """The files that stand."""
        yield from (file for file in self.base.names if file not in self.gone)
        yield from self.new()

    def __len__(self) -> int:
        """How many there are."""
        return len(self.base.names) - len(self.gone) + sum(1 for _ in self.new())

    def new(self) -> Iterator[str]:
        """The files that there were none of."""
        return (file for file in self.other if file not in self.base.places)

    def unchanged(self) -> frozenset[str]:
        """The files that look as they did."""
        return frozenset(self.base.names).difference(self.gone, self.other)

    def directly_in(self, folder: str) -> list[str]:
        """The files in a folder, but not in those below it."""
        new = (file for file in self.new() if file.startswith(folder) and "/" not in file[len(folder) :])
        return [*(file for file in self.base.directly_in(folder) if file not in self.gone), *new]

    def lost_since(self, before: Standing) -> set[str]:
        """The files that stood before, but do not stand now."""
        if before.base is not self.base:
            return {file for file in before if file not in self}
        return {file for file in self.gone if file in before} | {file for file in before.new() if file not in self}

    def told_by(self, base: Base) -> Standing:
        """The same files, told by what is otherwise than at another time."""
        told, places = Standing(base), base.places
        mine = dict(self.items()) if self.base.names else self.other
        told.other = {f: look for f, look in mine.items() if f not in places or base.look(places[f]) != look}
        told.gone = {file for file in base.names if file not in mine}
        return told

    def stock(self) -> Stock:
        """The files as they are kept."""
        if self.is_as_it_was:
            return self.base.stock
        names, looks = list[str](), array(_NUMBER)
        for start, end, name in runs(self.base.names, self.gone, self.other.keys()):
            names += self.base.names[start:end]
            looks += self.base.looks[2 * start : 2 * end]
            if name is not None:
                names.append(name)
                looks.extend(self.other[name])
        return Stock(joined(names), looks.tobytes())
