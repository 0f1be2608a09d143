"""A site put into a store: only what has changed since it was last, in an order in which no reader meets half of it.

What lies there is known from the manifest that lies there, and from a list of the compressed twins, which the manifest
does not name. Before anything is changed the names of all that will be are noted; where a killed upload left such a
note, what it names is put up again, whatever the manifest says. Nothing is removed but what an upload put there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from plugins.build.progress import counted
from plugins.build.stores.address import StoreError
from plugins.build.stores.headers import Headers, headers_of, is_hashed
from plugins.build.stores.store import Store
from plugins.build.stores.turn import our_turn
from plugins.build.workers import in_chunks

MANIFEST: Final = "manifest.json"
MARK: Final = ".minutebook"
CHANGES: Final = ".minutebook-changes"
_TWINS: Final = (".gz", ".br")
_STYLES: Final = "theme/"
_A_PART: Final = 256

Sums = Mapping[str, str]


class _File(msgspec.Struct):
    """A file as the manifest tells of it."""

    bytes: int
    sha256: str


class _Manifest(msgspec.Struct):
    """The manifest of a site."""

    files: dict[str, _File]


class _Mark(msgspec.Struct):
    """The sign that a place is ours, with what lies there beside that which the manifest names."""

    mark: str = "Minutebook puts a site here and replaces what it put here before."
    twins: list[str] = []


class Uploaded(NamedTuple):
    """How many files were put up, with how many bytes, how many were removed, and how many lie there now."""

    files: int
    put_up: int
    bytes_put_up: int
    removed: int


class ForeignStoreError(StoreError):
    """A store holds files that no upload of ours put there."""

    def __init__(self, address: str) -> None:
        """Name the address."""
        super().__init__(address, "it is not empty and was not made by Minutebook; choose another OUTPUT or empty it")


def make_ours(store: Store) -> None:
    """Mark a place as ours: one that is empty or holds a manifest such as ours. Raises ForeignStoreError."""
    if store.read(MARK) is not None:
        return
    if not _named_in(store.read(MANIFEST)) and not store.is_empty():
        raise ForeignStoreError(store.address)
    store.write(MARK, msgspec.json.encode(_Mark()))


def upload(folder: Path, store: Store, machine: str) -> Uploaded:
    """Make the store, which is ours, hold the site of a folder. `machine` is as for `our_turn`. Raises StoreError."""
    wanted = _wanted(folder, with_twins=not store.keeps_headers)
    with our_turn(store, machine) as go_on:
        standing, unsure = _standing(store), _noted(store)
        anew = {name for name, checksum in wanted.items() if name in unsure or standing.get(name) != checksum}
        gone = {name for name in (standing.keys() | unsure) - wanted.keys() if not name.startswith(_STYLES)}
        if not anew and not gone:
            return Uploaded(len(wanted), 0, 0, 0)
        store.write(CHANGES, msgspec.json.encode(sorted(anew | gone)))
        parts = list(_parts(anew, standing))
        for _ in counted((_put(store, folder, part, go_on) for part in parts), [names for _, names in parts]):
            pass
        go_on()
        store.remove(sorted(gone))
        store.write(MARK, msgspec.json.encode(_Mark(twins=sorted(filter(_is_twin_in(wanted), wanted)))))
        store.remove([CHANGES])
    return Uploaded(len(wanted), len(anew), sum((folder / name).stat().st_size for name in anew), len(gone))


def _named_in(content: bytes | None) -> dict[str, str]:
    """The checksums of files that a manifest names, and its own; none where it is not one."""
    try:
        named = msgspec.json.decode(content or b"", type=_Manifest).files
    except msgspec.DecodeError:
        return {}
    return {name: file.sha256 for name, file in named.items()} | {MANIFEST: hashlib.sha256(content or b"").hexdigest()}


def _wanted(folder: Path, *, with_twins: bool) -> dict[str, str]:
    """What is to lie in the store: every file of the site with what changes when it does: a twin with its file."""
    sums = _named_in((folder / MANIFEST).read_bytes())
    twins = [f"{name}{ending}" for name in sums for ending in _TWINS] if with_twins else []
    return _with_twins(sums, (twin for twin in twins if (folder / twin).is_file()))


def _standing(store: Store) -> dict[str, str]:
    """What the last whole upload put there."""
    try:
        twins = msgspec.json.decode(store.read(MARK) or b"", type=_Mark).twins
    except msgspec.DecodeError:
        twins = []
    return _with_twins(_named_in(store.read(MANIFEST)), twins)


def _with_twins(sums: Sums, twins: Iterable[str]) -> dict[str, str]:
    """The files, and those twins whose files are among them."""
    return {**sums, **{twin: f"{sums[twin[:-3]]}{twin[-3:]}" for twin in twins if twin[:-3] in sums}}


def _is_twin_in(files: Mapping[str, str]) -> Callable[[str], bool]:
    """Tells twins: what the manifest names may end as they do."""
    return lambda name: name.endswith(_TWINS) and files.get(name) == f"{files.get(name[:-3])}{name[-3:]}"


def _noted(store: Store) -> frozenset[str]:
    """What a killed upload may have changed."""
    try:
        return frozenset(msgspec.json.decode(store.read(CHANGES) or b"[]", type=list[str]))
    except msgspec.DecodeError:
        return frozenset()


def _parts(names: Collection[str], standing: Collection[str]) -> Iterator[tuple[Headers, list[str]]]:
    """The files in the order in which they go up, those that go together in one row."""

    def place(name: str) -> tuple[int, Headers]:
        return _rank(name, is_new=name not in standing), headers_of(name)

    for (_, headers), row in groupby(sorted(names, key=lambda name: (place(name), name)), place):
        for part in in_chunks(list(row), _A_PART):
            yield headers, list(part)


def _rank(name: str, *, is_new: bool) -> int:
    """What never changes goes first, then what pages name, then new pages, those that may name them, the manifest."""
    file = name.removesuffix(".gz").removesuffix(".br")
    if file == MANIFEST:
        return 4
    if file.endswith(".html"):
        return 2 if is_new else 3
    return 0 if is_hashed(file) else 1


def _put(store: Store, folder: Path, part: tuple[Headers, list[str]], go_on: Callable[[], None]) -> int:
    """Put some files up, where it is still our turn; how many."""
    go_on()
    headers, names = part
    store.put(folder, names, headers)
    return len(names)
