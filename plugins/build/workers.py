"""Work in parts, by processes that share what was loaded before them, or by an executor that was named.

Processes are forked, so what is shared costs no copying; where forking is not to be had, or does not pay, the parts
are done here in turn. Workers of a named executor are sent what is shared. The results come in the order of the parts.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any, Final, TypeVar

from plugins.build.children import become_a_child
from plugins.build.executors import Hands, named
from plugins.build.parcels import left_for_workers, unpacked
from plugins.build.profile import measured_in_worker
from plugins.build.progress import counted

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Result = TypeVar("Result")

_FEW: Final = 2
_held: dict[str, Any] = {}


def map_parts(
    task: Callable[[Shared, Part], Result], shared: Shared, parts: Sequence[Part], workers: int
) -> Iterator[Result]:
    """`task(shared, part)` for each part, in order, by so many processes. `Result` must be small: it is sent back."""
    return counted(_results(task, shared, parts, workers), parts)


def _results(
    task: Callable[[Shared, Part], Result], shared: Shared, parts: Sequence[Part], workers: int
) -> Iterator[Result]:
    """The results of whoever is to do the work."""
    hands = named()
    if hands is not None and len(parts) >= _FEW:
        return _sent(task, shared, parts, hands)
    if workers < _FEW or len(parts) < _FEW or "fork" not in multiprocessing.get_all_start_methods():
        return (task(shared, part) for part in parts)
    return _forked(task, shared, parts, workers)


def _forked(
    task: Callable[[Shared, Part], Result], shared: Shared, parts: Sequence[Part], workers: int
) -> Iterator[Result]:
    """The results of forked processes; what is shared is where they look for it because they are copies of us."""
    _held["task"], _held["shared"] = task, shared
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(min(workers, len(parts)), context, become_a_child) as pool:
            yield from pool.map(_do, parts)
    finally:
        _held.clear()


def _do(part: Any) -> Any:  # noqa: ANN401 (the types are map_parts's)
    """One part, in a worker."""
    return measured_in_worker(lambda: _held["task"](_held["shared"], part))


def _sent(
    task: Callable[[Shared, Part], Result], shared: Shared, parts: Sequence[Part], hands: Hands
) -> Iterator[Result]:
    """The results of an executor whose workers unpack what is shared."""
    with left_for_workers(hands.folder, shared) as parcel, hands.open() as executor:
        yield from executor.map(partial(_do_far, task, parcel), parts)


def _do_far(task: Callable[[Any, Any], Any], parcel: str, part: Any) -> Any:  # noqa: ANN401 (the types are map_parts's)
    """One part, in a worker that shares nothing with the build but a folder."""
    return task(unpacked(parcel), part)


def in_chunks(values: Sequence[Part], size: int) -> list[Sequence[Part]]:
    """The values in runs of at most `size`."""
    return [values[start : start + size] for start in range(0, len(values), size)]
