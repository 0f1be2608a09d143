from __future__ import annotations

from plugins.archive.records import CallIn, Exempt, NamedVote, Vote
from plugins.archive.vocabulary import VoteValue
from plugins.pages.views import make_shelf
from plugins.pages.views.decisions import decision_view
from plugins.pages.views.items import ItemView
from tests.support.builders import make_archive, make_decision, make_item, make_meeting


def view(**facts: object) -> ItemView:
    archive = make_archive(
        make_meeting("cabinet", "2020-03-04", make_item("Minutes", number="1")),
        make_meeting("cabinet", "2020-05-06", make_item(number="50", **facts)),
    )
    return make_shelf(archive).items_of(archive.meetings["cabinet/2020-05-06"])[0]  # type: ignore[index]


def test_a_promise_says_when_to_whom_and_where_it_stands() -> None:
    (promise,) = view(minutes="Talk.\n\nOfficers would report back to the Cabinet in March 2021.").promises
    assert (promise.label, promise.due, promise.to) == ("Report back promised", "March 2021", "the Cabinet")
    assert (promise.anchor, promise.source, promise.reckoned) == ("item-50-m2", "from the minutes", "")


def test_a_due_date_that_had_to_be_reckoned_says_what_it_comes_to() -> None:
    (promise,) = view(minutes="Officers would report back to the Cabinet in six months.").promises
    assert (promise.due, promise.reckoned) == ("in six months", "November 2020")
    (promise,) = view(minutes="Officers would report back to the Cabinet by 9 June.").promises
    assert (promise.due, promise.reckoned) == ("9 June", "9 June 2020")
    (promise,) = view(minutes="Officers would report back to the Cabinet within two months.").promises
    assert promise.reckoned == "by 6 July 2020"


def test_what_was_only_asked_for_is_not_said_to_be_promised() -> None:
    (promise,) = view(minutes="Members requested that a further report be brought to the next meeting.").promises
    assert (promise.label, promise.due, promise.to) == ("Report back asked for", "the next meeting", None)


def test_a_promise_that_two_editions_make_is_shown_once_from_the_decision_notice() -> None:
    text = "RESOLVED: That a further report be brought to the Cabinet in March 2021."
    (promise,) = view(decision=text, minutes=f"Talk.\n\n{text}").promises
    assert promise.source == "from the decision notice"


def test_a_promise_without_a_date_says_so() -> None:
    (promise,) = view(minutes="The Head of Parks agreed to provide a written response.").promises
    assert promise.due == "no date given"


def test_what_an_item_refers_to_is_linked_where_the_archive_has_it() -> None:
    minutes = "The minutes of the meetings held on 4 March 2020 and 5 March 2020 were signed. (Minute 1 refers)"
    found = view(minutes=minutes).refers
    assert [(each.text, each.address, each.anchor) for each in found] == [
        ("Cabinet, 4 March 2020", "meetings/cabinet/2020-03-04/", "item-50-m1"),
        ("Cabinet, 4 March 2020, item 1", "meetings/cabinet/2020-03-04/#item-1", "item-50-m1"),
    ]


def test_call_in_and_exemption_that_were_read_say_where() -> None:
    minutes = "The decision is not subject to call-in.\n\nThe appendix is exempt under paragraph 3 of Schedule 12A."
    item = view(minutes=minutes)
    assert item.call_in is not None
    assert item.exempt is not None
    assert (item.call_in.source, item.call_in.anchor) == ("from the minutes", "item-50-m1")
    assert (item.exempt.source, item.exempt.anchor) == ("from the minutes", "item-50-m2")
    assert [ground.number for ground in item.exempt.grounds] == [3]


def test_what_a_record_states_is_not_said_to_be_read() -> None:
    minutes = "The decision is not subject to call-in.\n\nThe appendix is exempt under paragraph 3 of Schedule 12A."
    item = view(minutes=minutes, call_in=CallIn(status="Called in"), exempt=Exempt(paragraphs=(1,)))
    assert item.call_in is not None
    assert item.exempt is not None
    assert (item.call_in.status, item.call_in.source) == ("Called in", "")
    assert ([ground.number for ground in item.exempt.grounds], item.exempt.source) == ([1], "")


def test_a_decision_outside_a_meeting_shows_its_promise() -> None:
    decision = make_decision(decision="To award it. A further report will be brought to the Cabinet in June 2021.")
    (promise,) = decision_view(make_archive(decision), decision, {}).promises
    assert (promise.due, promise.anchor) == ("June 2021", "d1")


def test_numbers_that_are_not_those_of_the_names_are_told() -> None:
    named = (NamedVote(name="Councillor Ash", vote=VoteValue.FOR),)
    assert view(votes=(Vote(for_=2, against=0, named=named),)).votes[0].unequal == "for: 2 written, 1 named"
    assert view(votes=(Vote(for_=1, against=0, named=named),)).votes[0].unequal == ""
    assert view(votes=(Vote(for_=2, against=0),)).votes[0].unequal == ""


def test_a_vote_in_words_is_told_in_a_line() -> None:
    (vote,) = view(votes=(Vote(carried=True, manner="unanimously"),)).votes
    assert (vote.brief, vote.result, vote.manner) == (True, "Carried", "unanimously")
