"""The archives that are measured: content, the built site, and the documents that every engine is given alike."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from functools import cache
from pathlib import Path

import msgspec

from plugins.archive.archive import Archive
from plugins.build.output import cache_folder
from plugins.intake.checked import checked_archive
from plugins.search.catalogue import gather
from plugins.search.documents import SearchDocument, Searched
from tests.support.site import ROOT, build_command

FOLDER = ROOT / ".cache" / "bench-corpora"
_PATIENCE = 1_800
"""Seconds that a site of any size may take."""


class BuildFailedError(Exception):
    """Our own site could not be built."""


class Leaf(msgspec.Struct, frozen=True):
    """A document as any engine can take it: a title, and all other text."""

    id: str
    title: str
    body: str


def synthetic(items: int, seed: int = 1) -> Path:
    """The content of a synthetic archive of so many agenda items; made once for one state of its generator."""
    folder = FOLDER / f"{items}-{seed}-{_state(ROOT / 'plugins' / 'synthetic')}"
    if not (folder / "complete").is_file():
        command = [sys.executable, ROOT / "scripts" / "make_archive.py"]
        given = ["--items", str(items), "--seed", str(seed), "--content", folder / "content"]
        subprocess.run([*command, *given], check=True, capture_output=True)
        (folder / "complete").touch()
    return folder / "content"


def _state(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def archive_of(content: Path) -> Archive:
    """The records of a content folder."""
    archive, findings = checked_archive(content)
    if archive is None:
        raise BuildFailedError("\n".join(finding.message for finding in findings[:5]))
    return archive


def searched(content: Path) -> Searched:
    """All documents of a content folder, as our own search reads them."""
    return gather(archive_of(content))


def leaves(documents: tuple[SearchDocument, ...]) -> list[Leaf]:
    """The documents for other engines: the same words, the title apart."""
    return [Leaf(one.id, one.title, "\n".join(_others(one))) for one in documents]


def _others(document: SearchDocument) -> list[str]:
    texts = [passage.text for passage in document.passages if passage.field != "title"]
    return [*texts, *document.references]


def site(content: Path, name: str) -> Path:
    """The site built of a content folder; its index lies in its cache."""
    output = FOLDER / "sites" / name
    command = build_command(content, output)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    if done.returncode:
        raise BuildFailedError((done.stderr or done.stdout)[-2000:])
    return output


def whoosh_index(output: Path) -> Path:
    """The Whoosh index of a built site."""
    return cache_folder(output) / "whoosh"
