"""Whatever is written, documents read at once give the postings that they give one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.search import afresh, merging
from plugins.search.documents import Passage, SearchDocument
from plugins.search.format import FIELDS
from tests.support.runs import by_runs, told_by_pool, told_by_runs
from tests.support.searching import WORDS, read

PIECES = st.sampled_from((*WORDS, *" \t\n\u00a0-‐/'’.,&_–()0123456789aZéßİſ"))
TEXTS = st.lists(st.one_of(PIECES, PIECES, st.characters(codec="utf-8")), max_size=30).map("".join)
PASSAGES = st.builds(Passage, st.sampled_from([field.name for field in FIELDS[1:]]), TEXTS)


@st.composite
def documents(draw: st.DrawFn) -> SearchDocument:
    title = draw(TEXTS)
    passages = (Passage("title", title), *draw(st.lists(PASSAGES, max_size=5)))
    references = tuple(draw(st.lists(st.one_of(TEXTS, st.sampled_from(("50/2", "item 7a"))), max_size=3)))
    return SearchDocument(
        id=draw(st.uuids()).hex, kind="item", url="x/", title=title, routine=draw(st.booleans()),
        passages=passages, references=references,
    )  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def small_runs() -> Iterator[None]:
    """Runs and blocks so small that a few documents make several."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(afresh, "LONG", 20)
        patched.setattr(merging, "_MOST", 5)
        yield


@settings(deadline=None, max_examples=150)
@given(st.lists(documents(), max_size=6), st.sampled_from(("en", "de", "cy")))
def test_documents_read_at_once_give_what_they_give_one_by_one(some: list[SearchDocument], language: str) -> None:
    with TemporaryDirectory() as folder:
        told = told_by_runs(by_runs(Path(folder), some, language))
    assert told == told_by_pool(read(language, some))
