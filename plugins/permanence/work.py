"""Makes what keeps addresses alive: the list of links, answers to old addresses, the ledger, the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from jinja2 import Environment

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding
from plugins.archive.permalinks import GO
from plugins.build.listing import files_in
from plugins.permanence.changes import CHANGES, Changes, check_changes, read_changes
from plugins.permanence.ledger import FOLDER, extended, lost, read_ledger, write_ledger
from plugins.permanence.manifest import MANIFEST, manifest_file, sums
from plugins.permanence.moved import changed_pages
from plugins.permanence.published import LINKS, Published, links_file
from plugins.permanence.redirects import index, origins_of, resolve, shards, witnesses_in


def write_links(output: Path, links: Published, site_url: str) -> None:
    """Write `/links.json`."""
    _write_pieces(output / LINKS, links_file(links, site_url))


def write_answers(archive: Archive, output: Path) -> int:
    """Write what the page `/go/` asks; how many old addresses have an answer."""
    witnesses = tuple(witnesses_in(archive))
    origins = origins_of(archive, witnesses)
    answers = resolve(witnesses, origins)
    _write(output / GO / "index.json", msgspec.json.encode(index(origins, answers)))
    for number, shard in enumerate(shards(answers)):
        _write(output / GO / f"{number}.json", msgspec.json.encode(shard))
    return len(answers)


def write_changed_pages(archive: Archive, output: Path, changes: Changes, templates: Environment) -> int:
    """Write the pages of addresses that are published no more; how many. A page that is there is never replaced."""
    count = 0
    for file, text in changed_pages(changes, archive.settings, templates):
        if not (output / file).exists():
            _write(output / file, text.encode())
            count += 1
    return count


def check_ledger(content: Path, links: Published) -> tuple[Finding, ...]:
    """The findings of the ledger: what would be lost, and what is wrong in the list of changes."""
    folder = content / FOLDER
    changes, file = read_changes(folder), f"{content.name}/{FOLDER}/{CHANGES}"
    return (*check_changes(changes, links, file=file), *lost(read_ledger(folder), links, changes, file=file))


def extend_ledger(content: Path, links: Published) -> int:
    """Write what is published now into the ledger; how many of its files changed."""
    folder = content / FOLDER
    return write_ledger(folder, extended(read_ledger(folder), links))


def write_manifest(output: Path, workers: int) -> int:
    """Write `/manifest.json` over all files that lie there now; how many they are."""
    files = tuple(file for file in files_in(output) if file != MANIFEST)
    _write_pieces(output / MANIFEST, manifest_file(sums(output, files, workers)))
    return len(files)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_pieces(path: Path, pieces: Iterable[str] | Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
