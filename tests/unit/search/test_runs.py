"""Documents read at once, as runs that are merged, give what they give read one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.search import afresh, lexicon, merging, stretches
from plugins.search.documents import Passage, SearchDocument
from plugins.search.keeping import StaleCacheError
from plugins.search.merging import merged
from plugins.search.packing import unpacked
from plugins.search.texts import left_in
from tests.support.runs import by_runs, told_by_pool, told_by_runs
from tests.support.searching import make_searched, read


def _document(*passages: Passage, **facts: object) -> SearchDocument:
    return SearchDocument(id="x", kind="item", url="x/", title="x", passages=passages, **facts)  # type: ignore[arg-type]


@pytest.fixture
def small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts and runs of few documents and blocks of few postings, so that small archives have many of each."""
    monkeypatch.setattr(afresh, "_MOST", 20)
    monkeypatch.setattr(afresh, "LONG", 300)
    monkeypatch.setattr(merging, "_MOST", 50)


def test_any_two_signs_of_ascii_between_letters_and_digits_are_read_alike(tmp_path: Path) -> None:
    signs = [*map(chr, range(128)), ""]
    text = " ".join(f"{a}{one}{two}{b}" for a, b in ("ab", "a7", "7a", "77") for one in signs for two in signs)
    documents = [_document(Passage("minutes", text), Passage("title", text[:9999]))]
    assert told_by_runs(by_runs(tmp_path, documents)) == told_by_pool(read("en", documents))


def test_words_of_any_length_that_differ_in_one_letter_are_told_apart(tmp_path: Path) -> None:
    same = ["x" * length for length in range(1, 70)]
    other = [f"{word[:at]}{letter}{word[at + 1 :]}" for word in same for at in range(len(word)) for letter in "yé"]
    documents = [_document(Passage("minutes", " ".join((*same, *other, *same))))]
    assert told_by_runs(by_runs(tmp_path, documents, "cy")) == told_by_pool(read("cy", documents))


def test_words_are_told_apart_however_many_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_lexicons", {})
    monkeypatch.setattr(stretches, "_FEWEST", 1)
    monkeypatch.setattr(stretches, "_AT_ONCE", 1_000)
    short = [f"{number:x}" for number in range(0, 60_000, 3)]
    long = [f"{number}x{number * 977}" for number in range(20_000)]
    documents = [_document(Passage("minutes", " ".join(words))) for words in (short, long, [*long[::2], *short])]
    assert told_by_runs(by_runs(tmp_path, documents, "cy")) == told_by_pool(read("cy", documents))


@pytest.mark.usefixtures("small_runs")
@pytest.mark.parametrize("language", ["en", "de", "cy"])
def test_many_runs_give_the_postings_that_documents_give_one_by_one(language: str, tmp_path: Path) -> None:
    documents = make_searched(3, 150, language).documents
    told = by_runs(tmp_path, documents, language)
    assert len(list((tmp_path / "runs").glob("*.terms"))) > 5
    assert told_by_runs(told) == told_by_pool(read(language, documents))


def test_a_text_that_is_met_again_counts_again(tmp_path: Path) -> None:
    said = Passage("minutes", "Libraries (all), libraries.", "m1")
    documents = [
        _document(Passage("title", "Libraries"), said, said, references=("50/2", "50/2")),
        _document(Passage("title", "Libraries"), Passage("summary", "Libraries"), said, references=("50/2",)),
    ]
    assert told_by_runs(by_runs(tmp_path, documents)) == told_by_pool(read("en", documents))


@pytest.mark.usefixtures("small_runs")
def test_terms_and_words_stand_in_order(tmp_path: Path) -> None:
    found = by_runs(tmp_path, make_searched(3, 150).documents).found
    assert found.terms.keys == sorted(found.terms.keys)
    assert found.words.keys == sorted(found.words.keys)


@pytest.mark.usefixtures("small_runs")
def test_the_postings_of_any_shards_can_be_asked_for(tmp_path: Path) -> None:
    documents = make_searched(3, 150).documents
    terms, _, _, postings = by_runs(tmp_path, documents).found
    whole = [told_by_pool(read("en", documents)).postings[term] for term in terms.keys]
    for shards in ([(0, len(whole))], [(0, 7), (7, 8), (8, 8), (8, 90), (90, len(whole))], [(40, 60), (3, 9), (9, 20)]):
        held = list(postings(shards, len(documents)))
        assert [one.each() for one in held] == [whole[first:past] for first, past in shards]


