"""Makes what keeps addresses alive: the list of links, answers to old addresses, the ledger, the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from jinja2 import Environment

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding
from plugins.archive.permalinks import GO
from plugins.archive.records import ArchiveSettings
from plugins.build.listing import files_in
from plugins.permanence import server_rules
from plugins.permanence.changes import CHANGES, Changes, check_changes, read_changes
from plugins.permanence.ledger import FOLDER, extended, lost, read_ledger, write_ledger
from plugins.permanence.manifest import MANIFEST, manifest_file, sums
from plugins.permanence.moved import changed_pages
from plugins.permanence.published import LINKS, Published, links_file
from plugins.permanence.redirects import index, origins_of, resolve, shards, witnesses_in
from plugins.permanence.stubs import stub_addresses, stub_pages


@dataclass(frozen=True, slots=True)
class Frame:
    """What writing single pages needs: where to, the templates, and the address of the theme's files."""

    output: Path
    templates: Environment
    theme: str


def write_links(output: Path, links: Published, site_url: str) -> None:
    """Write `/links.json`."""
    _write_pieces(output / LINKS, links_file(links, site_url))


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of old addresses: the old sites, our address for each key, the addresses as records have them."""

    origins: tuple[str, ...]
    by_key: Mapping[str, str]
    urls: tuple[str, ...]


def find_answers(archive: Archive) -> Answers:
    """Our answer to every old address that a record names."""
    witnesses = tuple(witnesses_in(archive))
    origins = origins_of(archive, witnesses)
    return Answers(origins, resolve(witnesses, origins), tuple(witness.url for witness in witnesses))


def write_answers(known: Answers, output: Path) -> int:
    """Write what the page `/go/` asks; how many old addresses have an answer."""
    origins, answers = known.origins, known.by_key
    _write(output / GO / "index.json", msgspec.json.encode(index(origins, answers)))
    for number, shard in enumerate(shards(answers)):
        _write(output / GO / f"{number}.json", msgspec.json.encode(shard))
    return len(answers)


def write_rules(known: Answers, output: Path, *, site_url: str) -> None:
    """Write the rules with which a web server answers old addresses; none where no record names one."""
    if known.by_key:
        (output / server_rules.FOLDER).mkdir(parents=True, exist_ok=True)
        rules = server_rules.make_rules(known.origins, known.by_key, site_url)
        for name, lines in server_rules.rule_files(rules):
            _write_pieces(output / server_rules.FOLDER / name, lines)


def write_stubs(known: Answers, settings: ArchiveSettings, frame: Frame) -> int:
    """Write the pages at the paths of the old site; how many. None where no record names an old address."""
    addresses = stub_addresses(known.origins, known.urls) if known.by_key else ()
    return _write_missing(frame.output, stub_pages(addresses, settings, frame.templates, theme=frame.theme))


def write_changed_pages(changes: Changes, settings: ArchiveSettings, frame: Frame) -> int:
    """Write the pages of addresses that are published no more; how many."""
    return _write_missing(frame.output, changed_pages(changes, settings, frame.templates, theme=frame.theme))


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


def _write_missing(output: Path, pages: Iterable[tuple[str, str]]) -> int:
    """Write pages where nothing is; how many. What is there is never replaced."""
    count = 0
    for file, text in pages:
        if not (output / file).exists():
            _write(output / file, text.encode())
            count += 1
    return count


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_pieces(path: Path, pieces: Iterable[str] | Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
