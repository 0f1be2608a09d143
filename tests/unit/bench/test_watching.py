"""A site that is watched gives way to another as a whole, or what else befell it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.watching import Watch


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("old")
    return tmp_path / "site"


def _watched(site: Path, happens: Callable[[], object]) -> Watch:
    """The site was looked at, then something happened, then it was looked at again."""
    watch = Watch(site)

    def ended() -> bool:
        if watch.looks == 1:
            happens()
        return watch.looks > 1

    watch.until(ended, 10)
    return watch


def test_a_site_that_stands_still_is_told_of_nothing(site: Path) -> None:
    watch = _watched(site, lambda: None)
    assert (watch.looks, watch.missing, watch.changed) == (2, [], [])


def test_a_site_that_gives_way_to_another_is_told_of_nothing(site: Path) -> None:
    def change_over() -> None:
        (site.parent / "new").mkdir()
        (site.parent / "new" / "index.html").write_text("newer")
        site.rename(site.parent / "was")
        (site.parent / "new").rename(site)

    watch = _watched(site, change_over)
    assert (watch.missing, watch.changed) == ([], [])


def test_a_file_written_in_place_is_told(site: Path) -> None:
    watch = _watched(site, lambda: (site / "index.html").write_text("half"))
    assert watch.changed == [str(site / "index.html")]


def test_a_file_that_comes_or_goes_is_told(site: Path) -> None:
    assert _watched(site, lambda: (site / "more.html").write_text("")).changed == [str(site / "more.html")]
    assert _watched(site, (site / "more.html").unlink).changed == [str(site / "more.html")]


def test_a_moment_without_a_site_is_told(site: Path) -> None:
    assert _watched(site, lambda: site.rename(site.parent / "was")).missing == ["at look 2"]
