"""What each made thing stands on: the questions that were asked while it was made, with digests of their answers.

A build asks the same questions again and makes only what would get other answers; everything else is taken over. A
question is a line of text; who keeps things so says how it is answered.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate, chain, groupby, islice
from pathlib import Path
from typing import BinaryIO, Final, Generic, Protocol, TypeVar

import msgspec

from plugins.build import ahead
from plugins.build.last import LastBuild, link
from plugins.build.memo import keep, recall
from plugins.build.settings import BuildSettings
from plugins.build.workers import in_chunks, map_parts

Answer = Callable[[str], bytes]
Unsettled = Callable[[Sequence[str]], Iterable[int]]

_FILE: Final = "{}.grounds"
_FILES: Final = "{}.files"
_LINKED_A_PART: Final = 1_000
_APART: Final = 8
_HELD: Final = 100_000  # names of files, some 10 MB


class Job(Protocol):
    """Something to make: its name, which no other bears, and the files that it comes to."""

    @property
    def name(self) -> str:
        """What it is known by."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files it comes to, relative to the output folder."""


class Grounds(msgspec.Struct, frozen=True, array_like=True):
    """What some things stand on: for each thing, by name, which of the questions; the questions, their answers."""

    things: dict[str, tuple[int, ...]]
    questions: tuple[str, ...]
    answers: tuple[bytes, ...]


def gathered(things: Iterable[tuple[str, Collection[str]]], answer: Answer) -> Grounds:
    """The grounds of things that were made by asking these questions, of which each is held once."""
    places: dict[str, int] = {}
    by_place = {name: tuple([places.setdefault(question, len(places)) for question in asked]) for name, asked in things}
    return Grounds(by_place, tuple(places), tuple(map(answer, places)))


def holding(grounds: Grounds, names: AbstractSet[str], answer: Answer, unsettled: Unsettled | None = None) -> Grounds:
    """The grounds of those of the named things that would get the same answers today.

    `unsettled` gives the places of the questions that need be asked; without it all are.
    """
    places = unsettled(grounds.questions) if unsettled else range(len(grounds.questions))
    other = {place for place in places if answer(grounds.questions[place]) != grounds.answers[place]}
    still = {n: asked for n, asked in grounds.things.items() if n in names and other.isdisjoint(asked)}
    return Grounds(still, grounds.questions, grounds.answers)


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(tuple[Grounds, ...])
_GROUNDS: Final = msgspec.msgpack.Decoder(Grounds)
# MessagePack's signs for a list of one list of three, and for a list and a map, the lengths of which follow in 4 bytes.
_ONE_OF_THREE, _LIST, _MAP = b"\x91\x93", b"\xdd", b"\xdf"


def packed(grounds: Grounds) -> bytes:
    """Grounds as a worker sends them, in which they weigh little."""
    return _ENCODER.encode(grounds)


def unpacked(content: bytes) -> Grounds:
    """What `packed` made bytes of."""
    return _GROUNDS.decode(content)


def _decoded(kept: bytes) -> tuple[Grounds, ...]:
    """Grounds as they were kept. Raises msgspec.DecodeError."""
    return _DECODER.decode(kept)


def load(folder: Path, stage: str) -> tuple[Grounds, ...]:
    """The grounds that a stage of the last build left; none where they cannot be read."""
    try:
        return ahead.read(folder / _FILE.format(stage), _decoded)
    except (OSError, ValueError):
        return ()


def save(folder: Path, stage: str, grounds: Iterable[Grounds]) -> None:
    """Leave grounds for the next build, which asks each question once if they are together.

    They are put together as they come, since apart they have questions in common and weigh far more.
    """
    left = (each for each in grounds if each.things)
    few = list(islice(left, _APART))
    another = next(left, None)
    with (folder / _FILE.format(stage)).open("wb") as file:
        if another:
            _write_together(file, chain(few, (another,), left))
        else:
            file.write(_ENCODER.encode(few))


