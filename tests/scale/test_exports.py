"""Exports at a thousand and ten thousand items: counts of work and shape of growth. Times belong to the bench."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugins.archive import reading
from plugins.archive.archive import Archive
from plugins.archive.link import Records, link
from plugins.archive.places import AnyRecord
from plugins.archive.records import AgendaItem, ArchiveSettings, Committee, Decision, Issue, Meeting, Person
from plugins.exports import desk
from plugins.exports.work import Folders, write_exports
from plugins.synthetic.chronicle import chronicle

pytestmark = pytest.mark.scale

SMALL, LARGE = 1_000, 10_000


def _archive(items: int) -> Archive:
    records = list(chronicle(items, 7))

    def of(kind: type[AnyRecord]) -> Any:
        return tuple(record for record in records if isinstance(record, kind))

    (settings,) = of(ArchiveSettings)
    kinds = {"committees": Committee, "meetings": Meeting, "issues": Issue, "people": Person, "decisions": Decision}
    return link(Records(settings=settings, **{name: of(kind) for name, kind in kinds.items()}))[0]


def _made(items: int, folder: Path) -> dict[str, int]:
    output, scratch = folder / "output", folder / "scratch"
    output.mkdir(parents=True)
    scratch.mkdir()
    write_exports(_archive(items), Folders(output, scratch, folder / "documents"), site_url="", workers=2)
    return {path.relative_to(output).as_posix(): path.stat().st_size for path in output.rglob("*") if path.is_file()}


def test_bytes_grow_with_the_items_and_no_faster(tmp_path: Path) -> None:
    small, large = _made(SMALL, tmp_path / "small"), _made(LARGE, tmp_path / "large")
    assert sum(large.values()) / LARGE < 1.15 * sum(small.values()) / SMALL
    assert len(large) < 10 * len(small)


def test_each_item_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(item: AgendaItem) -> reading.ItemReading:
        nonlocal calls
        calls += 1
        return reading.read_whole(item)

    monkeypatch.setattr("plugins.archive.archive.read_whole", counted)
    monkeypatch.setattr(desk, "read_item", counted)
    for folder in ("output", "scratch"):
        (tmp_path / folder).mkdir()
    folders = Folders(tmp_path / "output", tmp_path / "scratch", tmp_path / "documents")
    write_exports(_archive(SMALL), folders, site_url="", workers=1)
    assert calls == SMALL
