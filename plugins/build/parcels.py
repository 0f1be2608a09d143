"""What a task shares with workers that were not forked from the build: packed once, unpacked once by each of them.

A parcel is a pickle of our own making, in the folder that build and workers share, gone when the task has ended; it is
opened by the workers of the same build alone. Some are packed in ways of their own: an Archive in a parcel apart, once
for all tasks of a build; Jinja's environment holds compiled templates, which do not pickle, and goes as the recipe to
make it again; paths below folders that lie elsewhere for a worker go as the folder's name and the rest. Workers keep
the last few parcels, since they work for a stage and one beside it at a time.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from jinja2 import BaseLoader, Environment, FileSystemLoader

from plugins.build.last import LastBuild

if TYPE_CHECKING:
    from plugins.archive.archive import Archive

_CODE: Final = Path(__file__).resolve().parents[1]
_OPTIONS: Final = ("autoescape", "undefined", "trim_blocks", "lstrip_blocks", "keep_trailing_newline", "auto_reload")
_KEPT: Final = 4
_PATH: Final = type(Path())
_archives: dict[int, tuple[Archive, Path]] = {}

# Folders by name, as they lie on this machine; the name means the same on all.
Roots = tuple[tuple[str, str], ...]


class OtherCodeError(Exception):
    """A worker runs another version of the program."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("a worker runs other code than the build; start all workers from the build's own folder")


class TakesOverError(Exception):
    """A task takes files over from the last build, which lies on the build's own machine."""


class UnseenFolderError(Exception):
    """A worker does not see the folder that all must share."""

    def __init__(self, folder: str) -> None:
        """Name the folder."""
        super().__init__(
            f'a worker cannot read "{folder}"; content, output and cache must lie where all workers see them, '
            "or STORE name a store that they reach"
        )


@contextmanager
def left_for_workers(folder: Path, shared: object, roots: Roots = ()) -> Iterator[str]:
    """Leave what a task shares in the folder, as long as it lasts; where it lies.

    Where `roots` are given, raises TakesOverError for what only this machine has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"parcel-{os.urandom(16).hex()}"
    try:
        with path.open("wb") as file:
            file.write(code_version())
            _Packer(file, folder, roots).dump(shared)
        yield str(path)
    finally:
        path.unlink(missing_ok=True)


@lru_cache(maxsize=_KEPT)
def unpacked(path: str, roots: Roots = ()) -> Any:  # noqa: ANN401 (the task knows what it shares)
    """What lies in a parcel, as this worker keeps it. Raises UnseenFolderError, OtherCodeError."""
    try:
        packed = Path(path).read_bytes()
    except OSError as error:
        raise UnseenFolderError(str(Path(path).parent)) from error
    if not packed.startswith(code_version()):
        raise OtherCodeError
    inner = io.BytesIO(memoryview(packed)[len(code_version()) :])
    return _Unpacker(inner, Path(path).parent, roots).load()


class _Packer(pickle.Pickler):
    """Packs everything but archives, which it leaves beside, and paths below the roots."""

    def __init__(self, file: io.BufferedWriter, folder: Path, roots: Roots) -> None:
        """Pack into a file of a folder."""
        from plugins.archive.archive import Archive  # noqa: PLC0415 (most builds pack none, and some have none)

        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._apart = Archive
        self._folder, self._roots = folder, tuple((name, Path(root)) for name, root in roots)

    def persistent_id(self, thing: object) -> tuple[str, str] | None:
        """Where an archive or a path lies; of all else, nothing."""
        kind = type(thing)
        if kind is self._apart:
            return "", _place_of(cast("Archive", thing), self._folder)
        if self._roots and kind is LastBuild:
            raise TakesOverError
        return self._below_root(cast("Path", thing)) if self._roots and kind is _PATH else None

    def _below_root(self, path: Path) -> tuple[str, str] | None:
        """The innermost root above a path, and the rest."""
        above = [(len(root.parts), name, root) for name, root in self._roots if path.is_relative_to(root)]
        return next(((name, str(path.relative_to(root))) for _, name, root in sorted(above, reverse=True)), None)

    def reducer_override(self, thing: object) -> Any:  # noqa: ANN401 (as pickle has it)
        """How to make an environment again, or what loads templates from folders; all else as ever."""
        if isinstance(thing, Environment):
            return _environment, _recipe(thing)
        if self._roots and type(thing) is FileSystemLoader:
            return _loader, ([Path(folder) for folder in thing.searchpath], thing.encoding, thing.followlinks)
        return NotImplemented


class _Unpacker(pickle.Unpickler):
    """Unpacks what the packer packed."""

    def __init__(self, file: io.BytesIO, folder: Path, roots: Roots) -> None:
        """Unpack from a file of a folder."""
        super().__init__(file)
        self._folder, self._roots = folder, dict(roots)

    def persistent_load(self, place: tuple[str, str]) -> Archive | Path:
        """The archive at its place, as this worker keeps it; a path below a root of this machine."""
        root, name = place
        return Path(self._roots[root]) / name if root else _archive_at(str(self._folder / name))


def _place_of(archive: Archive, folder: Path) -> str:
    """The name of an archive's file in the folder, packed when it is first asked for."""
    known = _archives.get(id(archive))
    if known is None or known[1].parent != folder or not known[1].is_file():
        path = folder / f"parcel-{os.urandom(16).hex()}"
        path.write_bytes(pickle.dumps(archive, pickle.HIGHEST_PROTOCOL))
        known = _archives[id(archive)] = (archive, path)
    return known[1].name


@lru_cache(maxsize=1)
def _archive_at(place: str) -> Archive:
    """An archive that a build left."""
    with Path(place).open("rb") as packed:
        return cast("Archive", pickle.load(packed))  # noqa: S301 (the build's own, in the build's own folder)


_Recipe = tuple[type[Environment], BaseLoader | None, Mapping[str, Any], Mapping[str, Mapping[str, Any]]]


def _recipe(environment: Environment) -> _Recipe:
    """What an environment is made of: where templates are, its options, and what was added to Jinja's own names."""
    usual = Environment()  # noqa: S701 (looked at, never used)
    named = ("filters", "tests", "globals")
    added = {name: _added(getattr(environment, name), getattr(usual, name)) for name in named}
    return type(environment), environment.loader, {name: getattr(environment, name) for name in _OPTIONS}, added


def _loader(folders: Sequence[Path], encoding: str, followlinks: bool) -> FileSystemLoader:  # noqa: FBT001 (pickle's)
    """What loads templates, on the machine where these are the folders."""
    return FileSystemLoader(folders, encoding, followlinks)


def _added(names: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    """The names that Jinja does not know by itself."""
    return {name: value for name, value in names.items() if usual.get(name) != value}


def _environment(
    kind: type[Environment],
    loader: BaseLoader | None,
    options: Mapping[str, Any],
    added: Mapping[str, Mapping[str, Any]],
) -> Environment:
    """An environment made by its recipe."""
    environment = kind(loader=loader, **options)
    for name, values in added.items():
        getattr(environment, name).update(values)
    return environment


@cache
def code_version() -> bytes:
    """A checksum of the program's own code."""
    digest = hashlib.sha256()
    for path in sorted(_CODE.rglob("*.py")):
        digest.update(path.relative_to(_CODE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()
