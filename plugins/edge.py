"""All we know of Pelican's shape, typed once.

Pelican is the shell: the command, the settings, the templates, prose pages. A plugin of ours registers a stage: a
function of the Run, which holds the Archive and the settings. What we use of Pelican: the signals `initialized`
(to write beside the old output), `get_generators`, `finalized` (to change over), and its Jinja environment.
"""

from __future__ import annotations

import atexit
import gc
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pelican
from jinja2 import Environment
from pelican import signals
from pelican.generators import Generator

from plugins.archive.findings import Finding
from plugins.build import ahead, fingerprints, templates
from plugins.build.apart import apart_of
from plugins.build.beside import Beside, can_run_beside
from plugins.build.children import end_with_children, on_interrupt
from plugins.build.cluster import hands_of, is_address
from plugins.build.executors import named, put_away, use
from plugins.build.failures import plainly
from plugins.build.last import LastBuild
from plugins.build.looking import NOTHING, Seen
from plugins.build.memory import keep_what_is_let_go
from plugins.build.output import MARKER, abandon, change_over, prepare, remember
from plugins.build.report import StageReport, listing, stops, summary
from plugins.build.second_copy import SecondCopy, copy_of
from plugins.build.settings import BuildSettings
from plugins.build.standing import Standing
from plugins.build.start import Start, begin
from plugins.build.stores.depot import open_depot
from plugins.build.terminal import say
from plugins.build.unwaited import clear
from plugins.build.watch import Watch

if TYPE_CHECKING:
    from plugins.archive.archive import Archive  # a build with nothing to do is done before it would be loaded

_COLLECT_SELDOM: Final = 100_000
_COLLECT_HARDLY_EVER: Final = 5_000_000
_PARCELS: Final = "parcels"
_ARCHIVE: Final = "minutebook_archive"
_EXTRAS: Final = "minutebook_extras"
_AS_IT_WAS: Final = "Nothing was built; the previous output is as it was."


class Order(Enum):
    """When a stage runs: in its turn, in a process of its own beside those that follow, or when all others have."""

    IN_TURN = auto()
    BESIDE = auto()
    AFTER_ALL = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """What a stage is given: the Archive, the settings, the templates, and what others left for it.

    `last` is the last build's, where this one may take over from it. `standing` are, for a stage after all others, the
    files of the output as they look; it adds its own.
    """

    archive: Archive
    settings: BuildSettings
    templates: Environment
    extras: Mapping[str, Any]
    last: LastBuild | None = None
    standing: Standing = field(default_factory=Standing)


Read = Callable[[BuildSettings, LastBuild | None], "tuple[Archive | None, tuple[Finding, ...]]"]


@dataclass(slots=True)
class _Build:
    """The build under way. Pelican's signals share nothing else between them."""

    settings: BuildSettings
    start: Start
    copy: SecondCopy
    last: LastBuild | None = None
    watch: Watch = field(default_factory=Watch)
    started: float = field(default_factory=time.perf_counter)
    archive: Archive | None = None
    stages: list[StageReport] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    beside: list[Beside] = field(default_factory=list)
    seen: Seen = NOTHING
    standing: Standing = field(default_factory=Standing)


_starts: list[Start] = []
_builds: list[_Build] = []
_readers: list[Read] = []
_own_folders: set[str] = set()

Write = Callable[[Run], Mapping[str, int]]
Context = Callable[["Archive"], Mapping[str, Any]]


def stop(message: str, status: int = 1) -> None:
    """End the run with a message and an exit status, leaving the previous output as it was.

    SystemExit, because Pelican prints a traceback for every other exception.
    """
    watches = [build.watch for build in _builds]
    _abandon_all()
    for watch in watches:
        watch.wipe()
    sys.stdout.flush()
    sys.stderr.write(message + "\n")
    raise SystemExit(status)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """End the run with plain words where the machine fails it; mistakes of the program go on as they are."""
    try:
        yield
    except Exception as error:
        words = plainly(error)
        if words is None:
            raise
        stop(f"error: {words}\n{_AS_IT_WAS}")


def report(findings: tuple[Finding, ...]) -> None:
    """Print findings; end the run where they stop it."""
    if not findings:
        return
    build = _builds[-1]
    build.findings += findings
    if stops(findings, strict=build.settings.strict):
        stop(f"{listing(findings)}\n{_AS_IT_WAS}")
    build.watch.wipe()
    sys.stderr.write(listing(findings) + "\n")


