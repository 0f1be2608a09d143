"""A Dask cluster as the executor of a build: where `WORKERS` is `dask://host:port`, its scheduler's address.

The cluster must be able to import the program (`make workers` sees to that), and either see content, output and cache
under the same paths as the build, or reach the store that `STORE` names. A task whose worker is lost is done again by
another.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from plugins.build.executors import Hands
from plugins.build.stores.depot import Depot

if TYPE_CHECKING:
    from distributed import Client

SCHEME: Final = "dask"
_PATIENCE: Final = 5
_LOGGERS: Final = (
    "distributed",
    "distributed.client",
    "distributed.core",
    "distributed.comm",
    "distributed.utils_comm",
)


class ClusterError(Exception):
    """A cluster cannot be worked with."""

    def __init__(self, address: str, reason: str) -> None:
        """Name the address as it was given, and the reason."""
        super().__init__(f'WORKERS is "{address}": {reason}')


def is_address(given: str) -> bool:
    """Whether a setting names a cluster and not a number of processes."""
    return given.startswith(f"{SCHEME}://")


def hands_of(address: str, folder: Path, depot: Depot | None = None) -> tuple[Hands, int]:
    """The executor of the cluster at an address, and how many workers it has now. Raises ClusterError.

    Its workers see the folder, or where there is a depot, that.
    """
    parts = urlsplit(address)
    if not (parts.hostname and _port(address)):
        raise ClusterError(address, "expected dask://host:port, the address of a scheduler")
    place = f"tcp://{parts.netloc}"
    return Hands(partial(_executor, address, place), folder, depot, _scratch), _workers(address, place)


def _scratch() -> str:
    """In a worker: the folder that Dask gives it, and removes when the worker has ended, however it ended."""
    from distributed import get_worker  # noqa: PLC0415 (only workers call this)

    return str(get_worker().local_directory)


def _port(address: str) -> int | None:
    """The port in an address; `None` where it has none that can be."""
    try:
        return urlsplit(address).port
    except ValueError:
        return None


def _workers(address: str, place: str) -> int:
    """How many tasks the cluster does at a time. One that is just starting is waited for."""
    with _client(address, place) as client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ClusterError(address, "the cluster has no workers; start some with make workers") from error
        return int(sum(client.nthreads().values()))


@contextmanager
def _executor(address: str, place: str) -> Iterator[Executor]:
    """The cluster's executor. A client of its own for each task: a build forks, and a client would not survive that."""
    with _client(address, place) as client:
        yield client.get_executor(pure=False)


@contextmanager
def _client(address: str, place: str) -> Iterator[Client]:
    """A connection to the scheduler."""
    try:
        from distributed import Client  # noqa: PLC0415 (only who has a cluster has it)
    except ImportError as error:
        raise ClusterError(address, "distributed is not installed; see plugins/build/SCALE.md") from error
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(place, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(address, "no scheduler answers there") from error
    with client:
        yield client
