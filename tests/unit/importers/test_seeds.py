"""The two seed pages, read where they lie. Expected values were read off the pages by eye."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from plugins.archive.outcomes import read_item
from plugins.archive.records import Meeting, ResponseKind
from plugins.importers.drafts import Page, checksum
from plugins.importers.readers import read
from plugins.intake.decode import decode
from tests.support.accounting import missing
from tests.support.importing import files, import_paths, record

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
OXFORD, YORK = SEEDS / "000_2ebd4983ee26dc74.txt", SEEDS / "002_20db414e99e2fa8e.txt"
CABINET = "meetings/cabinet/2013-09-11"
PANEL = "meetings/executive-member-for-corporate-services-and-advisory-panel/2008-10-21"

if not SEEDS.is_dir():
    if os.environ.get("MINUTEBOOK_REQUIRE_SAMPLES"):
        raise FileNotFoundError(SEEDS)
    pytest.skip("the seed pages are not beside this checkout", allow_module_level=True)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds") / "content"
    assert import_paths(folder, SEEDS).exit_status() == 0
    return folder


def meeting(content: Path, name: str) -> Meeting:
    value, _ = decode("meeting", (content / f"{name}.yaml").read_text(encoding="utf-8"), name)
    assert isinstance(value, Meeting)
    return value


def only_item(content: Path, name: str) -> dict[str, Any]:
    (item,) = record(content, name)["items"]  # type: ignore[misc]
    return item  # type: ignore[no-any-return]


def test_the_records_are_those_of_the_two_pages(content: Path) -> None:
    assert [p for p in files(content) if not p.startswith("imported/")] == [
        "committees/cabinet.yaml",
        "committees/executive-member-for-corporate-services-and-advisory-panel.yaml",
        "issues/customer-contact-strategy.yaml",
        "issues/customer-strategy.yaml",
        f"{CABINET}.yaml",
        f"{PANEL}.yaml",
    ]


def test_the_rename_gives_dated_names(content: Path) -> None:
    assert record(content, "committees/cabinet")["names"] == [
        {"name": "City Executive Board", "until": "2019-05-12"},
        {"name": "Cabinet", "from": "2019-05-13"},
    ]


def test_issue_and_item_have_titles_of_their_own(content: Path) -> None:
    item = only_item(content, PANEL)
    assert (item["number"], item["title"], item["issue"]) == ("25", "Corporate Customer Strategy", "customer-strategy")
    assert record(content, "issues/customer-strategy")["title"] == "Customer Strategy"


def test_documents_have_references_kinds_and_every_file(content: Path) -> None:
    documents = only_item(content, CABINET)["documents"]
    sizes = [[(r["format"], r["size_as_written"]) for r in d["renditions"]] for d in documents]
    assert [(d.get("reference"), d.get("kind"), each) for d, each in zip(documents, sizes, strict=True)] == [
        (None, "report", [("pdf", "90 KB")]),
        ("50/2", None, [("pdf", "134 KB"), ("docx", "158 KB")]),
        ("50/3", "appendix", [("pdf", "33 KB"), ("doc", "77 KB")]),
        ("50/4", "background", [("pdf", "173 KB"), ("doc", "114 KB")]),
    ]  # fmt: skip
    assert documents[3]["title"].endswith(" - Background")
    assert not any("item 50" in d["title"] for d in documents)
    (report,) = only_item(content, PANEL)["documents"]
    assert (report["title"], report["renditions"]) == (
        "Corporate Customer Strategy",
        [{"format": "pdf", "size_as_written": "43 KB"}],
    )


def test_scrutiny_is_answered_three_times(content: Path) -> None:
    (item,) = meeting(content, CABINET).items
    read = read_item(item)
    assert [(r.number, r.response_kind, r.paragraph, r.response_paragraph) for r in read.recommendations] == [
        ("1", ResponseKind.AGREED, "m4", "m5"),
        ("2", ResponseKind.COMMENT, "m6", "m8"),
        ("3", ResponseKind.AGREED, "m9", "m10"),
    ]
    assert [r.response for r in read.recommendations][::2] == ["Agreed by the Board", "Agreed by the Board."]
    assert [r.paragraph for r in read.resolutions] == ["m11"]
    assert read.outcome is not None
    assert read.outcome.kind.value == "approved"


def test_advice_and_decision_stand_apart_in_both_editions(content: Path) -> None:
    (item,) = meeting(content, PANEL).items
    read = read_item(item)
    assert [(a.by, a.paragraph) for a in read.advice] == [("Advisory Panel", "d9"), ("Advisory Panel", "m13")]
    assert [(r.by, r.paragraph) for r in read.resolutions] == [("Executive Member", "d10"), ("Executive Member", "m14")]
    assert [r.paragraph for r in read.reasons] == ["d11", "m15"]
    assert read.reasons[0].text != read.reasons[1].text
    assert read.advice[1].text.endswith(" 1.")


def test_lists_and_headings_of_the_page_are_lists_and_headings(content: Path) -> None:
    item = only_item(content, PANEL)
    for edition in ("decision", "minutes"):
        assert sum(line.startswith("- ") for line in item[edition].splitlines()) == 6
        assert [line for line in item[edition].splitlines() if line.startswith("#")] == [
            "### Advice of the Advisory Panel",
            "### Decision of the Executive Member",
        ]


@pytest.mark.parametrize("seed", [OXFORD, YORK])
def test_every_word_stands_in_a_record_or_in_the_report(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    reading = read(Page(seed.name, checksum(seed.read_bytes()), text))
    assert missing(text, reading) == []  # type: ignore[arg-type]
    assert {left.reason for left in reading.left} == {"furniture"}  # type: ignore[union-attr]


def test_the_frame_of_the_page_is_furniture() -> None:
    reading = read(Page(YORK.name, "", YORK.read_text(encoding="utf-8")))
    left = [each.text for each in reading.left]  # type: ignore[union-attr]
    assert [left[0], *left[-2:]] == ["Issue - meetings", "Feedback", "Back to the top of the page"]


def test_twice_is_once(content: Path) -> None:
    before = files(content)
    assert import_paths(content, OXFORD, YORK).written == 0
    assert files(content) == before
