"""What a build was made from and what it made, so that the next one can tell that nothing has changed.

A file is taken for unchanged when its size and times are; one that was written so shortly before it was looked at
that its times could not tell of a further change is compared by its bytes.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from plugins.build import ahead, memo
from plugins.build.last import LastBuild
from plugins.build.looking import Folders, Seen, folder_of, times_of, with_those_above
from plugins.build.output import MARKER
from plugins.build.report import StageReport
from plugins.build.settings import BuildSettings
from plugins.build.standing import Base, Standing, Stock

FILE: Final = "fingerprint"
_ROOT: Final = Path(__file__).resolve().parents[2]
_CODE: Final = ("plugins", "pelicanconf.py", "publishconf.py", "requirements.lock")
_SHARED: Final = "documents"
_YOUNG: Final = 3_000_000_000
_PASSED_OVER: Final = frozenset({"__pycache__"})


class Look(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was: its size in bytes, its times in nanoseconds, and its checksum where the times do not do.

    Of a file that the site shares, `changed` is its number on the disk: to link it counts as a change of it.
    """

    size: int
    modified: int
    changed: int
    checksum: str | None = None


# How the code looked that a process holds which builds later.
_held: dict[str, Look] = {}


class Fingerprint(msgspec.Struct, frozen=True):
    """What a build was told, by which code, what it was made from, what it made, and what it said.

    `apart` are those files of the output that no stage gives a place in the next output by itself.
    """

    told: tuple[str, ...]
    python: str
    code: str
    sources: dict[str, Look]
    output: Stock
    folders: Folders
    apart: tuple[str, ...] = ()
    stages: tuple[tuple[str, dict[str, int]], ...] = ()
    said: str = ""
    warnings: int = 0


def told(settings: BuildSettings) -> tuple[str, ...]:
    """What changes the output without being in a file."""
    return (str(settings.content), str(settings.theme), settings.site_url, str(settings.strict), settings.others)


def sources(settings: BuildSettings) -> dict[str, Look]:
    """How every file that a build reads looks now."""
    now = time.time_ns()
    roots = (settings.content, settings.theme, *(_ROOT / name for name in _CODE))
    shared = f"{settings.content}{os.sep}{_SHARED}{os.sep}"
    found = (each for root in roots for each in _below(str(root)))
    return {path: (_look_of_shared if path.startswith(shared) else _look)(path, entry, now) for path, entry in found}


def _look(path: str, status: os.stat_result, now: int) -> Look:
    """One file as it looks now."""
    is_young = max(status.st_mtime_ns, status.st_ctime_ns) > now - _YOUNG and stat.S_ISREG(status.st_mode)
    return Look(status.st_size, status.st_mtime_ns, status.st_ctime_ns, _checksum(path) if is_young else None)


def _look_of_shared(path: str, status: os.stat_result, now: int) -> Look:
    """The same of a file that the site has under another name."""
    is_young = status.st_mtime_ns > now - _YOUNG and stat.S_ISREG(status.st_mode)
    return Look(status.st_size, status.st_mtime_ns, status.st_ino, _checksum(path) if is_young else None)


def _checksum(path: str) -> str:
    """The checksum of a file's bytes; of one that cannot be read, none that any other has."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError as error:
        return f"unreadable {error.errno} {time.time_ns()}"


def _below(root: str) -> Iterator[tuple[str, os.stat_result]]:
    """All files below a folder, or the file itself."""
    if not os.path.isdir(root):  # noqa: PTH112 (this runs over every file of an archive)
        yield from ((root, os.stat(root)) for _ in range(os.path.exists(root)))  # noqa: PTH110, PTH116
        return
    with os.scandir(root) as found:
        entries = [*found]
    # A site that was built inside the content folder is no source of the next.
    for entry in () if any(entry.name == MARKER for entry in entries) else entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path) if entry.name not in _PASSED_OVER else ()
        # No record can name a file whose name is no UTF-8, and the fingerprint could not hold it.
        elif entry.path.isascii() or _is_utf8(entry.path):
            yield entry.path, entry.stat(follow_symlinks=entry.is_file())


def add(standing: Standing, output: Path, files: Iterable[str]) -> None:
    """Add files of an output folder to those that stand there."""
    looks = ((file, os.stat(f"{output}/{file}")) for file in files)  # noqa: PTH116
    standing.update((file, (look.st_size, look.st_mtime_ns)) for file, look in looks)


def as_it_stood(last: Fingerprint) -> Seen:
    """The output as a build left it."""
    return Seen(Standing(Base(last.output)), last.folders)


def with_new_folders(seen: Seen, output: Path, standing: Standing) -> Seen:
    """The output as it stands, where files were added since it was seen."""
    added = {folder_of(file) for file in standing.other if file not in seen.files}
    return Seen(standing, seen.folders | times_of(output, with_those_above(added)))


def _is_utf8(path: str) -> bool:
    """Whether a path is text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


