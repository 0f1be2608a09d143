"""What a machine can do to a build, in plain words: a full disk, a folder that cannot be written, a killed worker.

What is the program's own mistake is not told here, and goes on as the exception it is.
"""

from __future__ import annotations

import errno
import os
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from plugins.build.cluster import ClusterError
from plugins.build.options import WrongSettingError
from plugins.build.output import BusyFolderError, ForeignFolderError, UnwritableFolderError
from plugins.build.parcels import OtherCodeError, UnseenFolderError
from plugins.build.stores.address import StoreError

_OUR_OWN: Final = (
    WrongSettingError,
    BusyFolderError,
    ClusterError,
    ForeignFolderError,
    OtherCodeError,
    StoreError,
    UnseenFolderError,
    UnwritableFolderError,
)
KILLED: Final = "a worker process was killed, perhaps because memory ran out; try with fewer WORKERS or more memory"
_WORDS: Final = {
    errno.ENOSPC: "no space is left on the disk",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "a file grows larger than this system allows",
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.EROFS: "the disk can only be read",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.EIO: "the disk fails",
}


class StageFailedError(Exception):
    """A stage that ran beside the others ended badly."""

    def __init__(self, name: str, told: str, plainly: str | None = None) -> None:
        """Name the stage and give what it told; `plainly` is for people, where it was not the program's mistake."""
        super().__init__(f"the stage {name} failed:\n{told}")
        self.plainly = plainly


def plainly(error: BaseException) -> str | None:
    """What befell the build, for the person who runs it; `None` where it is a mistake of the program."""
    if isinstance(error, StageFailedError):
        return error.plainly
    if isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker":
        return KILLED
    if isinstance(error, MemoryError):
        return "memory has run out; try with fewer WORKERS or more memory"
    if isinstance(error, OSError) and error.errno is not None:
        return _of_the_system(error)
    return str(error) if isinstance(error, _OUR_OWN) else None


def _of_the_system(error: OSError) -> str:
    """What the system says, with the file where it names one."""
    words = _WORDS.get(error.errno or 0) or (error.strerror or os.strerror(error.errno or 0)).lower()
    return f'cannot write or read "{error.filename}": {words}' if error.filename else words
