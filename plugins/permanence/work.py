"""Makes what keeps addresses alive: answers to old addresses, and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from jinja2 import Environment

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding
from plugins.archive.permalinks import GO
from plugins.archive.records import ArchiveSettings
from plugins.build.named import name_of
from plugins.permanence import server_rules
from plugins.permanence.changes import CHANGES, Changes, check_changes, read_changes
from plugins.permanence.ledger import FOLDER, extended, lost, read_ledger, write_ledger
from plugins.permanence.moved import changed_pages
from plugins.permanence.published import Published
from plugins.permanence.redirects import Heard, answers_of, index, origins_of, shards, witnesses_in
from plugins.permanence.stubs import stub_addresses, stub_pages


@dataclass(frozen=True, slots=True)
class Frame:
    """What writing single pages needs: where to, the templates, and the address of the theme's files."""

    output: Path
    templates: Environment
    theme: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of old addresses: the old sites, and our address for each key."""

    origins: tuple[str, ...]
    by_key: Mapping[str, str]


def find_answers(heard: Heard, known: Sequence[str]) -> Answers:
    """Our answer to every old address that a record names; `known` are the origins of the settings.

    What was heard is used up.
    """
    origins = origins_of(heard, known)
    return Answers(origins, answers_of(heard, origins))


def write_answers(known: Answers, output: Path) -> tuple[str, ...]:
    """Write what the page `/go/` asks; the files."""
    _write(output / f"{GO}index.json", msgspec.json.encode(index(known.origins, known.by_key)))
    files = [f"{GO}index.json"]
    for number, shard in enumerate(shards(known.by_key)):
        files.append(f"{GO}{number}.json")
        _write(output / files[-1], msgspec.json.encode(shard))
    return tuple(files)


def write_rules(known: Answers, output: Path, *, site_url: str) -> tuple[str, ...]:
    """Write the rules with which a web server answers old addresses; the files, none where no record names one."""
    if not known.by_key:
        return ()
    (output / server_rules.FOLDER).mkdir(parents=True, exist_ok=True)
    rules = dict(server_rules.rule_files(server_rules.make_rules(known.origins, known.by_key, site_url)))
    for name, lines in rules.items():
        _write_pieces(output / server_rules.FOLDER / name, lines)
    return tuple(f"{server_rules.FOLDER}/{name}" for name in rules)


def write_stubs(known: Answers, archive: Archive, frame: Frame) -> tuple[str, ...]:
    """Write the pages at the paths of the old site; the files. None where no record names an old address."""
    addresses = stub_addresses(known.origins, (one.url for one in witnesses_in(archive))) if known.by_key else ()
    return _write_missing(frame.output, stub_pages(addresses, archive.settings, frame.templates, theme=frame.theme))


def write_changed_pages(changes: Changes, settings: ArchiveSettings, frame: Frame) -> tuple[str, ...]:
    """Write the pages of addresses that are published no more; the files."""
    return _write_missing(frame.output, changed_pages(changes, settings, frame.templates, theme=frame.theme))


def check_ledger(content: Path, links: Published) -> tuple[Finding, ...]:
    """The findings of the ledger: what would be lost, and what is wrong in the list of changes."""
    folder = content / FOLDER
    changes, file = read_changes(folder), f"{name_of(content)}/{FOLDER}/{CHANGES}"
    return (*check_changes(changes, links, file=file), *lost(read_ledger(folder), links, changes, file=file))


def extend_ledger(content: Path, links: Published) -> int:
    """Write what is published now into the ledger; how many of its files changed."""
    folder = content / FOLDER
    return write_ledger(folder, extended(read_ledger(folder), links))


def _write_missing(output: Path, pages: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Write pages where nothing is; which were written. What is there is never replaced."""
    written = []
    for file, text in pages:
        if not (output / file).exists():
            _write(output / file, text.encode())
            written.append(file)
    return tuple(written)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_pieces(path: Path, pieces: Iterable[str] | Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