@cache
def code() -> str:
    """A checksum of all that makes pages out of records, but the theme, as it was when first asked."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for name in _CODE for path, _ in _below(str(_ROOT / name))):
        digest.update(path.encode() + b"\0" + hashlib.sha256(Path(path).read_bytes()).digest())
    return digest.hexdigest()


class Sources(NamedTuple):
    """The files that a build reads: how they look, which are as the last build found them, and which are not."""

    looks: dict[str, Look]
    unchanged: AbstractSet[str]
    changed: frozenset[str]

    def stand_below(self, *roots: str) -> bool:
        """Whether nothing has changed in these folders, or files."""
        return not any(path == root or path.startswith(f"{root}{os.sep}") for path in self.changed for root in roots)


def compared(now: dict[str, Look], last: Fingerprint | None) -> Sources:
    """The sources as they look, beside what the last build found."""
    before = last.sources if last else {}
    if now == before and all(look.checksum is None for look in now.values()):
        return Sources(now, now.keys(), frozenset())
    unchanged = {path for path, look in now.items() if path in before and is_same(path, before[path], look)}
    return Sources(now, unchanged, frozenset((now.keys() | before.keys()) - unchanged))


def hold_code() -> None:
    """Note how the code looks that this process is about to load, which may build only when the code is another."""
    now = time.time_ns()
    _held.update((path, _look(path, entry, now)) for root in _code_roots() for path, entry in _below(root))


def holds_other_code(found: Sources) -> bool:
    """Whether the code is other than it was when this process noted it: what it has loaded would be taken for this."""
    if not _held:
        return False
    roots, starts = frozenset(_code_roots()), tuple(f"{root}{os.sep}" for root in _code_roots())
    now = {path: look for path, look in found.looks.items() if path in roots or path.startswith(starts)}
    return now.keys() != _held.keys() or not all(is_same(path, _held[path], look) for path, look in now.items())


def _code_roots() -> tuple[str, ...]:
    """The folders and files of the code."""
    return tuple(str(_ROOT / name) for name in _CODE)


def code_now(last: Fingerprint | None, found: Sources) -> str:
    """The same as `code`, which need not read again what has not changed since the last build."""
    if last is None or last.python != sys.version or not found.stand_below(*(str(_ROOT / name) for name in _CODE)):
        return code()
    return last.code


def left_by(settings: BuildSettings, last: Fingerprint | None, found: Sources, seen: Seen) -> LastBuild | None:
    """What may be taken over from the last build; `None` where there is none by the same code."""
    if last is None or last.code != code_now(last, found):
        return None
    files = seen.files.unchanged() if told(settings) == last.told else frozenset[str]()
    left = LastBuild(settings.final_output, settings.final_cache, files, found.unchanged)
    is_whole = len(files) == len(seen.files.base.names)
    return replace(left, same_theme=found.stand_below(str(settings.theme)), is_whole=is_whole)


def is_same(path: str, before: Look, now: Look) -> bool:
    """Whether a file holds what it held."""
    if before.checksum is not None:
        return before.size == now.size and before.checksum == (now.checksum or _checksum(path))
    return before == now


def load(cache: Path) -> Fingerprint | None:
    """The fingerprint that the last build left; `None` where there is none that can be read."""
    try:
        last: Fingerprint = ahead.read(cache / FILE, partial(memo.unsealed, kind=Fingerprint))
    except (OSError, ValueError):
        return None
    return last


def save(cache: Path, fingerprint: Fingerprint) -> None:
    """Leave a fingerprint for the next build."""
    (cache / FILE).write_bytes(memo.sealed(fingerprint))


def counted(stages: Iterable[StageReport]) -> tuple[tuple[str, dict[str, int]], ...]:
    """What the stages counted, to be said again."""
    return tuple((stage.name, dict(stage.counts)) for stage in stages)
