"""A place that fsspec reaches: its files by name, read, written and removed; what goes wrong in one plain line.

The only module that knows fsspec. What it knows of kinds of stores: object stores put a file in place whole and keep
headers with it; folders of this or another machine are written beside and renamed; all others are written as they can.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from plugins.build.stores.address import StoreError
from plugins.build.stores.headers import Headers

try:
    from fsspec.core import url_to_fs
    from fsspec.registry import known_implementations
except ImportError:  # only who names a store has it
    url_to_fs = None

_AT_ONCE: Final = 64
_RENAMED: Final = frozenset({"file", "local", "sftp", "ssh"})
_PART: Final = ".minutebook-part"


# What breaks off is told once, by us; fsspec leaves tasks behind, which would tell it once more each.
logging.getLogger("asyncio").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", "coroutine '.*' was never awaited", RuntimeWarning)


class Found(NamedTuple):
    """A file as a store lists it: bytes, and what else the store tells of it."""

    size: int
    told: Mapping[str, Any]


def _of_s3(headers: Headers) -> dict[str, object]:
    return {"ContentType": headers.kind, "CacheControl": headers.cache}


def _of_google(headers: Headers) -> dict[str, object]:
    return {"content_type": headers.kind, "fixed_key_metadata": {"cache_control": headers.cache}}


def _of_azure(headers: Headers) -> dict[str, object]:
    return {"content_settings": {"content_type": headers.kind, "cache_control": headers.cache}}


_OBJECTS: Final = {
    **dict.fromkeys(("s3", "s3a"), _of_s3),
    **dict.fromkeys(("gs", "gcs"), _of_google),
    **dict.fromkeys(("az", "abfs", "abfss"), _of_azure),
}


@contextmanager
def told_plainly(address: str) -> Iterator[None]:
    """Whatever a store's own program raises, as a StoreError."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:  # each store has exceptions of its own
        raise StoreError(address, _words(error)) from error


def _words(error: Exception) -> str:
    """What befell, in one line."""
    said = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
    if isinstance(error, FileNotFoundError):
        return f"there is no such bucket or folder ({said})"
    if isinstance(error, PermissionError):
        return f"permission is denied ({said})"
    return said


