from __future__ import annotations

import json
from pathlib import Path

from plugins.archive.records import Source
from plugins.permanence.redirects import fnv, hear, witnesses_in
from plugins.permanence.work import (
    check_ledger,
    extend_ledger,
    find_answers,
    write_answers,
)
from tests.support.builders import make_archive, make_issue

LINKS = {"": (), "issues/plan/": (), "meetings/cabinet/2013-09-11/": ("item-1 m1",)}


def test_publishing_extends_the_ledger_and_the_next_publishing_finds_what_is_gone(tmp_path: Path) -> None:
    assert check_ledger(tmp_path, LINKS) == ()
    extend_ledger(tmp_path, LINKS)
    assert check_ledger(tmp_path, LINKS) == ()
    (finding,) = check_ledger(tmp_path, {"": (), "issues/plan/": (), "meetings/cabinet/2013-09-11/": ("item-1",)})
    assert finding.message == 'the published anchor "meetings/cabinet/2013-09-11/#item-1-m1" would be lost'
    assert finding.place.file == f"{tmp_path.name}/permalinks/changes.txt"


def test_an_accounted_change_lets_the_publishing_pass(tmp_path: Path) -> None:
    extend_ledger(tmp_path, LINKS)
    (tmp_path / "permalinks/changes.txt").write_text("issues/plan/ gone: published by mistake\n")
    now = {address: entries for address, entries in LINKS.items() if address != "issues/plan/"}
    assert check_ledger(tmp_path, now) == ()


def test_an_old_address_is_answered_from_the_files(tmp_path: Path) -> None:
    issue = make_issue("plan", sources=(Source(url="https://old.example/ieIssueDetails.aspx?IId=9"),))
    origins = ("https://old.example/",)
    heard = hear(witnesses_in(make_archive(issue)), origins)
    assert len(write_answers(find_answers(heard, origins), tmp_path)) == 2
    index = json.loads((tmp_path / "go/index.json").read_bytes())
    shard = json.loads((tmp_path / f"go/{fnv('issue:9') % index['shards']}.json").read_bytes())
    assert shard["issue:9"] == "issues/plan/"
