"""Permanence as Pelican sees it: the last stage, which looks at everything that the others wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.permalinks import GO
from plugins.build.fingerprints import add
from plugins.build.grounds import note_files
from plugins.build.listing import PAGE_FILE, is_published
from plugins.build.memo import keep, recall
from plugins.build.templates import digest_of_template
from plugins.build.theme import theme_address
from plugins.edge import Order, Run, register_stage, report
from plugins.permanence import server_rules, stubs
from plugins.permanence.changes import read_changes
from plugins.permanence.compressed import compress_files
from plugins.permanence.ledger import FOLDER
from plugins.permanence.manifest import HEAD, MANIFEST, Looks, begin_summing, write_manifest
from plugins.permanence.published import (
    LINKS,
    Known,
    addresses_among,
    changed_among,
    entries_of,
    links_head,
    links_rows,
    published,
    unknown_among,
)
from plugins.permanence.rows import NO_ROWS, Change, Rows, read_rows, write_rows
from plugins.permanence.walk import walk
from plugins.permanence.work import (
    Answers,
    Frame,
    check_ledger,
    extend_ledger,
    find_answers,
    write_answers,
    write_changed_pages,
    write_rules,
    write_stubs,
)

_FIRST: Final = "addresses"
_STAGE: Final = "permanence"
_ANCHORS: Final = "anchors"
_ANSWERS: Final = "answers"
_OURS: Final = (LINKS, MANIFEST, GO, f"{server_rules.FOLDER}/")  # which are written, or may be, while others are read


class _Answered(msgspec.Struct, frozen=True, array_like=True):
    """What was answered of old addresses: from what, in which files, and how many addresses."""

    made_of: bytes = b""
    files: tuple[str, ...] = ()
    count: int = 0


class _Answering(NamedTuple):
    """Answers to be had: how pages are framed, those of our own old addresses, what answers are made of.

    `known` are those that were taken over; `None` where they are to be made.
    """

    frame: Frame
    moved: tuple[str, ...]
    made_of: bytes
    known: _Answered | None


class _Found(NamedTuple):
    """What records say: the anchors of all pages, and the answers to old addresses; none where nobody listened."""

    entries: Known
    answers: Answers


_found: list[_Found] = []


def register() -> None:
    """Tell Pelican."""
    register_stage(_FIRST, find)
    register_stage(_STAGE, write, order=Order.AFTER_ALL)


def find(run: Run) -> Mapping[str, int]:
    """In a whole build, walk over all records while another stage may still be under way, which leaves room for it."""
    _found[:] = [] if run.last else [_find(run, {}, listens=True)]
    return {}


def _find(run: Run, before: Known, *, listens: bool) -> _Found:
    """What records say; anchors are those of `before` where they hold."""
    walked = walk(run.archive, unknown_among(run.archive, before), run.settings.workers, listens=listens)
    entries = entries_of(run.archive, before, walked.entries)
    origins = run.archive.settings.origins
    return _Found(entries, find_answers(walked.heard, origins) if walked.heard else Answers(origins, {}))


def write(run: Run) -> Mapping[str, int]:
    """Write links, answers and manifest; in the strict build, keep the ledger and compress."""
    settings, answering = run.settings, _answering(run)
    before = recall(_cache(run), _ANCHORS, Known, {})
    entries, answers = _found.pop() if _found else _find(run, before, listens=answering.known is None)
    keep(settings.cache, _ANCHORS, entries)
    links = published(entries, _for_readers(run.standing)) if settings.strict else {}
    if settings.strict:
        report(check_ledger(settings.content, links))
    rows = _rows_before(run, MANIFEST, HEAD)
    others = {file: look for file, look in _to_be_summed(run, rows).items() if not file.startswith(_OURS)}
    summing = begin_summing(settings.output, others, settings.workers)
    _write_links(run, entries, before)
    answered = _answered(run, answering, answers)
    add(run.standing, settings.output, (LINKS,))
    count = write_manifest(summing, _to_be_summed(run, rows), settings.workers, rows, frozenset(run.standing.gone))
    add(run.standing, settings.output, (MANIFEST,))
    if settings.strict:
        files = sorted(_for_readers(run.standing))
        twins = compress_files(settings.output, files, settings.workers, run.last)
        add(run.standing, settings.output, twins)
        extend_ledger(settings.content, links)
    return {"old addresses": answered.count, "files": count}


def _cache(run: Run) -> Path | None:
    """Where the last build kept things."""
    return run.last.cache if run.last else None


def _for_readers(files: Iterable[str]) -> Iterator[str]:
    """Those of the files that are published."""
    return (file for file in files if is_published(file))


def _rows_before(run: Run, file: str, head: str) -> Rows:
    """The rows of a file as the last build wrote it; none where it does not stand so."""
    if run.last is None or file not in run.last.files:
        return NO_ROWS
    return read_rows(run.last.output / file, head)


def _write_links(run: Run, entries: Known, before: Known) -> None:
    """Write `/links.json`. Where the last build's stands, only what is other is written anew."""
    files, head = run.standing, links_head(run.settings.site_url)
    rows, gone = _rows_before(run, LINKS, head), frozenset[str]()
    if rows:
        put, gone = (frozenset(addresses_among(_for_readers(some))) for some in (files.other, files.gone))
        put |= {address for address in changed_among(entries, before) if f"{address}{PAGE_FILE}" in files}
    else:
        put = frozenset(addresses_among(_for_readers(files)))
    write_rows(run.settings.output / LINKS, head, rows, Change(gone, put, links_rows(put, entries)))


