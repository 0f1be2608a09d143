"""The real samples of Legistar and OParl: what recurs is one issue, what is written is told, twice is once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.importing import files, import_paths


def every(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def load(path: Path) -> dict[str, Any]:
    tree: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tree


def meetings(content: Path) -> dict[str, dict[str, Any]]:
    """The meetings by every address at which they were read."""
    trees = [load(path) for path in sorted((content / "meetings").rglob("*.yaml"))]
    return {source["url"]: tree for tree in trees for source in tree["sources"] if source.get("url")}


def issues(content: Path) -> dict[str, str]:
    """The issues by every reference and address that is theirs."""
    trees = {path.stem: load(path) for path in (content / "issues").glob("*.yaml")}
    told = [(ref, name) for name, tree in trees.items() for ref in tree.get("references", ())]
    return dict(told + [(s["url"], name) for name, tree in trees.items() for s in tree["sources"] if s.get("url")])


@pytest.fixture(scope="module")
def new_york(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    sample, content = shared / "samples" / "legistar-nyc", tmp_path_factory.mktemp("nyc") / "content"
    if not sample.is_dir():
        pytest.skip("this sample is not beside this checkout")
    import_paths(content, sample)
    return sample, content


@pytest.fixture(scope="module")
def karlsruhe(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    sample, content = shared / "samples" / "oparl-karlsruhe", tmp_path_factory.mktemp("ka") / "content"
    if not sample.is_dir():
        pytest.skip("this sample is not beside this checkout")
    import_paths(
        content, *(sample / name for name in ("meetings", "papers", "organizations.json", "consultations.json"))
    )
    return sample, content


def test_every_matter_of_an_event_is_one_issue_with_its_items_in_order(new_york: tuple[Path, Path]) -> None:
    sample, content = new_york
    known, named = meetings(content), issues(content)
    told: dict[str, int] = defaultdict(int)
    for event in every(sample / "events"):
        items = [each for each in event["Items"] if each.get("MatterFile")]
        have = [each["issue"] for each in known[event["InSiteURL"]]["items"] if each.get("issue")]
        assert sorted(have) == sorted(named[each["MatterFile"]] for each in items)
        on_agenda = sorted((each for each in items if each["AgendaSequence"]), key=lambda each: each["AgendaSequence"])
        rest = iter(have)
        assert all(named[each["MatterFile"]] in rest for each in on_agenda)
        for file in {each["MatterFile"] for each in items}:
            told[file] += 1
    assert sum(count > 1 for count in told.values()) == 142


def test_every_paper_is_one_issue_with_all_its_items(karlsruhe: tuple[Path, Path]) -> None:
    sample, content = karlsruhe
    known, named = meetings(content), issues(content)
    papers = {c["id"]: paper["id"] for paper in every(sample / "papers") for c in paper.get("consultation", ())}
    seen = defaultdict(set)
    for meeting in every(sample / "meetings"):
        items = sorted(meeting.get("agendaItem", ()), key=lambda each: each["order"])
        have = known[meeting["id"]].get("items", [])
        assert [each["title"] for each in have] == [" ".join(each["name"].split()) for each in items]
        for item, told in zip(items, have, strict=True):
            paper = papers.get(item.get("consultation", ""))
            assert paper is None or told["issue"] == named[paper]
            seen[paper].add(meeting["id"])
    assert sum(len(at) > 1 for paper, at in seen.items() if paper) == 60


def test_what_was_written_in_olympia_is_read(shared: Path, tmp_path: Path) -> None:
    sample = shared / "samples" / "legistar-olympia"
    report = import_paths(tmp_path / "content", *sorted(sample.glob("*.json")))
    assert report.exit_status() == 0
    found = load(tmp_path / "content" / "meetings" / "city-council" / "2026-07-30.yaml")
    assert [each.get("number") for each in found["items"]] == ["1", "2", "2.A", "3"]
    before = files(tmp_path / "content")
    import_paths(tmp_path / "content", *sorted(sample.glob("*.json")))
    assert files(tmp_path / "content") == before


def test_the_examples_of_the_specification_are_read(shared: Path, tmp_path: Path) -> None:
    sample = shared / "samples" / "oparl-spec-examples"
    report = import_paths(tmp_path / "content", *sorted(sample.glob("*.json")))
    assert report.failed() == 0
    found = load(next((tmp_path / "content" / "meetings").rglob("*.yaml")))
    outcome = found["items"][0]["outcome"]
    assert (outcome["kind"], outcome["text"]) == ("approved with changes", "Geändert beschlossen")
