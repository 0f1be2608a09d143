from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.search.ask import Answer, Asker, Filters, Hit, NoIndexError, Result, to_json, to_text
from tests.support.searching import ROOT, make_searched, write_indexes


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("asked")
    write_indexes(folder, make_searched(11, 200))
    with Asker(folder / "whoosh") as one:
        yield one


def _numbers(asker: Asker, query: str, sort: str = "relevance", **filters: str) -> list[int]:
    return [hit.number for hit in asker.answer(query, Filters(**filters), sort).hits]


def test_all_words_must_occur(asker: Asker) -> None:
    both = set(_numbers(asker, "parking budget"))
    assert both
    assert both == set(_numbers(asker, "parking")) & set(_numbers(asker, "budget"))


def test_an_excluded_word_takes_away_what_has_it(asker: Asker) -> None:
    left = _numbers(asker, "parking -budget")
    assert set(left) == set(_numbers(asker, "parking")) - set(_numbers(asker, "budget"))


def test_where_no_document_has_all_words_those_with_most_are_found(asker: Asker) -> None:
    answer = asker.answer("parking budget zzzz")
    assert (answer.matched, answer.wanted) == (2, 3)
    assert {hit.number for hit in answer.hits} == set(_numbers(asker, "parking budget"))


def test_better_answers_come_first_and_of_equals_the_later(asker: Asker) -> None:
    hits = asker.answer("parking").hits
    assert [(hit.score, hit.number) for hit in hits] == sorted(((h.score, h.number) for h in hits), reverse=True)


def test_newest_and_oldest_are_sorted_by_day(asker: Asker) -> None:
    newest, oldest = _numbers(asker, "parking", "newest"), _numbers(asker, "parking", "oldest")
    assert newest == sorted(newest, reverse=True)
    assert set(newest) == set(oldest)
    assert newest != oldest


def test_filters_narrow(asker: Asker) -> None:
    all_of_them = set(_numbers(asker, "parking"))
    parts = [set(_numbers(asker, "parking", committee=one)) for one in ("cabinet", "planning", "scrutiny")]
    assert set.union(*parts) < all_of_them
    assert sum(map(len, parts)) == len(set.union(*parts))
    assert _numbers(asker, "parking", committee="nowhere") == []


def test_a_committee_is_asked_for_by_any_of_its_names(asker: Asker) -> None:
    old, new = _numbers(asker, 'committee:"city executive"'), _numbers(asker, "committee:cabinet")
    assert set(old) == set(new) == set(_numbers(asker, "-zzzz", committee="cabinet"))


def test_a_named_item_comes_before_its_words(asker: Asker) -> None:
    first = asker.answer("item 50").hits[0]
    assert first.score > 4 * 63


def test_nothing_asked_finds_nothing(asker: Asker) -> None:
    assert asker.answer("") == Answer((), 0, 0)


def test_results_are_what_people_want_to_know(asker: Asker) -> None:
    (hit, *_) = asker.answer("parking").hits
    (result,) = asker.results([hit])
    assert result.url == f"pages/{result.id.removeprefix('d')}/"
    assert result.score == hit.score


def test_an_answer_as_json_and_as_text() -> None:
    answer, results = Answer((Hit(4, 20), Hit(1, 10)), 1, 2), [Result("a", "a/", "An item", 20)]
    assert json.loads(to_json(answer, results)) == {
        "total": 2,
        "results": [{"id": "a", "url": "a/", "title": "An item", "score": 20}],
    }
    assert to_text(answer, results) == "2 results, with 1 of 2 words\n     20  An item\n         a/"
    assert to_text(Answer((Hit(4, 20),), 2, 2), results) == "1 result\n     20  An item\n         a/"
    assert to_text(Answer((), 0, 2), []) == "0 results"


def test_error_no_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError) as raised:
        Asker(tmp_path)
    assert str(raised.value) == f'there is no search index in "{tmp_path}" yet; run "make site" first'


def test_error_the_command_says_what_is_wrong_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "scripts/search_archive.py", "--output", str(tmp_path / "none"), "parking"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr.startswith("error: there is no search index in ")
    wrong = subprocess.run([*command, "--from", "2013-99"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert wrong.returncode == 2
    assert 'argument --from: "2013-99" is no date; expected 2013, 2013-09 or 2013-09-11' in wrong.stderr
