"""A second copy of the site, kept from one build to the next, in which the next site is made.

Its files are second names for those of the site, so it costs the disk its folders and no more. A build that changes
little then has little to do: no file that stays needs to be linked. What is made again is taken out of the copy first,
since whoever wrote into a file there would write into the site that readers see.

The copy lies beside the cache. A note tells which build it belongs to; it goes before the copy is touched, and it is
written when all is done. A copy without a note, or with another build's, is not to be trusted, and goes. What makes a
copy while nobody waits holds a lock: a build that comes so soon waits for it, which takes less than to link all itself.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final, TextIO

import msgspec

from plugins.build.children import hold
from plugins.build.looking import (
    NOTHING,
    Folders,
    Seen,
    add_listed,
    changed_folders,
    folder_of,
    look,
    times_of,
    with_those_above,
)
from plugins.build.output import MARKER
from plugins.build.standing import Standing
from plugins.build.unwaited import clear, while_nobody_waits
from plugins.build.workers import in_chunks

LARGE: Final = 2_000  # files; below it nobody would notice the time that linking them takes
_MOST: Final = 4  # where more than one in so many files is another, the copy is made anew
_LINKED_AT_ONCE: Final = 1_000
_PATIENCE: Final = 30.0  # seconds that a build waits for who makes the copy
_OFTEN: Final = 0.01


class Note(msgspec.Struct, frozen=True, array_like=True):
    """What a copy is like: the mark of the build that it belongs to, its own number on the disk, its folders' times."""

    build: tuple[int, int]
    number: int
    folders: Folders


class SecondCopy:
    """The copy at a place. `fingerprint` is the file that every build leaves in the cache, another one each time."""

    def __init__(self, place: Path, fingerprint: Path) -> None:
        """Nothing is touched yet."""
        self._place, self._fingerprint = place, fingerprint
        self._note = place.with_name(f"{place.name}.note")
        self._lock = place.with_name(f"{place.name}.lock")
        self._site = NOTHING
        self._gone: AbstractSet[str] = frozenset()
        self._folders: Folders | None = None
        self._shared: Standing | None = None

    def take(self, staging: Path, site: Seen, gone: AbstractSet[str] | None) -> bool:
        """Put the copy in the place of the staging folder, which bears but its mark; whether it stands there.

        `site` is the site as it looks, `gone` are those files that the last build made and the next one may not have
        too; the others stand there then. Where that is `None`, or the copy is not to be trusted, none do.
        """
        self._site = site
        note = self._trusted_in_time() if gone is not None else None
        if gone is None or note is None or not _put_in_place_of(self._place, staging):
            self.discard()
            return False
        _unlink(staging, gone)
        touched = set(map(folder_of, gone))
        self._folders = note.folders | dict.fromkeys(touched, 0)
        self._gone = gone
        return True

    def discard(self) -> None:
        """Have the copy removed while nobody waits, and what others left that were killed at it."""
        self._note.unlink(missing_ok=True)
        clear(self._place)

    def _beside(self, what: str) -> Path:
        """A place beside the copy that is this process's own."""
        return self._place.with_name(f"{self._place.name}.{os.getpid()}.{what}")

    def _trusted_in_time(self) -> Note | None:
        """The same as `_trusted`, when nobody makes the copy any more."""
        until = time.monotonic() + _PATIENCE
        with suppress(OSError), self._lock.open("w") as lock:
            while not _taken(lock):
                if time.monotonic() > until:
                    return None  # it is stopped, or starved: without it the build takes longer, but ends
                time.sleep(_OFTEN)
        return self._trusted()

    def _trusted(self) -> Note | None:
        """The note of a copy that is to be trusted, which it has no more then."""
        try:
            note = msgspec.msgpack.decode(self._note.read_bytes(), type=Note)
            is_ours = (note.build, note.number) == (_mark_of(self._fingerprint), self._place.stat().st_ino)
            self._note.unlink()
        except (OSError, msgspec.DecodeError):
            return None
        return note if is_ours and not changed_folders(self._place, note.folders) else None

    def look_at(self, staging: Path) -> Seen:
        """The staging folder as it looks, when all stages that take files over have been at it."""
        if self._folders is None:
            seen = look(staging)
            return Seen(seen.files.told_by(self._site.files.base), seen.folders)
        changed = changed_folders(staging, self._folders)
        _remove_empty(staging, changed)
        stood = self._site.files.copy()
        stood.drop([*self._gone, *(file for folder in changed for file in stood.directly_in(folder))])
        self._shared = stood.copy()
        seen = Seen(stood, {name: time for name, time in self._folders.items() if name not in changed})
        add_listed(staging, changed, seen, self._folders)
        return seen

    def put_away(self, old: Path) -> None:
        """Keep the site before this one, which has stepped aside; what it has of this one can stay."""
        self._note.unlink(missing_ok=True)
        try:
            shutil.rmtree(self._place, ignore_errors=True)
            old.rename(self._place)
        except OSError:
            shutil.rmtree(old)  # it lies on another disk

    def bring_up(self, output: Path, now: Seen) -> None:
        """Make the copy like the site that stands now. Where that takes long, it is done while nobody waits."""
        maybe = self._not_shared(now)
        alike = maybe.difference(now.files.other, self._site.files.other, self._site.files.gone)
        renew, lay = partial(self._bring_up, output, now, maybe, alike), partial(self._lay, output, now)
        if len(alike) >= LARGE:
            self._while_nobody_waits(lambda: renew() or lay())
        elif not renew():
            self._while_nobody_waits(lay)

    def _while_nobody_waits(self, work: Callable[[], object]) -> None:
        """Do the work in a process of its own, for which only the next build waits."""
        with self._lock.open("w") as lock:
            with suppress(OSError):  # it is held by who made the copy of a site that is no more, and will see it
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            while_nobody_waits(partial(_holding, lock.fileno(), work))

    def _not_shared(self, now: Seen) -> set[str]:
        """The files that the copy may not have as the site has them: they were made, or linked, one by one."""
        if self._shared is None:
            return set(now.files)
        return (self._shared.gone - now.files.gone) | now.files.other.keys()

    def _bring_up(self, output: Path, now: Seen, maybe: AbstractSet[str], alike: Iterable[str]) -> bool:
        """Renew the copy if most can stay, else discard it; false where one is to be laid, not of a small site."""
        other = maybe - {file for file in alike if _is_same(self._place, output, file)}
        if len(other) * _MOST <= len(now.files) and self._renew(output, now, other):
            return True
        self.discard()
        return len(now.files) < LARGE

    def _renew(self, output: Path, now: Seen, other: AbstractSet[str]) -> bool:
        """Take away what the site before had otherwise, and link what is other now; false where that cannot be done."""
        gone = now.files.lost_since(self._site.files) | other
        touched = with_those_above(map(folder_of, gone)) | (self._site.folders.keys() - now.folders.keys())
        try:
            number, mark = self._place.stat().st_ino, _mark_of(self._fingerprint)
            if changed_folders(self._place, self._site.folders):
                return False  # somebody was at the site before while this one was made
            _unlink(self._place, gone)
            _link(output, self._place, other)
            _remove_empty(self._place, touched)
            times = {name: time for name, time in self._site.folders.items() if name not in touched}
            self._leave_note(Note(mark, number, times | times_of(self._place, touched)))
        except OSError:
            return False  # the copy is not there, or files cannot be linked
        return True

    def _lay(self, output: Path, now: Seen) -> None:
        """Make the copy from nothing, unless another build comes first."""
        laying, mark = self._beside("laying"), _mark_of(self._fingerprint)
        for left in self._place.parent.glob(f"{self._place.name}.*.laying"):
            shutil.rmtree(left, ignore_errors=True)
        try:
            for part in in_chunks(list(now.files), _LINKED_AT_ONCE):
                _link(output, laying, part)
                if _mark_of(self._fingerprint) != mark:
                    break
            else:
                times, number = times_of(laying, now.folders), laying.stat().st_ino
                laying.rename(self._place)
                self._leave_note(Note(mark, number, times))
        except OSError:
            pass  # files cannot be linked, the site is gone, or another copy is there
        shutil.rmtree(laying, ignore_errors=True)

    def _leave_note(self, note: Note) -> None:
        """Say that the copy is to be trusted, if it is still there."""
        if self._place.stat().st_ino == note.number:
            written = self._beside("note")
            written.write_bytes(msgspec.msgpack.encode(note))
            written.replace(self._note)


