from __future__ import annotations

from plugins.collecting.addresses import Address, Skip
from plugins.collecting.frontier import Frontier
from plugins.collecting.pages import Kind, Reason


def address(key: str, kind: Kind = Kind.MEETING, *, walks: bool = False) -> Address:
    return Address(key, f"https://x.example/{key}", kind, kind, walks)


def taken(frontier: Frontier) -> list[str]:
    return [found.key for found in iter(frontier.take, None) if found]


def test_addresses_are_taken_by_kind_then_as_they_were_found_and_once() -> None:
    frontier = Frontier()
    frontier.learn([address("d", Kind.DOCUMENT), address("m2"), address("m1"), address("list", Kind.LIST)])
    frontier.learn([address("m1"), address("d", Kind.DOCUMENT)])
    assert frontier.left() == 4
    assert taken(frontier) == ["list", "m2", "m1", "d"]
    assert frontier.left() == 0


def test_a_list_is_followed_on_only_while_it_tells_anything_new() -> None:
    frontier = Frontier()
    frontier.learn([address("m1"), address("page 2", Kind.LIST, walks=True)])
    frontier.learn([address("m1"), address("page 3", Kind.LIST, walks=True)])
    assert taken(frontier) == ["page 2", "m1"]
    assert frontier.skipped() == {Reason.NOTHING_NEW: 1}


def test_a_page_that_one_list_leads_to_after_all_is_not_counted_as_passed_over() -> None:
    frontier = Frontier()
    frontier.learn([address("page 2", Kind.LIST, walks=True)])
    frontier.learn([address("m1"), address("page 2", Kind.LIST, walks=True)])
    assert not frontier.skipped()
    assert frontier.left() == 2


def test_what_is_kept_is_not_asked_for() -> None:
    frontier = Frontier()
    frontier.learn([address("m1"), address("m2")])
    frontier.have("m1")
    frontier.have("m3")
    frontier.learn([address("m3")])
    assert (frontier.left(), frontier.had()) == (1, 2)
    assert taken(frontier) == ["m2"]


def test_an_address_that_was_put_back_is_taken_again_first() -> None:
    frontier = Frontier()
    frontier.learn([address("m1"), address("m2")])
    first = frontier.take()
    assert first is not None
    frontier.put_back(first)
    assert frontier.left() == 2
    assert taken(frontier) == ["m1", "m2"]


def test_an_address_is_passed_over_once_however_often_it_is_linked() -> None:
    frontier = Frontier()
    for _ in range(3):
        frontier.learn([Skip("calendar?m=1", Reason.CALENDAR), Skip("calendar?m=2", Reason.CALENDAR)])
    assert frontier.skipped() == {Reason.CALENDAR: 2}
