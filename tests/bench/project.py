"""Our own code as it stands when the bench begins, on a fast disk: what is edited meanwhile changes no measurement."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from plugins.build.output import cache_folder
from tests.bench.measuring import Cost, measured
from tests.bench.tables import say
from tests.support.site import ROOT

_PARTS = ("plugins", "theme", "scripts", "pelicanconf.py", "publishconf.py")
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one
_ROOM = 6_000_000_000
_AN_ITEM = 200_000
_OURS_ALONE = 90_000
"""Bytes on the disk for an item: of all sites and indexes, or of our records, output and cache, old and new."""


class NoRoomError(Exception):
    """There is too little room to build in."""


@contextmanager
def working_folder(given: Path | None, items: int = 0) -> Iterator[Path]:
    """A folder to build so many items in, gone afterwards: as given, else in memory if there is room, else on the disk.

    Filling folders that have just been emptied is slow on some disks, and would drown everything else.
    """
    roomy = _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > max(_ROOM, items * _AN_ITEM)
    place = given or (_IN_MEMORY if roomy else None)
    if place:
        place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="minutebook-bench-", dir=place) as folder:
        yield Path(folder)


def make_room(work: Path, items: int, *, peers: bool) -> None:
    """Say how much room builds of so many items take where they take much. Raises NoRoomError where it is not there."""
    work.mkdir(parents=True, exist_ok=True)
    needed, free = items * (_AN_ITEM if peers else _OURS_ALONE) / 1e9, shutil.disk_usage(work).free / 1e9
    told = f"about {needed:,.1f} GB are needed in {work}; {free:,.1f} GB are free"
    if needed > free:
        raise NoRoomError(told)
    say(f"  {told}")


class Project(msgspec.Struct, frozen=True):
    """A copy of our code, with builds of its own."""

    folder: Path

    def build(
        self, content: Path, output: Path, *, stages: Sequence[str] = (), workers: int = 0, said: str = ""
    ) -> Cost:
        """One build, of all stages or some, by all processors or so many; `said` names a file for its words."""
        command = [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", "pelicanconf.py"]
        listed = ", ".join(f'"plugins.{stage}.plugin"' for stage in stages)
        chosen = ["-e", f"PLUGINS=[{listed}]"] if stages else []
        return measured([*command, *chosen], self.folder, self.environment(workers), said)

    def environment(self, workers: int = 0) -> Mapping[str, str]:
        """What builds find in their environment, whatever the bench itself was given."""
        own = {"WORKERS": str(workers or os.cpu_count() or 1), "MINUTEBOOK_CACHE": str(self._caches)}
        return own | dict.fromkeys(("SITEURL", "PROFILE", "PYTHONDONTWRITEBYTECODE"), "")

    @property
    def _caches(self) -> Path:
        return self.folder / ".cache"

    def forget(self, output: Path) -> None:
        """Make the next build of an output start from nothing."""
        output.parent.mkdir(parents=True, exist_ok=True)
        kept = [*self._caches.glob(f"*{cache_folder(output).name}*"), *output.parent.glob(f".{output.name}*")]
        for path in (output, self._caches / "templates", *kept):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)


def copied(work: Path) -> Project:
    """The project's code copied into a folder."""
    folder = work / "project"
    for part in _PARTS:
        source = ROOT / part
        folder.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, folder / part)
    return Project(folder)