def _to_be_summed(run: Run, rows: Rows) -> Looks:
    """The published files that have no row that holds among those of the last manifest."""
    looks = run.standing.other if rows or not run.standing.base.names else run.standing
    return {file: look for file, look in looks.items() if is_published(file)}


def _answering(run: Run) -> _Answering:
    """What there is of answers, written or taken over, before anybody has listened to the records."""
    settings = run.settings
    frame = Frame(settings.output, run.templates, theme_address(settings.theme))
    moved = write_changed_pages(read_changes(settings.content / FOLDER), run.archive.settings, frame)
    made_of = _made_of(run.archive, run, frame)
    before = recall(_cache(run), _ANSWERS, _Answered, _Answered())
    known = before if before.made_of == made_of and _taken_over(run, before.files) else None
    return _Answering(frame, moved, made_of, known)


def _answered(run: Run, answering: _Answering, answers: Answers) -> _Answered:
    """All that answers addresses which are published no more, here or on the old site, written or taken over."""
    settings, known = run.settings, answering.known
    if known is not None:
        written = [file for file in known.files if file not in run.standing]
    else:
        _make_room(run)
        known = _write_answers(run, answering, answers)
        written = list(known.files)
    keep(settings.cache, _ANSWERS, known)
    note_files(settings.cache, _STAGE, {*filter(_is_answer, known.files)})
    add(run.standing, settings.output, (*answering.moved, *written))
    return known


def _is_answer(file: str) -> bool:
    """Whether the page `/go/` asks a file: those have a place in the next output from the start."""
    return file.startswith(GO) and file.endswith(".json")


def _make_room(run: Run) -> None:
    """Take away the last build's answers, which may be others now, or more than there are."""
    for file in filter(_is_answer, run.last.there if run.last else ()):
        (run.settings.output / file).unlink(missing_ok=True)
        run.standing.pop(file, None)


def _taken_over(run: Run, files: Sequence[str]) -> bool:
    """Whether the last build's answers could be given a place in this build's output. Nothing there is replaced."""
    last, output = run.last, run.settings.output
    if last is None or not last.files >= set(files):
        return False
    rest = [file for file in files if file not in last.there]
    return not any((output / file).exists() for file in rest) and all(last.keep(file, run.settings) for file in rest)


def _made_of(archive: Archive, run: Run, frame: Frame) -> bytes:
    """The digest of all that answers are made of. The texts of items are not part of it."""
    looks = {**archive.digests, **archive.outlines}
    whole = hashlib.blake2b(b"".join(file.encode() + looks[file] for file in sorted(looks)), digest_size=16)
    settings = run.settings
    whole.update(digest_of_template(run.templates, stubs.TEMPLATE))
    whole.update(f"{frame.theme} {settings.site_url} {settings.strict}".encode())
    return whole.digest()


def _write_answers(run: Run, answering: _Answering, known: Answers) -> _Answered:
    """Write what answers addresses of the old site."""
    settings = run.settings
    files = write_answers(known, settings.output)
    if settings.strict:
        files += write_rules(known, settings.output, site_url=settings.site_url)
        files += write_stubs(known, run.archive, answering.frame)
    return _Answered(answering.made_of, files, len(known.by_key))
