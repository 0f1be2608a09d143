from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from plugins.search import format as form
from plugins.search.ask import Asker
from plugins.search.documents import Searched
from plugins.search.keeping import StaleCacheError
from tests.support.searching import files_in, make_searched, published, write_indexes

KEPT = ("whoosh/ledger", "whoosh/terms", "whoosh/words", "whoosh/stems", "whoosh/fields")


@pytest.fixture
def before(tmp_path: Path) -> Path:
    write_indexes(tmp_path / "before", make_searched(4, 60))
    return tmp_path / "before"


def _reworded() -> Searched:
    """The archive with one word more in one of its documents."""
    searched = make_searched(4, 60)
    documents = list(searched.documents)
    at = next(at for at, one in enumerate(documents) if one.passages[-1].field == "minutes")
    *others, last = documents[at].passages
    passages = (*others, msgspec.structs.replace(last, text=f"{last.text} xylophone"))
    documents[at] = msgspec.structs.replace(documents[at], passages=passages)
    return msgspec.structs.replace(searched, documents=tuple(documents))


def _is_as_made_anew(folder: Path) -> bool:
    """Whether an index of the reworded archive is as it would be without one before."""
    anew = folder.with_name("anew")
    write_indexes(anew, _reworded())
    with Asker(folder / "whoosh") as asker, Asker(anew / "whoosh") as other:
        same = asker.answer("xylophone parking") == other.answer("xylophone parking")
    return same and published(folder) == published(anew)


def _is_taken_over(folder: Path, before: Path) -> bool:
    """Whether any published file is that of the index before."""
    shared = (path.relative_to(before) for path in (before / "search-index").rglob("*.bin"))
    return any((folder / path).exists() and (folder / path).samefile(before / path) for path in shared)


def test_what_did_not_change_is_taken_over_and_what_did_is_found(before: Path, tmp_path: Path) -> None:
    write_indexes(tmp_path / "now", _reworded(), before)
    assert _is_taken_over(tmp_path / "now", before)
    assert _is_as_made_anew(tmp_path / "now")
    with Asker(tmp_path / "now" / "whoosh") as asker:
        assert len(asker.answer("xylophone").hits) == 1


@pytest.mark.parametrize("file", [*KEPT, "whoosh/postings", "texts"])
@pytest.mark.parametrize("harm", ["cut short", "other bytes", "gone"])
def test_a_harmed_cache_gives_a_clean_build(file: str, harm: str, before: Path, tmp_path: Path) -> None:
    path = before / file
    harmed = max(path.iterdir(), key=lambda one: one.stat().st_size) if path.is_dir() else path
    code = harmed.read_bytes()
    harmed.unlink()
    if harm != "gone":
        middle = len(code) // 2
        harmed.write_bytes(code[:middle] if harm == "cut short" else code[:middle] + b"!?" + code[middle + 2 :])
    write_indexes(tmp_path / "now", _reworded(), before)
    assert not _is_taken_over(tmp_path / "now", before)
    assert _is_as_made_anew(tmp_path / "now")


@pytest.mark.parametrize("file", [*KEPT, "texts"])
def test_a_cache_with_files_of_another_build_gives_a_right_index(file: str, before: Path, tmp_path: Path) -> None:
    write_indexes(tmp_path / "other", make_searched(5, 50))
    shutil.rmtree(before / file, ignore_errors=True)
    (before / file).unlink(missing_ok=True)
    copy = shutil.copytree if (tmp_path / "other" / file).is_dir() else shutil.copyfile
    copy(tmp_path / "other" / file, before / file)
    write_indexes(tmp_path / "now", _reworded(), before)
    assert _is_as_made_anew(tmp_path / "now")


def test_a_published_file_that_is_gone_is_made_again(before: Path, tmp_path: Path) -> None:
    for path in (before / "search-index" / "t").iterdir():
        path.unlink()
    write_indexes(tmp_path / "now", _reworded(), before)
    assert _is_as_made_anew(tmp_path / "now")


def test_other_sizes_of_files_give_a_clean_build(before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "TERM_SHARD", 500)
    write_indexes(tmp_path / "now", _reworded(), before)
    assert not _is_taken_over(tmp_path / "now", before)
    assert _is_as_made_anew(tmp_path / "now")


def test_an_archive_in_another_language_is_read_anew(before: Path, tmp_path: Path) -> None:
    german = make_searched(4, 60, "de")
    write_indexes(tmp_path / "now", german, before)
    write_indexes(tmp_path / "anew", german)
    assert published(tmp_path / "now") == published(tmp_path / "anew")


def test_the_last_build_is_left_as_it_was(before: Path, tmp_path: Path) -> None:
    def left() -> dict[str, tuple[bytes, int]]:
        return {file: ((before / file).read_bytes(), (before / file).stat().st_mtime_ns) for file in files_in(before)}

    as_built = left()
    write_indexes(tmp_path / "now", _reworded(), before)
    assert left() == as_built


def test_an_index_of_nothing_follows_one_of_something_and_the_other_way_round(before: Path, tmp_path: Path) -> None:
    nothing = make_searched(4, 0)
    write_indexes(tmp_path / "none", nothing, before)
    write_indexes(tmp_path / "now", _reworded(), tmp_path / "none")
    assert _is_as_made_anew(tmp_path / "now")


def test_error_a_harmed_index_says_so_when_it_is_asked(before: Path) -> None:
    (before / "whoosh" / "terms").write_bytes(b"no terms")
    with Asker(before / "whoosh") as asker, pytest.raises(StaleCacheError) as raised:
        asker.answer("parking")
    assert str(raised.value) == (
        f'what the last build kept cannot be used: "{before}/whoosh/terms" is damaged; run "make site" again'
    )


def test_an_index_that_is_brought_up_to_date_counts_its_files_as_one_that_is_made_anew(tmp_path: Path) -> None:
    searched = make_searched(4, 600)
    anew = write_indexes(tmp_path / "before", searched)
    assert write_indexes(tmp_path / "now", searched, tmp_path / "before") == anew
