from __future__ import annotations

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.asked import HISTORY, AskedArchive
from plugins.archive.records import IssueId
from plugins.pages.views.waiting import Folded, Waiting
from tests.support.builders import make_archive, make_issue


def test_what_two_want_is_made_once() -> None:
    waiting, made = Waiting[int](make_archive()), iter(range(9))
    assert [waiting.twice(("a",), lambda: next(made)) for _ in range(2)] == [0, 0]


def test_a_third_has_it_made_again() -> None:
    waiting, made = Waiting[int](make_archive()), iter(range(9))
    assert [waiting.twice(("a",), lambda: next(made)) for _ in range(3)] == [0, 0, 1]


def test_what_waited_longest_gives_way() -> None:
    waiting, made = Waiting[int](make_archive(), longest=2), iter(range(9))
    for key in "abc":
        waiting.twice((key,), lambda: next(made))
    assert {key: waiting.twice((key,), lambda: next(made)) for key in "cba"} == {"c": 2, "b": 1, "a": 3}


def test_both_have_asked_what_making_it_asked() -> None:
    archive = AskedArchive(make_archive(make_issue("parks")))
    waiting = Waiting[str](archive)
    for _ in range(2):
        with archive.noting() as asked:
            waiting.twice(("a",), lambda: archive.issues[IssueId("parks")].title)
        assert list(asked) == ["issues parks"]


def folded(archive: Archive) -> Folded[int]:
    return Folded(archive, HISTORY, lambda packed: msgspec.msgpack.decode(packed, type=int))


def test_what_many_want_is_made_once_for_each_key() -> None:
    many, made = folded(make_archive()), iter(range(9))
    assert [many.get(key, lambda: next(made)) for key in "abcabca"] == [0, 1, 2, 0, 1, 2, 0]


def test_all_who_want_it_have_asked_the_one_question_that_stands_for_what_making_it_asked() -> None:
    archive = AskedArchive(make_archive(make_issue("parks"), make_issue("roads")))
    many = folded(archive)
    for key in ("parks", "roads", "parks", "roads"):
        with archive.noting() as asked:
            many.get(key, lambda key=key: len(archive.issues[IssueId(key)].title))  # type: ignore[misc]
        assert list(asked) == [f"history {key}"]
