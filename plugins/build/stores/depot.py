"""Files sent to workers that see nothing of a build, and those that they wrote sent back, by way of a store.

A build has a folder of its own there, gone when it has ended. Before each task goes what is new since the one before:
the build's cache, the theme, and files that the task reads beside. A worker keeps all that in a folder of its own, so
each file comes to it once; there it works, and what it wrote goes back in one piece for each part of a task. Folders
have names that mean the same on all machines. Nothing here is loaded from fsspec before it is needed.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import msgspec

from plugins.build.stores.address import StoreError

if TYPE_CHECKING:
    from plugins.build.settings import BuildSettings
    from plugins.build.stores.store import Store

FOLDER: Final = ".building"
OUTPUT: Final = "output"
CACHE: Final = "cache"
THEME: Final = "theme"
_WRITTEN: Final = (OUTPUT, CACHE)
_SENT: Final = (CACHE, THEME)
_STAMP: Final = "%Y%m%d%H%M%S"
_OLD: Final = 48 * 3600  # seconds, after which what a killed build left is removed
_NOT_SENT: Final = (-1, -1)
_PIECE: Final = 64 << 20

Roots = tuple[tuple[str, str], ...]
_Look = tuple[int, int]
# The root and the path below it of a file, and its bytes; `None` for a folder.
_Packed = list[tuple[str, str, bytes | None]]


@dataclass(frozen=True, slots=True)
class Load:
    """What a worker must fetch before it can do a part: pieces in their order; and where its parcel lies."""

    address: str
    pieces: tuple[str, ...]
    names: tuple[str, ...]
    parcel: tuple[str, str]


@dataclass(slots=True)
class Depot:
    """A build's folder in a store, as the build sees it. Methods raise StoreError.

    `roots` are the folders that have names. A process that is forked goes on from what had been sent before.
    """

    address: str
    roots: Roots
    _sent: dict[str, _Look | None] = field(default_factory=dict)
    _pieces: list[str] = field(default_factory=list)
    _stores: dict[int, Store] = field(default_factory=dict)

    def send(self, reads: Iterable[Path], parcel: Path) -> Load:
        """Send what workers do not have yet; what they must fetch."""
        folders = dict(self.roots)
        found = {f"{name}/{path}": look for name in _SENT for path, look in looks(folders[name]).items()}
        others = (self._named(path) for path in reads)
        found |= {f"{name}/{rest}": _look(f"{folders[name]}/{rest}") for name, rest in others}
        new = sorted(path for path, look in found.items() if self._sent.get(path, _NOT_SENT) != look)
        for piece in _in_pieces(folders, new):
            self._pieces.append(_put(self._store(), piece))
        self._sent.update((path, found[path]) for path in new)
        names = tuple(name for name, _ in self.roots)
        return Load(self.address, tuple(self._pieces), names, self._named(parcel))

    def receive(self, pieces: Sequence[str]) -> None:
        """Give the files that a worker wrote their places."""
        for piece in pieces:
            _lay_out(_got(self._store(), piece), dict(self.roots))

    def clear(self) -> None:
        """Remove all that was sent, when there is no more to do; what cannot be removed stays till a later build."""
        with suppress(StoreError):
            self._store().remove_all()

    def _store(self) -> Store:
        """The store, by a connection of this process's own: a build forks, and none would survive that."""
        process = os.getpid()
        if process not in self._stores:
            self._stores[process] = _store(self.address)
        return self._stores[process]

    def _named(self, path: Path) -> tuple[str, str]:
        """The innermost root of a path, and the rest."""
        above = [(len(root), name, root) for name, root in self.roots if path.is_relative_to(root)]
        _, name, root = max(above)
        return name, path.relative_to(root).as_posix()


def open_depot(store: str, settings: BuildSettings) -> Depot:
    """A folder for one build in a store, where builds of days ago have left nothing. Raises StoreError."""
    place = _store(f"{store.rstrip('/')}/{FOLDER}")
    for name in place.folders():
        with suppress(ValueError):
            begun = time.mktime(time.strptime(name.partition("-")[0], _STAMP))
            if begun < time.time() - _OLD:
                place.below(name).remove_all()
    folders = {
        OUTPUT: settings.output,
        CACHE: settings.cache,
        THEME: settings.theme,
        "content": settings.content,
        "last-output": settings.final_output,
        "last-cache": settings.final_cache,
    }
    name = f"{time.strftime(_STAMP)}-{os.urandom(16).hex()}"
    return Depot(f"{place.address}/{name}", tuple((name, str(folder)) for name, folder in folders.items()))