def copy_of(fingerprint: Path) -> SecondCopy:
    """The second copy of the site that is told of by the fingerprint in a cache."""
    cache = fingerprint.parent
    return SecondCopy(cache.with_name(f"{cache.name}.second"), fingerprint)


def _holding(lock: int, work: Callable[[], object]) -> None:
    """Do the work in a child that has a lock, which none of its own children is to have."""
    hold(lock)
    work()


def _taken(lock: TextIO) -> bool:
    """Whether a lock could be taken at once. Raises OSError where files cannot be locked."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _mark_of(fingerprint: Path) -> tuple[int, int]:
    """What tells a build's fingerprint from all others'. Raises OSError."""
    found = fingerprint.stat()
    return found.st_ino, found.st_mtime_ns


def _put_in_place_of(place: Path, staging: Path) -> bool:
    """Whether a folder could be put in the place of the staging folder, which bears but its mark."""
    mark = (staging / MARKER).read_bytes()
    (staging / MARKER).unlink()
    try:
        place.rename(staging)
    except OSError:
        (staging / MARKER).write_bytes(mark)
        return False
    return True


def _is_same(one: Path, other: Path, file: str) -> bool:
    """Whether two folders have the same file under this name."""
    try:
        return os.path.samefile(f"{one}/{file}", f"{other}/{file}")  # noqa: PTH121 (there may be many)
    except OSError:
        return False


def _unlink(folder: Path, files: Iterable[str]) -> None:
    """Remove those of the files that are there."""
    for file in files:
        with suppress(FileNotFoundError):
            os.unlink(f"{folder}/{file}")  # noqa: PTH108 (there may be many)


def _link(old: Path, new: Path, files: Iterable[str]) -> None:
    """Give files second names. Raises OSError where that cannot be done."""
    for file in files:
        try:
            os.link(f"{old}/{file}", f"{new}/{file}")
        except FileNotFoundError:
            os.makedirs(f"{new}/{folder_of(file)}", exist_ok=True)  # noqa: PTH103
            os.link(f"{old}/{file}", f"{new}/{file}")


def _remove_empty(above: Path, folders: Iterable[str]) -> None:
    """Remove those of the folders in which nothing is, and those that thereby become empty."""
    for folder in folders:
        left = folder
        while left and _is_removed(f"{above}/{left}"):
            left = folder_of(left[:-1])


def _is_removed(folder: str) -> bool:
    try:
        os.rmdir(folder)  # noqa: PTH106 (there may be many)
    except OSError:
        return False
    return True
