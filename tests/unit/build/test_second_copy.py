from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from plugins.build import second_copy
from plugins.build.looking import Seen, look
from plugins.build.output import MARKER, change_over, prepare, staging_of
from plugins.build.second_copy import SecondCopy
from plugins.build.standing import Base, Standing

PAGES = tuple(f"{letter}/{number}/index.html" for letter in "ab" for number in range(10))


class Site:
    """A site that is built in its second copy, and the cache beside it."""

    def __init__(self, folder: Path) -> None:
        self.output, self.cache = folder / "output", folder / "cache"
        self.place = folder / "copy"
        self.cache.mkdir()
        self.seen = Seen(Standing(), {})

    def build(self, pages: dict[str, str], again: Iterable[str] = ()) -> set[str]:
        """Build so that these pages stand, some of them made again; which stood in the copy."""
        prepare(self.output)
        copy, staging = self.copy(), staging_of(self.output)
        seen = look(self.output, self.seen)
        gone = {*seen.files.gone, *seen.files.other, *again} if self.seen.files else None
        there = set(seen.files) - gone if copy.take(staging, seen, gone) and gone is not None else set()
        for page in pages.keys() | there:
            file = staging / page
            if page not in pages and page != MARKER:
                file.unlink()
            elif page not in there:
                write(file, pages[page])
        now = copy.look_at(staging)
        change_over(self.output, copy.put_away)
        (self.cache / "fingerprint").unlink(missing_ok=True)
        (self.cache / "fingerprint").write_text(f"{time.time_ns()}")
        copy.bring_up(self.output, now)
        self.seen = Seen(Standing(Base(now.files.stock())), now.folders)
        return there - {MARKER}

    def copy(self) -> SecondCopy:
        return SecondCopy(self.place, self.cache / "fingerprint")


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site of twenty pages, which has a second copy."""
    monkeypatch.setattr(second_copy, "LARGE", 5)
    site = Site(tmp_path)
    site.build(dict.fromkeys(PAGES, "first"))
    until_noted(site)
    return site


def until_noted(site: Site) -> None:
    """Wait for the copy that is made while nobody else waits."""
    note, end = site.place.with_name("copy.note"), time.monotonic() + 30
    while not note.exists():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_new_site_gets_a_copy_that_shares_its_files(site: Site) -> None:
    assert texts(site.place) == texts(site.output) == dict.fromkeys(PAGES, "first")
    assert all((site.place / page).samefile(site.output / page) for page in PAGES)


def test_what_stays_stands_in_the_next_site_from_the_start(site: Site) -> None:
    pages = {**dict.fromkeys(PAGES[:-1], "first"), PAGES[0]: "second", "c/index.html": "new"}
    assert site.build(pages, [PAGES[0]]) == set(PAGES[1:])
    assert texts(site.output) == pages
    assert not (site.output / PAGES[-1]).parent.exists()
    assert texts(site.place) == pages
    assert not (site.place / PAGES[-1]).parent.exists()
    assert site.build(pages | {PAGES[1]: "third"}, [PAGES[1]]) == pages.keys() - {PAGES[1]}
    assert texts(site.output) == texts(site.place) == pages | {PAGES[1]: "third"}


def test_a_build_that_comes_while_the_copy_is_made_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked_at_once = os.link

    def link(old: str, new: str) -> None:
        time.sleep(0.02)
        linked_at_once(old, new)

    monkeypatch.setattr(second_copy, "LARGE", 5)
    monkeypatch.setattr(os, "link", link)
    site = Site(tmp_path)
    site.build(dict.fromkeys(PAGES, "first"))
    assert not site.place.with_name("copy.note").exists()
    assert site.build({**dict.fromkeys(PAGES, "first"), PAGES[0]: "second"}, [PAGES[0]]) == set(PAGES[1:])


def test_a_build_does_without_a_copy_whose_maker_was_stopped(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_copy, "_PATIENCE", 0.05)
    site.build(dict.fromkeys(PAGES, "first"))
    pages = {**dict.fromkeys(PAGES, "first"), PAGES[0]: "second"}
    with site.place.with_name("copy.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert site.build(pages, [PAGES[0]]) == set()
    assert texts(site.output) == pages


def test_two_folders_take_turns(site: Site) -> None:
    numbers = []
    for word in ("one", "two", "three", "four"):
        site.build({**dict.fromkeys(PAGES, "first"), PAGES[3]: word}, [PAGES[3]])
        numbers.append(site.output.stat().st_ino)
    assert numbers[:2] == numbers[2:]
    assert numbers[0] != numbers[1]


def test_what_somebody_did_to_the_site_is_not_in_the_next(site: Site) -> None:
    with (site.output / PAGES[2]).open("a") as file:
        file.write("more")
    (site.output / PAGES[4]).unlink()
    write(site.output / "mine/note.txt", "mine")
    (site.output / "empty").mkdir()
    assert site.build(dict.fromkeys(PAGES, "first")) == set(PAGES) - {PAGES[2], PAGES[4]}
    for folder in (site.output, site.place):
        assert texts(folder) == dict.fromkeys(PAGES, "first")
        assert sorted(path.name for path in folder.iterdir()) == [MARKER, "a", "b"]


def _no_note(site: Site) -> None:
    site.place.with_name("copy.note").unlink()


def _half_a_note(site: Site) -> None:
    os.truncate(site.place.with_name("copy.note"), 20)


def _another_build(site: Site) -> None:
    (site.cache / "fingerprint").write_text("another")


def _a_file_gone(site: Site) -> None:
    (site.place / PAGES[1]).unlink()


def _a_file_added(site: Site) -> None:
    write(site.place / "a/added", "added")


def _another_folder(site: Site) -> None:
    site.place.rename(site.place.with_name("elsewhere"))
    write(site.place / PAGES[1], "other")


@pytest.mark.parametrize("harm", [_no_note, _half_a_note, _another_build, _a_file_gone, _a_file_added, _another_folder])
def test_a_copy_that_is_not_to_be_trusted_is_not_taken(site: Site, harm: object) -> None:
    assert callable(harm)
    harm(site)
    assert site.build(dict.fromkeys(PAGES, "second")) == set()
    assert texts(site.output) == dict.fromkeys(PAGES, "second")


def test_a_build_that_is_killed_leaves_no_copy_to_be_trusted(site: Site) -> None:
    prepare(site.output)
    seen = look(site.output)
    assert site.copy().take(staging_of(site.output), seen, frozenset())
    assert site.build(dict.fromkeys(PAGES, "second")) == set()
    assert texts(site.output) == dict.fromkeys(PAGES, "second")


def test_where_files_cannot_be_linked_there_is_no_copy(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_old: str, _new: str) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    site.build({**dict.fromkeys(PAGES, "first"), PAGES[0]: "second"}, [PAGES[0]])
    assert texts(site.output) == {**dict.fromkeys(PAGES, "first"), PAGES[0]: "second"}
    assert not site.place.with_name("copy.note").exists()
    assert site.build(dict.fromkeys(PAGES, "third")) == set()
