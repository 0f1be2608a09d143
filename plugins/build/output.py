"""The output folder: made beside the old one, changed over at the end in one step, never half.

Knows nothing of what is in it. A folder that is not ours is never touched.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from plugins.build.children import hold, let_go

MARKER: Final = ".minutebook"
_MARK: Final = "Minutebook writes this folder; every build replaces what is in it.\n"
_EXCHANGE: Final = 2
_HERE: Final = -100
_CACHES: Final = Path(os.environ.get("MINUTEBOOK_CACHE") or Path(__file__).resolve().parents[2] / ".cache")
_LAST: Final = _CACHES / "last-output"


class ForeignFolderError(Exception):
    """The output folder holds files that no build of ours wrote."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        what = "is not empty and was not made by Minutebook; choose another OUTPUT or empty it"
        super().__init__(f'"{folder}" {what if folder.is_dir() else "is a file; choose another OUTPUT"}')


class BusyFolderError(Exception):
    """Another build is writing the same output."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(f'another build is writing "{folder}"; wait for it to end')


class UnwritableFolderError(Exception):
    """A folder that a build needs cannot be written."""

    def __init__(self, folder: Path, error: OSError) -> None:
        """Name the folder and the system's reason."""
        super().__init__(f'cannot write "{folder}": {error.strerror}')


def cache_folder(output: Path) -> Path:
    """The folder that keeps what builds of this output folder need again, and `search_archive.py` asks."""
    name = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
    return _CACHES / name


def templates_folder() -> Path | None:
    """The folder that keeps templates as they were compiled; `None` where none can be made."""
    folder = _CACHES / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def remember(output: Path) -> None:
    """Note which output folder was built last, for commands that ask about the last build."""
    _LAST.write_text(f"{output.resolve()}\n", encoding="utf-8")


def last_output() -> Path:
    """The output folder of the last build; `output` where there was none."""
    try:
        return Path(_LAST.read_text(encoding="utf-8").rstrip("\n"))
    except (OSError, ValueError):
        return Path("output")


def staging_of(folder: Path) -> Path:
    """The folder beside this one in which its next contents are made."""
    return folder.with_name(f".{folder.name}.building")


def prepare(folder: Path, *, is_ours: bool = False) -> Path:
    """An empty staging folder for this one, which `is_ours` whether or not it says so. What is left there goes.

    Raises ForeignFolderError where the folder holds what is not ours, UnwritableFolderError where nothing can be made.
    """
    staging = staging_of(folder)
    _bring_back(folder)
    for place in (folder, staging):
        if place.exists() and not is_ours and not _is_ours(place):
            raise ForeignFolderError(place)
    if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
        raise UnwritableFolderError(folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    try:
        _remove(staging)
        staging.mkdir(parents=True)
        (staging / MARKER).write_text(_MARK, encoding="utf-8")
    except OSError as error:
        raise UnwritableFolderError(staging, error) from error
    return staging


def _is_ours(folder: Path) -> bool:
    """Whether a folder is empty or bears our mark."""
    return folder.is_dir() and ((folder / MARKER).is_file() or next(folder.iterdir(), None) is None)


def change_over(folder: Path, put_away: Callable[[Path], None] | None = None) -> None:
    """Put the staging folder in the place of the folder, and remove the old one, or have it put away."""
    staging = staging_of(folder)
    if not folder.exists():
        staging.rename(folder)
        return
    old = staging if _exchange(staging, folder) else _change_in_two_steps(staging, folder)
    if put_away is not None:
        put_away(old)
    _remove(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step of the system; false where it has none."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise UnwritableFolderError(other, OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno())))


def _change_in_two_steps(staging: Path, folder: Path) -> Path:
    """The next best thing: the old folder steps aside, the new one takes its place; where the old one is then."""
    aside = _aside(folder)
    _remove(aside)
    folder.rename(aside)
    staging.rename(folder)
    return aside


def _aside(folder: Path) -> Path:
    """Where a folder steps aside to."""
    return folder.with_name(f".{folder.name}.old")


def _bring_back(folder: Path) -> None:
    """Put a folder back in its place where a build was killed between the two steps."""
    if not folder.exists() and (_aside(folder) / MARKER).is_file():
        _aside(folder).rename(folder)


def abandon(folder: Path) -> None:
    """Remove the staging folder of a build that failed, as far as that can be done; the next build does the rest.

    Where the old folder had stepped aside already, it comes back first.
    """
    staging = staging_of(folder)
    with suppress(OSError):
        _bring_back(folder)
        if _is_ours(staging):
            _remove(staging)


def _remove(folder: Path) -> None:
    """Remove a folder of ours, if it is there; its mark goes last, so that what is left by a kill is still ours."""
    if not folder.exists():
        return
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.name != MARKER:
            os.unlink(entry.path)  # noqa: PTH108 (an entry is no Path)
    shutil.rmtree(folder)


@contextmanager
def only_build_of(folder: Path) -> Iterator[None]:
    """Hold the right to build into this folder. Raises BusyFolderError while another process holds it."""
    _CACHES.mkdir(parents=True, exist_ok=True)
    with cache_folder(folder).with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyFolderError(folder) from error
        hold(lock.fileno())
        try:
            yield
        finally:
            let_go(lock.fileno())
