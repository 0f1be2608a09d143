"""The judged queries can be answered: what they name exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import corpora
from tests.bench.judged import Asked, load, names, rank, resolve, success
from tests.bench.real import NoSampleError, imported
from tests.support.site import ROOT


def test_every_answer_in_the_demonstration_archive_exists() -> None:
    queries = load("demonstration").queries
    there = {document.id for document in corpora.searched(ROOT / "content").documents}
    assert [(one.asks, right) for one in queries for right in one.right if right not in there] == []
    assert len(queries) >= 80
    assert len({one.asks for one in queries}) == len(queries)
    assert {one.by for one in queries} == {"resident", "journalist", "officer"}


@pytest.mark.parametrize("name", [name for name in names() if name != "demonstration"])
def test_what_is_asked_of_real_records_has_an_answer_there(name: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(corpora, "FOLDER", tmp_path)
    try:
        content = imported(name)
    except NoSampleError as error:
        pytest.skip(str(error))
    queries = load(name).queries
    found = {one.asks for one in resolve(queries, corpora.searched(content).documents)}
    assert [one.asks for one in queries if one.asks not in found] == []


def test_success_counts_the_first_right_answer() -> None:
    query = Asked("pool", ("a", "b"))
    ranks = [rank(query.right, answer) for answer in (["a"], ["x", "b", "a"], [])]
    assert ranks == [1, 2, None]
    told = success(ranks)
    assert (told.at_1, told.at_5, told.reciprocal) == (1 / 3, 2 / 3, 0.5)
