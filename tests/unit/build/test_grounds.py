from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.build.grounds import (
    Bench,
    Craft,
    bring_few_up_to_date,
    bring_up_to_date,
    gathered,
    holding,
    in_parts,
    save,
)
from tests.support.builders import build_settings


@dataclass(frozen=True)
class Sheet:
    """A thing to make: a file that holds the answer to one question."""

    name: str

    @property
    def files(self) -> tuple[str, ...]:
        return (f"{self.name}/index.html",)


@dataclass(frozen=True)
class Facts:
    answers: dict[str, bytes]

    def __call__(self, question: str) -> bytes:
        return self.answers.get(question, b"")


def build(folder: Path, facts: dict[str, bytes], trusted: Collection[str] | None = None) -> set[str]:
    """One build: what was made anew, by name. The new folder then takes the place of the old."""
    settings, made = build_settings(folder), set[str]()

    def make(answers: Facts, sheet: Sheet) -> list[str]:
        file = settings.output / sheet.files[0]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(answers(sheet.name))
        made.add(sheet.name)
        return [sheet.name]

    answers, old = Facts(facts), settings.final_output
    there = {path.relative_to(old).as_posix() for path in old.rglob("*") if path.is_file()}
    bench = Bench("sheets", old, settings.output, frozenset(there if trusted is None else trusted), answers)
    bring_up_to_date(bench, [Sheet(name) for name in facts], Craft(make, answers), settings, 2)
    for new, final in ((settings.output, old), (settings.cache, settings.final_cache)):
        shutil.rmtree(final)
        new.rename(final)
    return made


def build_few(folder: Path, facts: dict[str, bytes], *, lost: Collection[str] = (), a_part: int = 9) -> int | None:
    """A build of the same things, of which only "c" and "d" may be other ones; how many there are."""
    settings, answers = build_settings(folder), Facts(facts)
    old = settings.final_output
    shutil.copytree(old, settings.output, dirs_exist_ok=True)
    there = frozenset(path.relative_to(old).as_posix() for path in old.rglob("*") if path.is_file()) - {*lost}

    def make(answers: Facts, sheet: Sheet) -> list[str]:
        with (settings.output / sheet.files[0]).open("xb") as file:
            file.write(answers(sheet.name))
        return [sheet.name]

    def unsettled(questions: Sequence[str]) -> list[int]:
        return [place for place, each in enumerate(questions) if each in "cd"]

    def named(names: Collection[str]) -> list[Sheet]:
        return [Sheet(name) for name in sorted(names)]

    bench = Bench("sheets", old, settings.output, there, answers, unsettled, there)
    count = bring_few_up_to_date(bench, named, Craft(make, answers), settings, a_part)
    for new, final in ((settings.output, old), (settings.cache, settings.final_cache)) if count else ():
        shutil.rmtree(final)
        new.rename(final)
    return count


def read(folder: Path) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in (folder / "output").rglob("index.html")}


def test_only_what_would_get_other_answers_is_made_again(tmp_path: Path) -> None:
    facts = {name: name.encode() for name in "abcde"}
    assert build(tmp_path, facts) == set("abcde")
    assert build(tmp_path, facts) == set()
    assert build(tmp_path, {**facts, "c": b"other", "f": b"new"}) == {"c", "f"}
    assert read(tmp_path) == {**facts, "c": b"other", "f": b"new"}


def test_what_is_no_longer_wanted_is_not_there(tmp_path: Path) -> None:
    facts = {name: name.encode() for name in "abc"}
    build(tmp_path, facts)
    assert build(tmp_path, {"a": b"a"}) == set()
    assert read(tmp_path) == {"a": b"a"}


def test_a_file_that_does_not_stand_as_it_was_made_is_made_again(tmp_path: Path) -> None:
    facts = {name: name.encode() for name in "abc"}
    build(tmp_path, facts)
    assert build(tmp_path, facts, trusted=("a/index.html",)) == {"b", "c"}


def test_grounds_that_cannot_be_read_make_everything_again(tmp_path: Path) -> None:
    facts = {name: name.encode() for name in "abc"}
    build(tmp_path, facts)
    (tmp_path / "cache/sheets.grounds").write_bytes(b"\x93\x01")
    assert build(tmp_path, facts) == set("abc")


def test_grounds_hold_for_things_whose_questions_are_answered_as_before() -> None:
    facts = Facts({"one": b"1", "two": b"2"})
    grounds = gathered([("x", ["one", "two"]), ("y", ["two"])], facts)
    other = Facts({"one": b"other", "two": b"2"})
    assert set(holding(grounds, {"x", "y"}, facts).things) == {"x", "y"}
    assert set(holding(grounds, {"x", "y"}, other).things) == {"y"}
    assert set(holding(grounds, {"x"}, other).things) == set()


def test_saved_grounds_of_nothing_are_nothing(tmp_path: Path) -> None:
    save(tmp_path, "sheets", [gathered([], Facts({}))])
    assert (tmp_path / "sheets.grounds").read_bytes() == b"\x90"


def test_grounds_of_many_things_hold_as_those_of_few(tmp_path: Path) -> None:
    facts = {f"thing {number}": f"{number % 7}".encode() for number in range(40)}
    assert build(tmp_path, facts) == set(facts)
    assert build(tmp_path, facts) == set()
    assert build(tmp_path, {**facts, "thing 11": b"other"}) == {"thing 11"}


def test_things_are_parted_by_what_they_weigh() -> None:
    sheets = [Sheet(name) for name in ("a", "heavy", "b", "c", "d", "e")]
    parts = in_parts(sheets, 4, lambda sheet: 3 if sheet.name == "heavy" else 1)
    assert [[sheet.name for sheet in part] for part in parts] == [["a", "heavy"], ["b", "c", "d", "e"]]


def test_what_weighs_more_than_a_part_is_one_alone() -> None:
    sheets = [Sheet(name) for name in ("a", "heavy", "b")]
    parts = in_parts(sheets, 2, lambda sheet: 5 if sheet.name == "heavy" else 1)
    assert [[sheet.name for sheet in part] for part in parts] == [["a"], ["heavy"], ["b"]]


def test_of_things_that_stand_only_what_may_be_other_is_looked_at(tmp_path: Path) -> None:
    facts = {name: name.encode() for name in "abcde"}
    build(tmp_path, facts)
    assert build_few(tmp_path, {**facts, "c": b"other"}) == 5
    assert read(tmp_path) == {**facts, "c": b"other"}
    assert build_few(tmp_path, {**facts, "c": b"other"}) == 5
    assert build(tmp_path, {**facts, "c": b"other", "e": b"new"}) == {"e"}


def test_things_are_looked_at_where_one_is_lost_or_more_than_a_part_is_to_be_made(tmp_path: Path) -> None:
    facts = {name: name.encode() for name in "abcde"}
    build(tmp_path, facts)
    assert build_few(tmp_path, {**facts, "c": b"other"}, lost=["a/index.html"]) is None
    assert build_few(tmp_path, {**facts, "c": b"other", "d": b"other"}, a_part=1) is None
    (tmp_path / "cache/sheets.grounds").write_bytes(b"\x93\x01")
    assert build_few(tmp_path, {**facts, "c": b"other"}) is None
    assert read(tmp_path) == facts