class Desk:
    """Where a worker does parts of one build's tasks: folders of its own under the names that all share."""

    def __init__(self, load: Load, scratch: str) -> None:
        """An empty desk in a folder."""
        self.address = load.address
        self.folder = tempfile.mkdtemp(prefix="minutebook-", dir=scratch)
        self.roots: Roots = tuple((name, f"{self.folder}/{name}") for name in load.names)
        self.parcel = Path()
        self._store = _store(load.address)
        self._fetched = set[str]()
        self._known: dict[str, dict[str, _Look | None]] = {}
        for _, root in self.roots:
            Path(root).mkdir()

    def fetch(self, load: Load) -> None:
        """Fetch what is not here yet, and note what lies here before the work."""
        for piece in load.pieces:
            if piece not in self._fetched:
                _lay_out(_got(self._store, piece), dict(self.roots))
                self._fetched.add(piece)
        name, rest = load.parcel
        self.parcel = Path(self.folder) / name / rest
        self._known = self._written()

    def send_back(self) -> tuple[str, ...]:
        """Send back what was written since; under which names."""
        folders, now = dict(self.roots), self._written()
        new = [
            f"{name}/{path}"
            for name, found in now.items()
            for path, look in sorted(found.items())
            if look is not None and self._known[name].get(path) != look
        ]
        pieces = tuple(_put(self._store, piece) for piece in _in_pieces(folders, new))
        shutil.rmtree(folders[OUTPUT])  # nobody reads what is published but the build
        Path(folders[OUTPUT]).mkdir()
        return pieces

    def _written(self) -> dict[str, dict[str, _Look | None]]:
        """How the files look that tasks may write."""
        folders = dict(self.roots)
        return {name: looks(folders[name]) for name in _WRITTEN}

    def close(self) -> None:
        """Remove all that lies here."""
        shutil.rmtree(self.folder, ignore_errors=True)


_desks: list[Desk] = []
_one_at_a_time: Final = threading.Lock()


@contextmanager
def at_work(load: Load, scratch: Callable[[], str]) -> Iterator[Desk]:
    """The desk of this process for a build, with all that was sent. Raises StoreError."""
    with _one_at_a_time:
        if not _desks or _desks[-1].address != load.address:
            _clear_away()
            _desks.append(Desk(load, scratch()))
        _desks[-1].fetch(load)
        yield _desks[-1]


@atexit.register
def _clear_away() -> None:
    """Remove the desk of the build before."""
    while _desks:
        _desks.pop().close()


def _store(address: str) -> Store:
    """The store of an address."""
    from plugins.build.stores.store import Store  # noqa: PLC0415 (it loads fsspec)

    return Store(address)


def looks(folder: str) -> dict[str, _Look | None]:
    """The files below a folder, each with bytes and time of the last change; `None` for a folder."""
    found: dict[str, _Look | None] = {}
    folders = [""] if Path(folder).is_dir() else []
    for above in folders:
        with os.scandir(f"{folder}/{above}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{above}{entry.name}/")
                    found[f"{above}{entry.name}/"] = None
                else:
                    found[above + entry.name] = _look(entry.path)
    return found


def _look(path: str) -> _Look:
    status = os.stat(path)  # noqa: PTH116 (for every file)
    return status.st_size, status.st_mtime_ns


def _in_pieces(folders: Mapping[str, str], paths: Iterable[str]) -> Iterator[_Packed]:
    """Files and folders, packed so that a piece is not much larger than it must be."""
    piece: _Packed = []
    size = 0
    for path in paths:
        name, _, rest = path.partition("/")
        content = None if path.endswith("/") else Path(folders[name], rest).read_bytes()
        piece.append((name, rest, content))
        size += len(content or b"")
        if size > _PIECE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _put(store: Store, piece: _Packed) -> str:
    """Put a piece into the store; its name there."""
    name = os.urandom(16).hex()
    store.write(name, msgspec.msgpack.encode(piece))
    return name


def _got(store: Store, name: str) -> _Packed:
    """A piece from the store. Raises StoreError."""
    content = store.read(name)
    if content is None:
        raise StoreError(store.address, f"{name} is gone; was it removed while the build ran?")
    return msgspec.msgpack.decode(content, type=_Packed)


def _lay_out(piece: _Packed, folders: Mapping[str, str]) -> None:
    """Write the files of a piece, each as a new one: what is there may be the last build's, too."""
    made = set[str]()
    for name, rest, content in piece:
        if ".." in PurePosixPath(rest).parts or rest.startswith("/"):
            raise StoreError(rest, "cannot be the name of a file here")
        path = f"{folders[name]}/{rest}"
        above = path.rpartition("/")[0]
        if above not in made:
            os.makedirs(above, exist_ok=True)  # noqa: PTH103 (for every file)
            made.add(above)
        if content is not None:
            with suppress(FileNotFoundError):
                os.unlink(path)  # noqa: PTH108
            with open(path, "xb") as file:  # noqa: PTH123
                file.write(content)
