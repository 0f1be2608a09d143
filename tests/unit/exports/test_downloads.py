from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from plugins.archive.asked import AskedArchive
from plugins.build.last import LastBuild
from plugins.build.settings import BuildSettings
from plugins.exports.desk import Desk, Part
from plugins.exports.downloads import Joining, cut, joined_before
from plugins.exports.fragments import Fragments
from plugins.exports.sight import Sight
from tests.support.builders import build_settings, make_archive

PEOPLE, LINES = "data/people.csv", "data/archive.jsonl.gz"
STARTS = {PEOPLE: b"id\r\n", LINES: b"{}"}
ABLE, BAKER, CHARLIE = (Part("people", (name,), f"people-{name}") for name in ("able", "baker", "charlie"))


def _desk(settings: BuildSettings) -> Desk:
    asked, pieces = AskedArchive(make_archive()), settings.cache / "pieces"
    pieces.mkdir(parents=True, exist_ok=True)
    return Desk(Sight(asked, "", ""), asked, settings.output, pieces, Fragments(pieces, {}))


def _build(folder: Path, number: int) -> BuildSettings:
    """The settings of one build after another, each of which leaves its folders to the next."""
    return replace(
        build_settings(folder),
        output=folder / f"output-{number}",
        cache=folder / f"cache-{number}",
        final_output=folder / f"output-{number - 1}",
        final_cache=folder / f"cache-{number - 1}",
    )


def _join(settings: BuildSettings, parts: list[Part], made: dict[Part, bytes], files: set[str] | None = None) -> None:
    """Join downloads of these parts, some of which were made with this in their pieces."""
    left = {PEOPLE, LINES} if files is None else files
    last = LastBuild(settings.final_output, settings.final_cache, left, frozenset())
    desk = _desk(settings)
    for part, row in made.items():
        desk.put_down(part, PEOPLE, row)
        desk.put_down(part, LINES, row.upper())
    Joining(desk, settings, last, joined_before(last), {part.name for part in made}).join(STARTS, parts)


def _number_on_disk(settings: BuildSettings, file: str) -> int:
    return (settings.output / file).stat().st_ino


def test_what_stays_is_copied_from_where_the_last_build_has_it(tmp_path: Path) -> None:
    first, second = _build(tmp_path, 1), _build(tmp_path, 2)
    _join(first, [ABLE, BAKER, CHARLIE], {ABLE: b"able\r\n", BAKER: b"baker\r\n", CHARLIE: b"charlie\r\n"})
    assert (first.output / PEOPLE).read_bytes() == b"id\r\nable\r\nbaker\r\ncharlie\r\n"
    _join(second, [ABLE, BAKER, CHARLIE], {BAKER: b"bakers and more\r\n"})
    assert (second.output / PEOPLE).read_bytes() == b"id\r\nable\r\nbakers and more\r\ncharlie\r\n"
    assert (second.output / LINES).read_bytes() == b"{}ABLE\r\nBAKERS AND MORE\r\nCHARLIE\r\n"
    assert (first.output / PEOPLE).read_bytes() == b"id\r\nable\r\nbaker\r\ncharlie\r\n"


def test_a_part_that_is_no_more_is_left_out_and_others_may_change_places(tmp_path: Path) -> None:
    first, second = _build(tmp_path, 1), _build(tmp_path, 2)
    _join(first, [ABLE, BAKER, CHARLIE], {ABLE: b"able\r\n", BAKER: b"", CHARLIE: b"charlie\r\n"})
    _join(second, [CHARLIE, ABLE], {})
    assert (second.output / PEOPLE).read_bytes() == b"id\r\ncharlie\r\nable\r\n"


def test_a_download_that_is_wholly_as_it_was_is_the_same_file(tmp_path: Path) -> None:
    first, second = _build(tmp_path, 1), _build(tmp_path, 2)
    _join(first, [ABLE], {ABLE: b"able\r\n"})
    _join(second, [ABLE], {})
    assert _number_on_disk(first, PEOPLE) == _number_on_disk(second, PEOPLE)


def test_a_download_of_which_a_part_was_made_again_to_the_same_is_the_same_file(tmp_path: Path) -> None:
    first, second, third = (_build(tmp_path, number) for number in (1, 2, 3))
    _join(first, [ABLE, BAKER], {ABLE: b"able\r\n", BAKER: b"baker\r\n"})
    _join(second, [ABLE, BAKER], {BAKER: b"baker\r\n"})
    assert _number_on_disk(first, PEOPLE) == _number_on_disk(second, PEOPLE)
    assert list((second.cache / "pieces").iterdir()) == []
    _join(third, [ABLE, BAKER], {BAKER: b"BAKER\r\n"})
    assert _number_on_disk(second, LINES) == _number_on_disk(third, LINES)
    assert (third.output / PEOPLE).read_bytes() == b"id\r\nable\r\nBAKER\r\n"
    assert (second.output / PEOPLE).read_bytes() == b"id\r\nable\r\nbaker\r\n"


def test_nothing_is_taken_from_a_download_that_somebody_changed(tmp_path: Path) -> None:
    first, second = _build(tmp_path, 1), _build(tmp_path, 2)
    _join(first, [ABLE], {ABLE: b"able\r\n"})
    last = LastBuild(second.final_output, second.final_cache, {LINES}, frozenset())
    assert not joined_before(last).has(ABLE)
    assert joined_before(replace(last, files={LINES, PEOPLE})).has(ABLE)
    assert not joined_before(None).has(ABLE)


def test_pieces_are_gone_when_they_are_joined(tmp_path: Path) -> None:
    first = _build(tmp_path, 1)
    _join(first, [ABLE], {ABLE: b"able\r\n"})
    assert list((first.cache / "pieces").iterdir()) == []


def test_a_new_record_leaves_all_runs_but_its_own_as_they_were() -> None:
    names = [f"issue-{number:04}" for number in range(2_000)]
    before, after = set(cut(names, 50)), set(cut([*names[:700], "issue-0699-more", *names[700:]], 50))
    assert 20 < len(before) < 60
    assert 1 <= len(after - before) <= 2
    assert [name for run in cut(names, 50) for name in run] == names
