"""Imports for tests: sources as texts, into a content folder that can be looked at."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from plugins.importers.bring_in import Wish, bring_in
from plugins.importers.report import Report
from plugins.importers.shelf import Shelf
from plugins.intake.decode import decode
from plugins.intake.encode import encode


def import_paths(content: Path, *paths: Path, wish: Wish | None = None) -> Report:
    """Import files or folders into a content folder."""
    shelf = Shelf(content, lambda kind, text, file, identity: decode(kind, text, file, id=identity), encode)
    return bring_in(paths, shelf, wish or Wish())


def import_texts(content: Path, sources: dict[str, str], *, wish: Wish | None = None) -> Report:
    """Import texts as if they were files of these names."""
    folder = content.parent / "sources"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, text in sources.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return import_paths(content, folder, wish=wish)


def files(content: Path) -> dict[str, str]:
    """The checksum of every file of a content folder by its path."""
    found = sorted(p for p in content.rglob("*") if p.is_file())
    return {p.relative_to(content).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def record(content: Path, name: str) -> dict[str, object]:
    """A record of a content folder as a tree, without where it was read."""
    kinds = {
        "committees": "committee",
        "meetings": "meeting",
        "issues": "issue",
        "people": "person",
        "decisions": "decision",
    }
    text = (content / f"{name}.yaml").read_text(encoding="utf-8")
    value, findings = decode(kinds[name.partition("/")[0]], text, name, id=name.partition("/")[2])
    assert value is not None, findings
    tree: dict[str, object] = without_sources(msgspec.to_builtins(value))
    return tree


def without_sources(value):
    """A tree without the notes of where it was read."""
    if isinstance(value, dict):
        return {key: without_sources(inner) for key, inner in value.items() if key != "sources"}
    return [without_sources(each) for each in value] if isinstance(value, list | tuple) else value
