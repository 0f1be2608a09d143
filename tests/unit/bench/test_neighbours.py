"""What the neighbours are given to build holds the archive, and sites are compared by words and links."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.bench.corpora import archive_of
from tests.bench.records import records, write_records
from tests.bench.sameness import differing, told
from tests.support.site import write_content

_PAGE = '<html><nav><a href="/">Home</a></nav><main><h1>Parks</h1><p>See <a href="{}">{}</a>.</p></main></html>'


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    write_records(records(archive_of(write_content(tmp_path / "content"))), tmp_path / "kept")
    return tmp_path / "kept"


def _front(path: Path) -> dict[str, object]:
    before, head, _ = path.read_text().split("+++\n", 2)
    assert not before
    return tomllib.loads(head)


def test_a_meeting_for_hugo_holds_its_items_with_their_texts(kept: Path) -> None:
    meeting = _front(kept / "meetings/cabinet/2013-09-11.md")
    assert meeting["title"] == "City Executive Board, 11 September 2013"
    assert meeting["committees"] == ["cabinet"]
    assert meeting["items"] == [
        {
            "title": "Plan for the parks",
            "number": "5",
            "anchor": "item-5",
            "issue": "parks",
            "text": "### Minutes\n\nThe Board considered a plan.\n\nRESOLVED: That the plan be approved.",
        }
    ]


def test_a_history_is_left_for_hugo_to_make(kept: Path) -> None:
    assert _front(kept / "issues/parks/_index.md") == {"title": "Parks", "letters": ["p"]}


@pytest.mark.parametrize(
    ("target", "text", "expected"),
    [
        ("/a/", "the plan", []),
        ("/a/", "the  PLAN", []),
        ("/b/", "the plan", ["parks/index.html"]),
        ("/a/", "plan the", ["parks/index.html"]),
    ],
)
def test_sites_are_the_same_where_words_and_links_are_in_one_order(
    tmp_path: Path, target: str, text: str, expected: list[str]
) -> None:
    for name, page in (("one", _PAGE.format("/a/", "the plan")), ("two", _PAGE.format(target, text))):
        write_content(tmp_path / name, {"parks/index.html": page})
    assert differing(told(tmp_path / "one"), told(tmp_path / "two")) == expected


def test_a_page_that_only_one_site_has_is_a_difference(tmp_path: Path) -> None:
    page = _PAGE.format("/a/", "the plan")
    write_content(tmp_path / "one", {"parks/index.html": page})
    write_content(tmp_path / "two", {"parks/index.html": page, "roads/index.html": page})
    assert differing(told(tmp_path / "one"), told(tmp_path / "two")) == ["roads/index.html"]
