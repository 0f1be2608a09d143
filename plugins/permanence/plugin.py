"""Permanence as Pelican sees it: the last stage, which looks at everything that the others wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from plugins.archive.archive import Archive
from plugins.build.fingerprints import add
from plugins.build.listing import is_published
from plugins.build.memo import keep, recall
from plugins.build.templates import digest_of_template
from plugins.build.theme import theme_address
from plugins.edge import Order, Run, register_stage, report
from plugins.permanence import stubs
from plugins.permanence.changes import read_changes
from plugins.permanence.compressed import compress_files
from plugins.permanence.ledger import FOLDER
from plugins.permanence.manifest import MANIFEST, Summed
from plugins.permanence.published import LINKS, Known, Published, published
from plugins.permanence.work import (
    Frame,
    check_ledger,
    extend_ledger,
    find_answers,
    write_answers,
    write_changed_pages,
    write_links,
    write_manifest,
    write_rules,
    write_stubs,
)

_ANCHORS: Final = "anchors"
_ANSWERS: Final = "answers"
_SUMS: Final = "sums"


class _Answered(msgspec.Struct, frozen=True, array_like=True):
    """What was answered of old addresses: from what, in which files, and how many addresses."""

    made_of: bytes = b""
    files: tuple[str, ...] = ()
    count: int = 0


def register() -> None:
    """Tell Pelican."""
    register_stage("permanence", write, order=Order.AFTER_ALL)


def write(run: Run) -> Mapping[str, int]:
    """Write links, answers and manifest; in the strict build, keep the ledger and compress."""
    settings, cache = run.settings, run.last.cache if run.last else None
    links = _published(run, cache)
    if settings.strict:
        report(check_ledger(settings.content, links))
    write_links(settings.output, links, settings.site_url)
    answered = _answered(run, cache)
    add(run.standing, settings.output, (LINKS, *answered.files))
    files = _write_manifest(run, cache)
    if settings.strict:
        twins = compress_files(settings.output, (*files, MANIFEST), settings.workers, run.last)
        add(run.standing, settings.output, twins)
        extend_ledger(settings.content, links)
    return {"old addresses": answered.count, "files": len(files)}


def _write_manifest(run: Run, cache: Path | None) -> tuple[str, ...]:
    """Write the manifest over all files that stand there now; which they are."""
    settings = run.settings
    files = {file: look for file, look in run.standing.items() if is_published(file)}
    summed = write_manifest(settings.output, files, settings.workers, recall(cache, _SUMS, Summed, Summed()))
    keep(settings.cache, _SUMS, summed)
    add(run.standing, settings.output, (MANIFEST,))
    return summed.files


def _published(run: Run, cache: Path | None) -> Published:
    """What is published. The anchors of a meeting are found again when its record changes."""
    known = recall(cache, _ANCHORS, Known, {})
    files = tuple(sorted(file for file in run.standing if is_published(file)))
    links = published(run.archive, files, run.settings.workers, known)
    keep(run.settings.cache, _ANCHORS, {meeting: known[meeting] for meeting in run.archive.meetings})
    return links


def _answered(run: Run, cache: Path | None) -> _Answered:
    """All that answers addresses which are published no more, here or on the old site, written or taken over."""
    settings = run.settings
    frame = Frame(settings.output, run.templates, theme_address(settings.theme))
    moved = write_changed_pages(read_changes(settings.content / FOLDER), run.archive.settings, frame)
    add(run.standing, settings.output, moved)
    made_of = _made_of(run.archive, run, frame)
    before = recall(cache, _ANSWERS, _Answered, _Answered())
    if before.made_of != made_of or not _taken_over(run, before.files):
        before = _write_answers(run, frame, made_of)
    keep(settings.cache, _ANSWERS, before)
    return before


def _taken_over(run: Run, files: Sequence[str]) -> bool:
    """Whether the last build's answers could be given a place in this build's output. Nothing there is replaced."""
    output, last = run.settings.output, run.last
    is_free = not any((output / file).exists() for file in files)
    return is_free and last is not None and all(last.keep(file, run.settings) for file in files)


def _made_of(archive: Archive, run: Run, frame: Frame) -> bytes:
    """The digest of all that answers are made of. The texts of items are not part of it."""
    whole = hashlib.blake2b(digest_size=16)
    for file in sorted(archive.digests):
        whole.update(file.encode() + archive.outlines.get(file, archive.digests[file]))
    settings = run.settings
    whole.update(digest_of_template(run.templates, stubs.TEMPLATE))
    whole.update(f"{frame.theme} {settings.site_url} {settings.strict}".encode())
    return whole.digest()


def _write_answers(run: Run, frame: Frame, made_of: bytes) -> _Answered:
    """Write what answers addresses of the old site."""
    settings = run.settings
    known = find_answers(run.archive)
    files = write_answers(known, settings.output)
    if settings.strict:
        files += write_rules(known, settings.output, site_url=settings.site_url)
        files += write_stubs(known, run.archive, frame)
    return _Answered(made_of, files, len(known.by_key))
