"""Work in parts, by processes that share what was loaded before them, or by an executor that was named.

Processes are forked, so what is shared costs no copying; where forking is not to be had, or does not pay, the parts
are done here in turn. So they are where a stage beside leaves no more than one worker to this one, as long as it does.
Workers of a named executor are sent what is shared; where they see no folder of the build, also the files that they
read, and they send back those that they write. The results come in the order of the parts.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from plugins.build.children import become_a_child, end_all, keep_apart
from plugins.build.executors import Hands, named
from plugins.build.parcels import TakesOverError, left_for_workers, unpacked
from plugins.build.profile import measured_in_worker
from plugins.build.progress import counted
from plugins.build.share import share_of
from plugins.build.stores.depot import Depot, Load, at_work

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Result = TypeVar("Result")

_FEW: Final = 2
_A_ROUND: Final = 100  # parts, at least, that are done by the same processes
_MOST_ROUNDS: Final = 8
_SOON: Final = 8  # parts for each of some workers, after which it is looked how many there may be
_GRACE: Final = 10.0  # seconds that processes may take to end when all is done
_held: dict[str, Any] = {}


def map_parts(
    task: Callable[[Shared, Part], Result],
    shared: Shared,
    parts: Sequence[Part],
    workers: int,
    *,
    reads: Callable[[], Iterable[Path]] = tuple,
    at_home: bool = False,
) -> Iterator[Result]:
    """`task(shared, part)` for each part, in order, by so many processes. `Result` must be small: it is sent back.

    The files that a task reads must be in the build's cache or in the theme, or among those that `reads` gives; those
    that it writes, in the output or in the cache. A task that is `at_home` reads and writes what it likes.
    """
    return counted(_results(Work(task, shared, parts, reads), workers, at_home=at_home), parts)


@dataclass(frozen=True, slots=True)
class Work(Generic[Shared, Part, Result]):
    """A task, what its parts share, the parts, and what gives the files that it reads."""

    task: Callable[[Shared, Part], Result]
    shared: Shared
    parts: Sequence[Part]
    reads: Callable[[], Iterable[Path]]


def _results(work: Work[Shared, Part, Result], workers: int, *, at_home: bool) -> Iterator[Result]:
    """The results of whoever is to do the work."""
    hands = named()
    if hands is None or len(work.parts) < _FEW:
        return _near(work, workers)
    here = min(workers, os.cpu_count() or 1)
    if hands.depot is None:
        return _sent(work, hands)
    return _near(work, here) if at_home else _sent_away(work, hands, hands.depot, here)


def _near(work: Work[Shared, Part, Result], workers: int) -> Iterator[Result]:
    """The results of forked processes, or, as long as there is but one worker, of this one."""
    if workers < _FEW or "fork" not in multiprocessing.get_all_start_methods():
        workers = 1
    for done, part in enumerate(work.parts):
        if share_of(workers) >= _FEW and len(work.parts) - done >= _FEW:
            yield from _forked(work.task, work.shared, work.parts[done:], workers)
            return
        yield work.task(work.shared, part)


def _forked(
    task: Callable[[Shared, Part], Result], shared: Shared, parts: Sequence[Part], workers: int
) -> Iterator[Result]:
    """The results of forked processes; what is shared is where they look for it because they are copies of us.

    Of what they look at they have a copy of their own in the end. So in long work others take their places; and sooner
    where a stage beside has a share of the workers, which may be ours by then.
    """
    _held["task"], _held["shared"] = task, shared
    keep_apart()
    try:
        a_round = -(-len(parts) // max(1, min(_MOST_ROUNDS, len(parts) // _A_ROUND)))
        done = 0
        while done < len(parts):
            ours = share_of(workers)
            some = parts[done : done + (a_round if ours == workers else min(a_round, _SOON * ours))]
            yield from _done_by(min(ours, len(some)), some)
            done += len(some)
    finally:
        _held.clear()


def _done_by(workers: int, parts: Sequence[Any]) -> Iterator[Any]:
    """The results of parts by so many forked processes, which have all ended afterwards.

    One that was killed while it held what the others wait for would keep them for ever, were the pool left to end them.
    """
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), become_a_child)
    results = pool.map(_do, parts)
    ours = set(multiprocessing.active_children()) - others
    try:
        yield from results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        end_all(ours, _GRACE)


def _do(part: Any) -> Any:  # noqa: ANN401 (the types are map_parts's)
    """One part, in a worker."""
    return measured_in_worker(lambda: _held["task"](_held["shared"], part))


def _sent(work: Work[Shared, Part, Result], hands: Hands) -> Iterator[Result]:
    """The results of an executor whose workers unpack what is shared."""
    with left_for_workers(hands.folder, work.shared) as parcel, hands.open() as executor:
        yield from executor.map(partial(_do_far, work.task, parcel), work.parts)


def _do_far(task: Callable[[Any, Any], Any], parcel: str, part: Any) -> Any:  # noqa: ANN401 (the types are map_parts's)
    """One part, in a worker that shares nothing with the build but a folder."""
    return task(unpacked(parcel), part)


def _sent_away(work: Work[Shared, Part, Result], hands: Hands, depot: Depot, workers: int) -> Iterator[Result]:
    """The results of an executor whose workers see nothing of the build, or of processes here where that must be."""
    try:
        with left_for_workers(hands.folder, work.shared, depot.roots) as parcel:
            load = depot.send(work.reads(), Path(parcel))
            with hands.open() as executor:
                for result, sent_back in executor.map(partial(_do_away, work.task, load, hands.scratch), work.parts):
                    depot.receive(sent_back)
                    yield result
    except TakesOverError:
        yield from _near(work, workers)


def _do_away(
    task: Callable[[Any, Any], Any],
    load: Load,
    scratch: Callable[[], str],
    part: Any,  # noqa: ANN401 (the types are map_parts's)
) -> tuple[Any, tuple[str, ...]]:
    """One part, in a worker that sees nothing of the build; and what it sent back."""
    with at_work(load, scratch) as desk:
        result = task(unpacked(str(desk.parcel), desk.roots), part)
        return result, desk.send_back()


def in_chunks(values: Sequence[Part], size: int) -> list[Sequence[Part]]:
    """The values in runs of at most `size`."""
    return [values[start : start + size] for start in range(0, len(values), size)]