class Store:
    """The files below an address. All methods raise StoreError."""

    def __init__(self, address: str) -> None:
        """Open an address; nothing is asked of it yet."""
        if url_to_fs is None:
            raise StoreError(address, "fsspec is not installed; make site, make publish and make workers install it")
        self.address = address
        with told_plainly(address):
            self._fs, root = _opened(address)
        self._root = root.rstrip("/")
        protocol = self._fs.protocol
        self._protocol: str = protocol if isinstance(protocol, str) else protocol[0]
        self._folders = set[str]()

    @property
    def keeps_headers(self) -> bool:
        """Whether each file is kept with one type and one encoding, as object stores do."""
        return self._protocol in _OBJECTS

    def below(self, name: str) -> Store:
        """A folder of the store as a store."""
        return Store(f"{self.address.rstrip('/')}/{name}")

    def files(self) -> dict[str, Found]:
        """All files, by name; none where there is no such folder."""
        with told_plainly(self.address):
            self._fs.invalidate_cache()
            found = self._fs.find(self._root, withdirs=False, detail=True)
        names = ((self._name(path), info) for path, info in found.items())
        return {name: Found(int(info.get("size") or 0), info) for name, info in names if not name.endswith("/")}

    def is_empty(self) -> bool:
        """Whether nothing lies there."""
        with told_plainly(self.address), suppress(FileNotFoundError):
            self._fs.invalidate_cache()
            return not any(path.rstrip("/") != self._root for path in self._fs.ls(self._root, detail=False))
        return True

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; `None` where there is none."""
        with told_plainly(self.address), suppress(FileNotFoundError):
            return bytes(self._fs.cat_file(self._path(name)))
        return None

    def write(self, name: str, content: bytes) -> None:
        """Write a small file."""
        with told_plainly(self.address):
            self._make_folder_of(name)
            self._fs.pipe_file(self._path(name), content)

    def get(self, names: Sequence[str], folder: Path) -> int:
        """Bring files into a folder; how many."""
        with told_plainly(self.address):
            for parent in {(folder / name).parent for name in names}:
                parent.mkdir(parents=True, exist_ok=True)
            here = [str(folder / name) for name in names]
            self._fs.get([self._path(name) for name in names], here, **self._at_once())
        return len(names)

    def put(self, folder: Path, names: Sequence[str], headers: Headers | None = None) -> None:
        """Put files of a folder in their places, many at a time where the store can."""
        with told_plainly(self.address):
            if not self.keeps_headers:
                self._put_in_turn(folder, names)
                return
            kept = _OBJECTS[self._protocol](headers) if headers else {}
            here = [str(folder / name) for name in names]
            self._fs.put(here, [self._path(name) for name in names], batch_size=_AT_ONCE, **kept)

    def remove(self, names: Collection[str]) -> None:
        """Remove files, and folders that they leave empty; what is not there is no matter."""
        if not names:
            return
        with told_plainly(self.address), suppress(FileNotFoundError):
            self._fs.invalidate_cache()
            self._fs.rm([self._path(name) for name in names])
        if not self.keeps_headers:
            self._remove_empty({name.rpartition("/")[0] for name in names})

    def folders(self) -> list[str]:
        """The names of folders that lie here; none where there is no such place."""
        with told_plainly(self.address), suppress(FileNotFoundError):
            self._fs.invalidate_cache()
            found = self._fs.ls(self._root, detail=True)
            return [info["name"].rstrip("/").rpartition("/")[2] for info in found if info["type"] == "directory"]
        return []

    def remove_all(self) -> None:
        """Remove every file, whoever put it there."""
        with told_plainly(self.address), suppress(FileNotFoundError):
            self._fs.invalidate_cache()
            self._fs.rm(self._root, recursive=True)

    def _put_in_turn(self, folder: Path, names: Sequence[str]) -> None:
        """One file after another, each whole when its name appears, where the store can rename."""
        for name in names:
            self._make_folder_of(name)
            place = self._path(name)
            if self._protocol not in _RENAMED:
                self._fs.put_file(str(folder / name), place)
                continue
            self._fs.put_file(str(folder / name), place + _PART)
            self._fs.mv(place + _PART, place)

    def _make_folder_of(self, name: str) -> None:
        """Folders have to be made, but in object stores."""
        parent = self._path(name).rpartition("/")[0]
        if not self.keeps_headers and parent not in self._folders:
            self._fs.makedirs(parent, exist_ok=True)
            self._folders.add(parent)

    def _remove_empty(self, folders: Collection[str]) -> None:
        """Remove those of the folders, and of those above them, that are empty; a store that cannot tell keeps them."""
        above = {
            "/".join(parts[:end]) for f in folders if f for parts in [f.split("/")] for end in range(1, len(parts) + 1)
        }
        for name in sorted(above, key=len, reverse=True):
            self._folders.discard(self._path(name))
            with suppress(Exception):
                if not self._fs.ls(self._path(name), detail=False):
                    self._fs.rmdir(self._path(name))

    def _at_once(self) -> dict[str, int]:
        """How to ask for many files at a time."""
        return {"batch_size": _AT_ONCE} if getattr(self._fs, "async_impl", False) else {}

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _name(self, path: str) -> str:
        """The name of a file of which the store gives the path. One that could lead out of a folder is refused."""
        name = path.removeprefix(f"{self._root}/")
        if name == path or not all(part not in {"", ".", ".."} for part in name.rstrip("/").split("/")):
            raise StoreError(self.address, f'"{path}" cannot be the name of a file here')
        return name


def _opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    protocol = address.partition("://")[0].rpartition("::")[2]
    if protocol not in known_implementations and protocol not in _RENAMED:
        raise StoreError(address, f'fsspec knows no "{protocol}"; it knows {", ".join(sorted(known_implementations))}')
    try:
        return url_to_fs(address, skip_instance_cache=True)  # type: ignore[no-any-return]
    except ImportError as error:
        raise StoreError(address, f"{error}; then .venv/bin/pip install it") from error
