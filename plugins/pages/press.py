"""Pages onto the disk: a plan, in parts, by as many workers as there are. A page that would be the same is kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment

from plugins.archive.answers import Answers, Looks
from plugins.archive.asked import TEXTS, AskedArchive
from plugins.archive.permalinks import root_of
from plugins.build.grounds import Craft, bench_in_output, bring_few_up_to_date, bring_up_to_date
from plugins.build.last import LastBuild
from plugins.build.memo import LOOKS, recall
from plugins.build.settings import BuildSettings
from plugins.build.templates import digest_of_template
from plugins.pages.haste import Straightened
from plugins.pages.plan import KINDS, Page, pages_at
from plugins.pages.views.shelf import Shelf

_PARTS_EACH: Final = 8
_SMALLEST_PART: Final = 50
_LARGEST_PART: Final = 400
_LISTS: Final = frozenset({"year", "register", "letter", "topic", "ward"})
_FEW: Final = 25_000  # pages of a site whose lists are not so long that parts should have fewer of them
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
_MODE: Final = 0o666
_FRAME: Final = "frame"
_TEMPLATE: Final = "template"
_SIZE: Final = "size"
_OUR_OWN: Final = frozenset({_FRAME, _TEMPLATE, _SIZE})
_OURS: Final = tuple(_OUR_OWN)
_BEGIN: Final = frozenset(name[0] for name in (TEXTS, *_OURS))
Plan = Callable[[], Sequence[Page]]


@dataclass(frozen=True, slots=True)
class Press:
    """What printing needs beside the plan. `common` are the values that all templates see."""

    shelf: Shelf
    templates: Environment
    common: Mapping[str, object]
    output: Path


def print_pages(press: Press, plan: Plan, settings: BuildSettings, last: LastBuild | None) -> int:
    """Write the pages that are not as the last build left them; how many there are. No rendered page is kept.

    Where no more than texts can have changed, the plan is that of the last build, and is not made.
    """
    before = recall(last.cache, LOOKS, dict[str, Looks], {}) if last else None
    questions = Questions(press, before)
    bench = bench_in_output("pages", settings, last, questions, questions.unsettled)
    if last and questions.are_few:
        named = partial(pages_at, press.shelf)
        count = bring_few_up_to_date(bench, named, Craft(_print, press), settings, _SMALLEST_PART)
        if count is not None:
            return count
    pages = plan()
    craft = Craft(_print, press, partial(_weight, 1 + (len(pages) // _FEW) ** 2))
    bring_up_to_date(bench, pages, craft, settings, _a_part(len(pages), settings.workers))
    return len(pages)


def _a_part(pages: int, workers: int) -> int:
    """How many pages make a part: pages near each other share what was made, and workers end at about one time."""
    return min(_LARGEST_PART, max(_SMALLEST_PART, pages // (workers * _PARTS_EACH)))


def _weight(of_list: int, page: Page) -> int:
    """For how many pages one counts: what lists records of the whole archive asks the more, the larger that is."""
    return of_list if page.kind in _LISTS else 1


def _print(press: Press, page: Page) -> Collection[str]:
    """Write one page; what it was made of."""
    archive = press.shelf.archive
    if not isinstance(archive, AskedArchive):
        _write(f"{press.output}/{page.file}", render(press, page))
        return ()
    with archive.noting() as asked:
        made = render(press, page)
    _write(f"{press.output}/{page.file}", made)
    return [_FRAME, f"{_TEMPLATE} {KINDS[page.kind].template}", *asked]


class Questions:
    """How the questions are answered that pages ask: of the archive, the templates, the frame and our own files."""

    def __init__(self, press: Press, before: Mapping[str, Looks] | None = None) -> None:
        """The answers for a press. `before` is how records looked to the last build."""
        archive = press.shelf.archive
        self._press = press
        self._answers = Answers(archive.whole if isinstance(archive, AskedArchive) else archive, before)

    @property
    def are_few(self) -> bool:
        """Whether few questions can be answered otherwise than at the last build, and none that the plan stands on."""
        return self._answers.may_differ is not None

    def unsettled(self, questions: Sequence[str]) -> Sequence[int]:
        """The places of those questions that may be."""
        may = self._answers.may_differ
        if may is None:
            return range(len(questions))
        # There are many, and most begin with another sign than those that may be.
        told = enumerate(questions)
        return [place for place, each in told if each[0] in _BEGIN and (each in may or each.startswith(_OURS))]

    def __call__(self, question: str) -> bytes:
        """The digest of an answer."""
        if not question.startswith(_OURS):
            return self._answers(question)
        name, _, about = question.partition(" ")
        if name == _TEMPLATE:
            return digest_of_template(self._press.templates, about)
        if name == _SIZE:
            return str(self._press.shelf.sizes.get(about)).encode()
        return _digest(msgspec.msgpack.encode([*self._press.common.items(), self._press.shelf.archive.settings]))


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=12).digest()


def render(press: Press, page: Page) -> bytes:
    """The page as HTML, as its file holds it."""
    kind = KINDS[page.kind]
    context = {**press.common, **kind.view(press.shelf, page.key), "root": _root(page, press.shelf.site_url)}
    template = press.templates.get_template(kind.template)
    return template.as_file(context) if isinstance(template, Straightened) else template.render(context).encode()


def _root(page: Page, site_url: str) -> str:
    """The way from the page to the site's root.

    A host shows 404.html at whatever depth an address was missing, so it alone cannot be relative: it starts from the
    path under which the site is published, or from the host's root where that is not known.
    """
    return (urlsplit(site_url).path or "/") if page.kind == "404" else root_of(page.address)


def _write(file: str, made: bytes) -> None:
    """Write one file, with the folder it lies in: most have one to themselves. Straight to the system, once a page."""
    _make_folder(file.rpartition("/")[0])
    page = os.open(file, _NEW, _MODE)
    try:
        written = os.write(page, made)
        while written < len(made):
            written += os.write(page, memoryview(made)[written:])
    finally:
        os.close(page)


def _make_folder(folder: str) -> None:
    """Make a folder, most of which lie in one that is there."""
    try:
        os.mkdir(folder)  # noqa: PTH102 (once a page)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except FileExistsError:  # of a page that was made before, or of another stage
        pass
