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
from plugins.exports.work import write_exports
from plugins.intake.content import read
from plugins.intake.encode import encode
from plugins.synthetic.chronicle import chronicle
from plugins.synthetic.write import write_records
from tests.support.builders import build_settings

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
    settings = build_settings(folder, workers=2)
    write_exports(_archive(items), settings, None)
    output = settings.output
    return {path.relative_to(output).as_posix(): path.stat().st_size for path in output.rglob("*") if path.is_file()}


def test_bytes_grow_with_the_items_and_no_faster(tmp_path: Path) -> None:
    small, large = _made(SMALL, tmp_path / "small"), _made(LARGE, tmp_path / "large")
    assert sum(large.values()) / LARGE < 1.15 * sum(small.values()) / SMALL
    assert len(large) < 10 * len(small)


def test_items_are_read_at_intake_and_not_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(item: AgendaItem) -> reading.ItemReading:
        nonlocal calls
        calls += 1
        return reading.read_whole(item)

    monkeypatch.setattr("plugins.archive.archive.read_whole", counted)
    write_records(chronicle(SMALL, 7), tmp_path / "content", encode)
    records = read(tmp_path / "content").records
    assert records is not None
    write_exports(link(records)[0], build_settings(tmp_path / "site"), None)
    assert calls == 0
