from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

from plugins.archive.archive import Archive
from plugins.archive.asked import AskedArchive
from plugins.archive.records import ArchiveSettings
from plugins.build import parcels
from plugins.build.executors import Hands, use
from plugins.build.parcels import OtherCodeError, UnseenFolderError, left_for_workers, unpacked
from plugins.build.workers import map_parts


@pytest.fixture
def spawned(tmp_path: Path) -> Iterator[None]:
    """Work is done by processes that share no memory with this one."""
    context = multiprocessing.get_context("spawn")
    use(Hands(partial(ProcessPoolExecutor, 2, context), tmp_path))
    yield
    use(None)


def times(shared: tuple[int, dict[str, int]], part: int) -> int:
    return shared[0] * part + shared[1]["more"]


@pytest.mark.usefixtures("spawned")
def test_any_executor_gives_the_results_in_the_order_of_the_parts(tmp_path: Path) -> None:
    assert list(map_parts(times, (10, {"more": 1}), list(range(12)), 1)) == list(range(1, 121, 10))
    assert not list(tmp_path.iterdir())


def test_an_environment_is_made_again_with_its_templates_options_and_names(tmp_path: Path) -> None:
    made = Environment(
        loader=DictLoader({"a": "{{ word|loud }} {{ '<' }}", "b": "{{ word }}"}),
        autoescape=True,
        undefined=StrictUndefined,
    )
    made.filters["loud"] = str.upper
    made.get_template("a")
    with left_for_workers(tmp_path, made) as parcel:
        again = unpacked(parcel)
    assert again is not made
    assert again.get_template("a").render(word="hear") == "HEAR &lt;"
    with pytest.raises(UndefinedError):
        again.get_template("b").render()


def test_an_archive_is_left_once_for_all_tasks(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(name="Exampleton"))
    with left_for_workers(tmp_path, ("pages", archive)) as one, left_for_workers(tmp_path, ("data", archive)) as two:
        assert len(list(tmp_path.iterdir())) == 3
        assert unpacked(one)[1] is unpacked(two)[1]
        assert unpacked(one)[1] == archive


def test_an_archive_that_notes_what_it_is_asked_goes_as_the_one_that_it_asks(tmp_path: Path) -> None:
    archive = Archive(ArchiveSettings(name="Exampleton"))
    asked = AskedArchive(archive)
    asked.note("meetings")
    with left_for_workers(tmp_path, asked) as one, left_for_workers(tmp_path, archive) as two:
        assert unpacked(one).whole is unpacked(two)
        with unpacked(one).noting() as questions:
            assert dict(unpacked(one).issues) == {}
    assert list(questions) == ["issues"]


def test_error_a_worker_that_does_not_see_the_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnseenFolderError, match=f'a worker cannot read "{tmp_path}"'):
        unpacked(str(tmp_path / "parcel-0"))


def test_error_a_worker_with_other_code_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with left_for_workers(tmp_path, 1) as parcel:
        monkeypatch.setattr(parcels, "code_version", lambda: b"another")
        with pytest.raises(OtherCodeError, match="a worker runs other code than the build"):
            unpacked(parcel)
