from __future__ import annotations

import errno
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from plugins.build.beside import Beside
from plugins.build.cluster import ClusterError
from plugins.build.failures import StageFailedError, plainly

KILLED = "a worker process was killed, perhaps because memory ran out; try with fewer WORKERS or more memory"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no space is left on the disk"),
        (OSError(errno.ENOSPC, "x", "/srv/page"), 'cannot write or read "/srv/page": no space is left on the disk'),
        (OSError(errno.EROFS, "x", "/srv"), 'cannot write or read "/srv": the disk can only be read'),
        (OSError(errno.ENAMETOOLONG, "File name too long", "/x"), 'cannot write or read "/x": file name too long'),
        (MemoryError(), "memory has run out; try with fewer WORKERS or more memory"),
        (
            ClusterError("dask://h:1", "no scheduler answers there"),
            'WORKERS is "dask://h:1": no scheduler answers there',
        ),
    ],
)
def test_what_befalls_a_machine_is_told_in_plain_words(error: Exception, words: str) -> None:
    assert plainly(error) == words


@pytest.mark.parametrize("error", [ValueError("no such shard"), KeyError("x"), OSError("made up")])
def test_a_mistake_of_the_program_is_not_made_plain(error: Exception) -> None:
    assert plainly(error) is None


def _die() -> None:
    os._exit(9)


def test_a_worker_that_dies_is_told_of() -> None:
    with ProcessPoolExecutor(1) as pool, pytest.raises(BrokenProcessPool) as caught:
        pool.submit(_die).result()
    assert plainly(caught.value) == KILLED


def test_what_befalls_a_stage_beside_is_told_as_plainly() -> None:
    def fill_the_disk() -> dict[str, int]:
        raise OSError(errno.ENOSPC, "No space left on device", str(Path("shard")))

    with pytest.raises(StageFailedError) as caught:
        Beside("search", fill_the_disk).result()
    assert plainly(caught.value) == 'cannot write or read "shard": no space is left on the disk'