def test_documents_read_in_several_processes_give_what_they_give_in_one(tmp_path: Path) -> None:
    documents = make_searched(5, 1100).documents
    one, two = (by_runs(tmp_path / str(workers), documents, workers=workers) for workers in (1, 2))
    assert told_by_runs(one) == told_by_runs(two)
    assert one.entries == two.entries
    texts = [[left_in(path) for path in sorted((tmp_path / n / "texts").iterdir())] for n in ("1", "2")]
    assert texts[0] == texts[1]


def test_texts_hold_every_document_under_its_source(tmp_path: Path) -> None:
    documents = make_searched(5, 40).documents
    by_runs(tmp_path, documents)
    texts = [left_in(path) for path in (tmp_path / "texts").iterdir()]
    found = {key: [unpacked(code) for code in packed] for some in texts for key, packed in some.items()}
    assert found == {document.id: [document] for document in documents}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "— … ( ) ' - / , .",
        "(Parks, 'parks' \"parks\"; parks. …parks… “parks” PARKS! #parks parks’",
        "and/or 50/2 50/50 re-re co-operative re-co-operated e-mail's O'Brien d'Arcy's don't rock'n'roll",
        "park-ing s-s a-a-a 1-1 x/x 7/7/7 a-b-c-d-e-f-g-h",
        "£200,000 1,000,000.50 10.1 2.5m 11.09.2013 3,50 1,2345 7a",
        "a&b & R&D &c fish&chips",
        "café Straße Łódź naïve Ωμέγα ΣΟΦΟΣ Ynys Môn ﬁre İstanbul ſt",
        "one\u00a0two\u2009three\u3000four\nfive\tsix\x1cseven\x85eight\u2028nine",
        "low_line _ __init__ 2\u20442 x² ½ 漢字 １２",
        "x" * 200 + " " + "y-" * 90 + "y",
    ],
)
def test_any_writing_is_read_alike(text: str, tmp_path: Path) -> None:
    passages = Passage("title", text), Passage("minutes", text), Passage("minutes", f"the {text} end")
    documents = [_document(*passages), _document(*passages, routine=True, references=("50/2", "item 7", "50/2", "–"))]
    assert told_by_runs(by_runs(tmp_path, documents)) == told_by_pool(read("en", documents))


def test_places_far_apart_and_counts_of_thousands_are_read_alike(tmp_path: Path) -> None:
    long = " ".join(["lake", *["park"] * 70_000, "lake", *["park pond"] * 100])
    documents = [_document(Passage("minutes", long), Passage("summary", "lake")), _document()]
    assert told_by_runs(by_runs(tmp_path, documents)) == told_by_pool(read("en", documents))


def test_a_field_that_comes_again_counts_again(tmp_path: Path) -> None:
    passages = Passage("minutes", "park"), Passage("summary", "park lake"), Passage("minutes", "park park")
    documents = [_document(*passages)]
    assert told_by_runs(by_runs(tmp_path, documents)) == told_by_pool(read("en", documents))


def test_an_archive_of_nothing_has_no_terms(tmp_path: Path) -> None:
    told = by_runs(tmp_path, ())
    assert told.entries == []
    assert told.found.terms.keys == told.found.words.keys == []
    assert [held.each() for held in told.found.postings([(0, 0)], 0)] == [[]]


@pytest.mark.parametrize("file", ["00000-00000", "00000-00000.terms"])
@pytest.mark.parametrize("harm", ["cut short", "gone"])
def test_error_a_run_that_is_harmed_is_told_of(file: str, harm: str, tmp_path: Path) -> None:
    told = by_runs(tmp_path, make_searched(3, 20).documents)
    path = tmp_path / "runs" / file
    code = path.read_bytes()
    path.unlink()
    if harm == "cut short":
        path.write_bytes(code[:-1])
    with pytest.raises(StaleCacheError, match=file):
        merged([tmp_path / "runs" / "00000-00000"], told.lengths)