def _write_together(file: BinaryIO, grounds: Iterable[Grounds]) -> None:
    """Write one Grounds of all things, piece by piece: all at once they would weigh as much as the archive.

    One archive gave all answers, so each question has but one.
    """
    places: dict[str, int] = {}
    answers, count = bytearray(), 0
    file.write(_ONE_OF_THREE + _MAP + _length(0))
    for each in grounds:
        moved: dict[int, int] = {}
        for name, asked in each.things.items():
            for place in asked:
                if place not in moved:
                    question = each.questions[place]
                    if question not in places:
                        places[question] = len(places)
                        _ENCODER.encode_into(each.answers[place], answers, -1)
                    moved[place] = places[question]
            file.write(_ENCODER.encode(name) + _ENCODER.encode(tuple(map(moved.__getitem__, asked))))
        count += len(each.things)
    file.write(_LIST + _length(len(places)))
    file.writelines(map(_ENCODER.encode, places))
    file.writelines((_LIST + _length(len(places)), answers))
    file.seek(len(_ONE_OF_THREE + _MAP))
    file.write(_length(count))


def _length(count: int) -> bytes:
    """A length as MessagePack has it behind a sign."""
    return count.to_bytes(4, "big")


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a stage makes things: under which name, from the old folder into the new, and how questions are answered.

    `trusted` are the files of the old folder that stand as they were made, `there` those of them that have a place in
    the new one already. `unsettled` gives the places of those of some questions whose answers may be others than they
    were when they were made.
    """

    stage: str
    old: Path
    new: Path
    trusted: AbstractSet[str]
    answer: Answer
    unsettled: Unsettled | None = None
    there: AbstractSet[str] = frozenset()


Shared = TypeVar("Shared")
AnyJob = TypeVar("AnyJob", bound=Job)


@dataclass(frozen=True, slots=True)
class Craft(Generic[Shared, AnyJob]):
    """How things are made: `make` makes one from what is shared, and gives the questions that it asked.

    `weight` says for how many others a thing counts where things are parted among workers.
    """

    make: Callable[[Shared, AnyJob], Collection[str]]
    shared: Shared
    weight: Callable[[AnyJob], int] | None = None


def bench_in_output(
    stage: str, settings: BuildSettings, last: LastBuild | None, answer: Answer, unsettled: Unsettled | None = None
) -> Bench:
    """The place for what is published."""
    trusted, there = (last.files, last.there) if last else (frozenset[str](), frozenset[str]())
    return Bench(stage, settings.final_output, settings.output, trusted, answer, unsettled, there)


def bring_up_to_date(
    bench: Bench, jobs: Sequence[AnyJob], craft: Craft[Shared, AnyJob], settings: BuildSettings, a_part: int
) -> int:
    """Take over what still holds, make the rest, so many at a time, and note the grounds of all; how many were made."""
    held, rest = take_over(bench, jobs, settings)
    made = map_parts(_make_part, (craft, bench.answer), list(in_parts(rest, a_part, craft.weight)), settings.workers)
    save(settings.cache, bench.stage, chain(held, map(unpacked, made)))
    return len(rest)


def take_over(bench: Bench, jobs: Sequence[AnyJob], settings: BuildSettings) -> tuple[list[Grounds], list[AnyJob]]:
    """Take over what still holds; the grounds of that, to be saved with those of the rest, and the rest."""
    files = set(chain.from_iterable(job.files for job in jobs))
    standing = _standing(bench, jobs, files)
    before = load(settings.final_cache, bench.stage) if standing else ()
    held = [holding(each, standing, bench.answer, bench.unsettled) for each in before]
    kept = set(chain.from_iterable(each.things for each in held))
    rest = [job for job in jobs if job.name not in kept]
    again = set(chain.from_iterable(job.files for job in rest))
    _make_room(bench, settings, files, again)
    note_files(settings.cache, bench.stage, files)
    _take_over(bench, sorted((files - again) - bench.there), settings.workers)
    return held, rest


# Makes, of the names of some things, the things.
Named = Callable[[AbstractSet[str]], Sequence[AnyJob]]


def bring_few_up_to_date(
    bench: Bench, named: Named[AnyJob], craft: Craft[Shared, AnyJob], settings: BuildSettings, a_part: int
) -> int | None:
    """The same of things that are those of the last build, without looking at each; how many things there are.

    `None` where they must be looked at, and nothing was done: not all stand in their places, or more than a part of
    them is to be made.
    """
    found = take_over_all_but_few(bench, named, settings, a_part)
    if found is None:
        return None
    held, few = found
    made = map_parts(_make_part, (craft, bench.answer), list(in_parts(few, a_part, craft.weight)), settings.workers)
    save(settings.cache, bench.stage, chain(held, map(unpacked, made)))
    return sum(len(each.things) for each in held) + len(few)


def take_over_all_but_few(
    bench: Bench, named: Named[AnyJob], settings: BuildSettings, most: int
) -> tuple[list[Grounds], Sequence[AnyJob]] | None:
    """The grounds of what still holds, to be saved with those of the rest, and the rest; `None` as above."""
    before = load(settings.final_cache, bench.stage)
    files = recall(settings.final_cache, _FILES.format(bench.stage), set[str], set[str]())
    if not before or bench.unsettled is None or not (files <= bench.there and files <= bench.trusted):
        return None
    names = {name for each in before for name in _otherwise(each, bench.answer, bench.unsettled(each.questions))}
    few = named(names) if len(names) <= most else ()
    if len(few) < len(names):
        return None
    for file in chain.from_iterable(job.files for job in few):
        os.unlink(f"{bench.new}/{file}")  # noqa: PTH108 (as above)
    note_files(settings.cache, bench.stage, files)
    return [_without(each, names) for each in before], few


def _otherwise(grounds: Grounds, answer: Answer, unsettled: Iterable[int]) -> Iterator[str]:
    """The names of the things that would get other answers today to some questions."""
    other = {place for place in unsettled if answer(grounds.questions[place]) != grounds.answers[place]}
    return (name for name, asked in grounds.things.items() if not other.isdisjoint(asked)) if other else iter(())


def _without(grounds: Grounds, names: AbstractSet[str]) -> Grounds:
    """The grounds of all things but some."""
    things = dict(grounds.things)
    for name in names & things.keys():
        del things[name]
    return Grounds(things, grounds.questions, grounds.answers)


def _standing(bench: Bench, jobs: Iterable[Job], files: AbstractSet[str]) -> set[str]:
    """The names of the things of which all files stand; `files` are those of all."""
    if files <= bench.trusted:
        return {job.name for job in jobs}
    return {job.name for job in jobs if all(file in bench.trusted for file in job.files)}


def _make_room(bench: Bench, settings: BuildSettings, files: set[str], again: set[str]) -> None:
    """Take away what is there and is made again, or is no more."""
    if bench.there:
        known = recall(settings.final_cache, _FILES.format(bench.stage), set[str], files)
        for file in ((known - files) | again) & bench.there:
            os.unlink(f"{bench.new}/{file}")  # noqa: PTH108 (there may be many)


def note_files(cache: Path, stage: str, files: AbstractSet[str]) -> None:
    """Note the files that a stage made, so that they have a place in the next output from the start."""
    keep(cache, _FILES.format(stage), files)
    if len(files) <= _HELD:
        ahead.hold(cache / f"{_FILES.format(stage)}.memo", files)  # until `files_of_stages` asks


def files_of_stages(cache: Path) -> list[AbstractSet[str]]:
    """The files of each stage that can be taken over by the next build."""
    return [recall(cache, each.stem, set[str], set[str]()) for each in cache.glob(f"{_FILES.format('*')}.memo")]


def in_parts(jobs: Sequence[AnyJob], a_part: int, weight: Callable[[AnyJob], int] | None) -> Iterator[Sequence[AnyJob]]:
    """The things in runs that weigh so much."""
    if weight is None:
        yield from in_chunks(jobs, a_part)
        return
    past = accumulate(map(weight, jobs))
    for _, run in groupby(zip(past, jobs, strict=True), key=lambda pair: (pair[0] - 1) // a_part):
        yield [job for _, job in run]


def _make_part(work: tuple[Craft[Shared, AnyJob], Answer], jobs: Sequence[AnyJob]) -> bytes:
    """Make some things; their grounds, packed."""
    craft, answer = work
    return packed(gathered(((job.name, craft.make(craft.shared, job)) for job in jobs), answer))


def _take_over(bench: Bench, files: Sequence[str], workers: int) -> None:
    """Give files of the old folder a place in the new one."""
    parts = in_chunks(files, _LINKED_A_PART)
    for _ in map_parts(_link_part, (bench.old, bench.new), parts, workers, at_home=True):
        pass


def _link_part(folders: tuple[Path, Path], files: Sequence[str]) -> None:
    """Some of them."""
    old, new = (f"{folder}/" for folder in folders)
    made = set[str]()
    for file in files:
        folder = new + file.rpartition("/")[0]
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (once for every page of a site)
            made.add(folder)
        link(old + file, new + file)