def register_intake(read: Read, *, extras: Mapping[str, Any]) -> None:
    """Have the Archive read before anything else; `extras` are what intake knows and other rooms may show."""
    _readers[:] = [read]

    class Intake(_Shell):
        """Pelican's view of the reader."""

        def generate_context(self) -> None:
            """Put the Archive in the context."""
            self.context[_ARCHIVE] = _builds[-1].archive
            self.context[_EXTRAS] = extras

    _connect(Intake)


def _read(build: _Build) -> None:
    """Read the content. Before Pelican reads its pages, so that all that is wrong is told in one list."""
    with _told_plainly():
        build.stages.append(build.watch.run("intake", lambda: _take_in(build)))


def _take_in(build: _Build) -> Mapping[str, int]:
    """Read the content, and tell what is wrong with it; how much there is."""
    archive, findings = _readers[0](build.settings, build.last)
    report(findings)
    build.archive = archive
    if archive is not None and build.last is None:
        archive.make_ready()
    gc.freeze()  # the Archive lives as long as the build; the collector need not walk it again
    return _sizes(archive) if archive is not None else {}


def register_stage(
    name: str,
    write: Write,
    *,
    context: Context | None = None,
    order: Order = Order.IN_TURN,
    folders: tuple[str, ...] = (),
) -> None:
    """Have `write` called once the Archive stands; `context` gives values to Pelican's own templates too.

    `folders` are those, with a stroke at their ends, which are all its own: what it makes no more there it removes.
    """
    _own_folders.update(folders)

    class Stage(_Shell):
        """Pelican's view of the stage."""

        def generate_context(self) -> None:
            """Add what other templates may show."""
            if context is not None:
                self.context.update(context(self.context[_ARCHIVE]))

        def generate_output(self, _writer: object) -> None:
            """Run the stage, or start it beside those that follow."""
            build = _builds[-1]
            with _told_plainly():
                if order is Order.AFTER_ALL:
                    _join(build)
                    build.seen = build.copy.look_at(build.settings.output)
                    build.standing = build.seen.files.copy()
                run = self.run()
                if order is Order.BESIDE and build.settings.workers > 1 and can_run_beside():
                    build.beside.append(build.watch.beside(name, lambda: write(run)))
                    return
                build.stages.append(build.watch.run(name, lambda: write(run)))

    _connect(Stage)


def _join(build: _Build) -> None:
    """Wait for the stages that run beside."""
    while build.beside:
        build.stages.append(build.watch.join(build.beside.pop(0)))


class _Shell(Generator):  # type: ignore[misc]
    """A generator of Pelican's that knows our build."""

    def run(self) -> Run:
        """What the stage is given."""
        build = _builds[-1]
        extras = self.context[_EXTRAS]
        return Run(self.context[_ARCHIVE], build.settings, self.env, extras, build.last, build.standing)


def _connect(generator: type[_Shell]) -> None:
    """Tell Pelican of a generator. It holds receivers weakly unless told otherwise."""

    def give(_pelican: object) -> type[_Shell]:
        """The generator, when Pelican asks."""
        return generator

    signals.get_generators.connect(give, weak=False)


def _sizes(archive: Archive) -> dict[str, int]:
    """How much there is."""
    return {
        "items": archive.tables.items,
        "issues": len(archive.issues),
        "meetings": len(archive.meetings),
    }


def _with_hands(settings: BuildSettings, given: str, store: str) -> BuildSettings:
    """The settings, where a cluster is to do the work, with the number of its workers."""
    if not is_address(given):
        return settings
    depot = open_depot(store, settings) if store else None
    hands, workers = hands_of(given, settings.cache / _PARCELS, depot)
    use(hands)
    return replace(settings, workers=workers)


