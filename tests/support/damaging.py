"""What a build kept for the next, damaged: files of every kind, in every way in which a disk or a person can do it.

Two states of one archive, a word apart, are built in turn into one folder. Before each build something is damaged that
the last one kept; what is built then must be what a clean build makes, and nobody must be told more than a line of it.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.site import ROOT, build_command, snapshot

_ALL: Final = "all of its kind"
_ONE: Final = "one of its kind"
EXTENTS: Final = (_ALL, _ONE)
# Numbers and checksums tell files of a kind apart; a name that is a word tells a kind.
_NUMBERED: Final = re.compile(r"(?<![a-z])[0-9a-f]*[0-9][0-9a-f]*(?![a-z])|\b[0-9a-f]{6,}\b")
_STAGE: Final = re.compile(r"\w+: [0-9.]+ s, |$")
_COPY: Final = re.compile(r"(\*\.second/).*")


@dataclass(slots=True)
class DamagedSite:
    """An archive with what builds of it keep; `clean` is what clean builds make of its two states.

    Beside it lies a stranger's cache: the same kinds of files of another archive.
    """

    folder: Path
    chance: random.Random
    clean: tuple[dict[str, bytes], dict[str, bytes]]
    turn: int = 0

    @property
    def cache(self) -> Path:
        """What builds keep."""
        return self.folder / "cache"

    def kinds(self) -> dict[str, list[Path]]:
        """The files that are kept, by kind."""
        return kinds_in(self.cache)


def kinds_in(cache: Path) -> dict[str, list[Path]]:
    """The files of a cache, by kind: the place where they lie, with a star for what tells one from others."""
    found: dict[str, list[Path]] = {}
    for folder, folders, files in os.walk(cache):
        folders[:] = [name for name in folders if not name.endswith((".laying", ".gone"))]  # of work that goes on
        for path in (Path(folder, name) for name in files if not name.endswith(".lock")):
            kind = _COPY.sub(r"\1", _NUMBERED.sub("*", path.relative_to(cache).as_posix()))
            found.setdefault(kind, []).append(path)
    return {kind: sorted(found[kind]) for kind in sorted(found)}


def damaged_site(folder: Path, *, items: int, seed: int) -> DamagedSite:
    """A synthetic archive to damage, built. Its two states are in the folders `0` and `1`."""
    stranger = folder / "stranger"
    for place, number in ((folder / "0", seed), (stranger / "0", seed + 1)):
        command = [sys.executable, "scripts/make_archive.py", "--items", str(items), "--seed", str(number), "--content"]
        subprocess.run([*command, str(place)], cwd=ROOT, check=True, capture_output=True)
        (place / "pages").mkdir()
        (place / "pages/about.md").write_text("Title: About\n\nWhat this is.\n")
    site = DamagedSite(folder, random.Random(seed), ({}, {}))
    record = site.chance.choice(sorted((folder / "0").glob("meetings/*/*.yaml")))
    texts = [record.read_text(), re.sub(r"(?<=[a-z] )the(?= [a-z])", "zylophone", record.read_text(), count=1)]
    shutil.copytree(folder / "0", folder / "1")
    (folder / "1" / record.relative_to(folder / "0")).write_text(texts[1])
    for state in (0, 1):
        _checked(_built(folder / str(state), folder / "clean", folder / "clean-cache"))
        site.clean[state].update(snapshot(folder / "clean"))
        for made in ("clean", "clean-cache"):
            shutil.rmtree(folder / made)
    _checked(_built(stranger / "0", stranger / "output", stranger / "cache"))
    begin_anew(site)
    return site


def begin_anew(site: DamagedSite) -> None:
    """Build the site from nothing, and then what a word changes, so that all is there that builds keep."""
    for folder in (site.cache, site.folder / "output"):
        shutil.rmtree(folder, ignore_errors=True)
    for _ in range(2):
        if wrong := build_next(site):
            raise AssertionError(wrong)


def build_next(site: DamagedSite) -> str:
    """Build the other state; what is wrong with what came of it, in words."""
    site.turn += 1
    state = site.turn % 2
    _lay(site.folder / str(state), site.folder / "content")
    done = _built(site.folder / "content", site.folder / "output", site.cache)
    said = [line for line in done.stderr.splitlines() if not _STAGE.match(line)]
    if done.returncode or len(said) > 1 or "Traceback" in done.stdout:
        return f"status {done.returncode}: {done.stdout[-600:]}{done.stderr[-1500:]}"
    found, expected = snapshot(site.folder / "output"), site.clean[state]
    wrong = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    return f"{len(wrong)} files are not as a clean build makes them: {wrong[:8]}" if wrong else ""


def _lay(state: Path, content: Path) -> None:
    """Have the content be a state, of which no more is written than differs."""
    if not content.exists():
        shutil.copytree(state, content)
    for path in state.rglob("*.yaml"):
        record = content / path.relative_to(state)
        if record.read_bytes() != path.read_bytes():
            record.write_bytes(path.read_bytes())


def _built(content: Path, output: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"WORKERS": "2", "MINUTEBOOK_CACHE": str(cache)}
    command = build_command(content, output)
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=300)


def _checked(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise AssertionError(done.stdout[-2000:] + done.stderr[-2000:])


# --- harm ------------------------------------------------------------------------------------------------------------


def _a_wrong_byte(code: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(code)) if code else 0
    return code[:place] + bytes([code[place] ^ chance.randrange(1, 256)]) + code[place + 1 :] if code else b"?"


def _cut_short(code: bytes, chance: random.Random) -> bytes:
    return code[: chance.randrange(len(code))] if code else code


def _longer(code: bytes, chance: random.Random) -> bytes:
    return code + chance.randbytes(chance.randrange(1, 40))


def _emptied(_code: bytes, _chance: random.Random) -> bytes:
    return b""


_ALTERED: Final[Mapping[str, Callable[[bytes, random.Random], bytes]]] = {
    "a wrong byte": _a_wrong_byte,
    "cut short": _cut_short,
    "longer": _longer,
    "emptied": _emptied,
}
_GONE: Final = "gone"
_STRANGE: Final = "another archive's"
_SWAPPED: Final = "a neighbour's"
_OF_THE_SITE: Final = ".second/"
HARMS: Final = (*_ALTERED, _GONE, _STRANGE, _SWAPPED)


def harm(site: DamagedSite, kind: str, how: str, extent: str = _ALL) -> list[str]:
    """Damage the files of a kind, or one of them by chance, in a way; which they were.

    What the second copy of the site holds are the very files that readers see, so those are removed or put in the place
    of others, and never written into.
    """
    own = files = site.kinds().get(kind, [])
    if files and (extent == _ONE or _OF_THE_SITE in kind):
        files = [site.chance.choice(files)]
    if _OF_THE_SITE in kind and how in _ALTERED:
        how = _GONE
    others = kinds_in(site.folder / "stranger" / "cache").get(kind, []) if how == _STRANGE else own
    codes = {path: path.read_bytes() for path in {*files, *others}}
    for path in files:
        path.unlink()
        if how in _ALTERED:
            path.write_bytes(_ALTERED[how](codes[path], site.chance))
        elif how != _GONE and others:
            path.write_bytes(codes[site.chance.choice(others)])
    return [path.relative_to(site.cache).as_posix() for path in files]