class Shell(pelican.Pelican):  # type: ignore[misc]
    """Pelican, which looks whether there is anything to do before it loads what would do it."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """End the run in success where nothing has changed since the last build."""
        _start(settings)
        super().__init__(settings)


def _start(told: Mapping[str, Any]) -> None:
    """Hold the output folder; end the run where nothing has changed."""
    on_interrupt(partial(end_with_children, partial(stop, f"Interrupted. {_AS_IT_WAS}")))
    logging.getLogger("pelican").addFilter(_without_traceback)
    # Records and pages are trees of values, made by the million; a collector that looks often finds nothing.
    gc.set_threshold(_COLLECT_SELDOM)
    with _told_plainly():
        start = begin(told, ExitStack())
        if start.last is not None and start.is_current:
            _end_as_before(start.settings, start.last)
    _starts[:] = [start]


def _begin(shell: Any) -> None:  # noqa: ANN401 (Pelican has no types)
    """Before a build: have Pelican write beside the output."""
    if not _starts:
        _start(shell.settings)
    start = _starts.pop()
    settings = start.settings
    watch = Watch(is_profiled=bool(shell.settings.get("PROFILE")))
    build = _Build(settings, start, copy_of(settings.final_cache / fingerprints.FILE), watch=watch)
    _builds.append(build)
    with _told_plainly():
        build.last = start.left()
        prepare(settings.final_output)
        prepare(settings.final_cache, is_ours=True)
        store = str(shell.settings.get("STORE") or "")
        build.settings = settings = _with_hands(settings, str(shell.settings.get("WORKERS")), store)
    shell.output_path = str(settings.output)
    atexit.register(_abandon_all)
    keep_what_is_let_go()
    if build.last is not None and start.is_small:
        gc.set_threshold(_COLLECT_HARDLY_EVER)  # all is gone at the end, before a collector would have found any of it
    _read(build)
    with _told_plainly():
        build.last = _with_copy(build)
        templates.know(build.last)


def _with_copy(build: _Build) -> LastBuild | None:
    """What the last build left, with those of its files that have a place in the new output from the start."""
    last, seen = build.last, build.start.seen()
    gone = None
    if last is not None and build.start.last is not None and named() is None and MARKER in last.files:
        gone = {*build.start.last.apart, *seen.files.gone, *seen.files.other}
    is_there = build.copy.take(build.settings.output, seen, gone)
    return replace(last, there=last.files - gone) if last is not None and is_there and gone is not None else last


def _without_traceback(record: logging.LogRecord) -> bool:
    """Let a message of Pelican's through without the traceback that it adds to whatever stops it; `-D` shows one."""
    record.exc_info = None
    return True


def _end_as_before(settings: BuildSettings, last: fingerprints.Fingerprint) -> None:
    """End the run in success, saying again what the last build said."""
    abandon(settings.final_output)
    abandon(settings.final_cache)
    remember(settings.final_output)
    sys.stderr.write(last.said)
    stages = [StageReport(name, 0.0, counts) for name, counts in last.stages]
    say(summary(f"{settings.final_output}", stages, last.warnings, elapsed=None))
    gc.freeze()  # all is let go of with the process; the collector need not look through it first
    raise SystemExit(0)


def _abandon_all() -> None:
    """Remove what unfinished builds were making, and let go of their folders."""
    for build in _builds:
        for stage in build.beside:
            stage.end()
        abandon(build.settings.final_output)
        abandon(build.settings.final_cache)
        build.start.held.close()
    put_away()
    _builds.clear()


def _finish(_shell: object) -> None:
    """After all stages: change over, and say what was built."""
    build = _builds[-1]
    with _told_plainly():
        _join(build)
        put_away()
        templates.leave_known(build.settings.cache)
        now = fingerprints.with_new_folders(build.seen, build.settings.output, build.standing)
        fingerprints.save(build.settings.cache, _fingerprint(build, now))
        ahead.note(build.settings.final_cache, build.settings.cache)
        change_over(build.settings.final_output, build.copy.put_away)
        change_over(build.settings.final_cache, clear)
        build.copy.bring_up(build.settings.final_output, now)
        remember(build.settings.final_output)
    _builds.pop().start.held.close()
    elapsed = time.perf_counter() - build.started
    told = summary(f"{build.settings.final_output}", build.stages, len(build.findings), elapsed=elapsed)
    say(f"{build.watch.profile()}{told}")
    # Pelican would now count its articles, of which there are none, behind our summary.
    pelican.console.quiet = True
    gc.freeze()  # as where nothing has changed


def _fingerprint(build: _Build, now: Seen) -> fingerprints.Fingerprint:
    """What the next build needs to know of this one."""
    return fingerprints.Fingerprint(
        told=fingerprints.told(build.settings),
        python=sys.version,
        code=fingerprints.code_now(build.start.last, build.start.sources),
        sources=build.start.sources.looks,
        output=now.files.stock(),
        folders=now.folders,
        apart=apart_of(now.files, build.start.last if build.last else None, build.settings.cache, _own_folders),
        stages=fingerprints.counted(build.stages),
        said=listing(build.findings) + "\n" if build.findings else "",
        warnings=len(build.findings),
    )


# Pelican's own sign of life would fight with our bar for a line of the terminal, break our summary and hide the cursor.
pelican.console.status = nullcontext
signals.initialized.connect(_begin, weak=False)
signals.finalized.connect(_finish, weak=False)
