"""A first look at a text tells every sign that `re` finds in it, and no grammar reads anything where it has none."""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plugins.archive import call_ins, exemptions, mentions, promises, said
from plugins.archive.outcome_words import ENGLISH
from plugins.archive.prose import Block
from plugins.archive.signs import DIGIT, FirstLook

_ALL: Final = said.SIGNS | ENGLISH.signs
_LOOK: Final = FirstLook(_ALL)
_UNHURRIED: Final = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# What the two may take differently: letters that fold into ASCII's, digits of other scripts, marks, half of a pair.
_ODD: Final = st.sampled_from("İıſK٣३𝟛é\u0301\u200d\u00a0\ud800\x00\n _-/.:()0")
_PHRASES: Final = """
be|fully|brought|submitted|made|report back|The Head of Parks would|provide a report|that|to|was|Jan|Sept|May|March|
December|on 3|2014|03/04/2014|meeting of the Board|Cabinet|Minute 4|minutes no. 3|Min.|Item|item No. 7|under item 3|
call-in|Called In|called in|subject to|special urgency|CALL|General Exception|excluded|EXEMPT|exempt|Schedule 12A|
paragraph 3|exclusion of the public|RESOLVED:|It was resolved that|Reasons for|Recommendation 1:|Advice of the Panel:|
Decision –|The report was|The minutes were|agreed.|AGREED|approved.
"""
_PIECES: Final = st.sampled_from(
    (
        *promises.words.WORDS,
        *ENGLISH.lead_words,
        *ENGLISH.stated_words,
        *(phrase.strip() for phrase in _PHRASES.split("|")),
    )
)
_TEXTS: Final = st.lists(_PIECES | _ODD | st.characters(), max_size=24).flatmap(
    lambda pieces: st.sampled_from(("", " ")).map(lambda between: between.join(pieces))
)


def _signs_in(text: str) -> set[str]:
    """The signs that are there, asked one after another of another matcher."""
    return {sign for sign in _ALL if re.search(sign, text)}


@_UNHURRIED
@given(_TEXTS)
@example("Minute ٣ refers")
@example("item ३ below")
@example("on 0٣/0٤/2014")
@example("in Maré, in May\u0301, in Decİ")
@example("call-in\ud800")
@example("to be fully made\x00 back")
def test_every_sign_that_is_in_a_text_is_told(text: str) -> None:
    assert _signs_in(text) <= _LOOK(text)


@pytest.mark.parametrize("text", ["", "Apologies were received.", "Maria of the Maritime Board", "Decent Junction"])
def test_what_only_begins_like_a_month_is_no_sign(text: str) -> None:
    assert mentions.SIGNS.isdisjoint(_LOOK(text))


@pytest.mark.parametrize("digit", "0١३𝟛9")
def test_whatever_is_a_digit_is_taken_for_one(digit: str) -> None:
    assert FirstLook((f"x{DIGIT}",))(f"x{digit}")


@pytest.mark.parametrize("sign", ["A", "/", ":", " ", "\x00"])
def test_what_is_no_digit_is_not(sign: str) -> None:
    assert not FirstLook((f"x{DIGIT}",))(f"x{sign}")


@_UNHURRIED
@given(_TEXTS)
@example("After a debate it was\u00a0then unanimously resolved that the plan be adopted.")
@example("Members AGREED: the plan.")
def test_a_lead_in_and_a_statement_have_a_sign(text: str) -> None:
    found = [ENGLISH.lead.match(text), ENGLISH.inside.search(text), ENGLISH.stated.search(text)]
    assert not any(found) or not _LOOK(text).isdisjoint(ENGLISH.signs)
    assert not (found[0] or found[1]) or any(word in text for word in ENGLISH.lead_words)
    assert not found[1] or ENGLISH.inside_sign(text)


@_UNHURRIED
@given(_TEXTS)
@example("The Executive at their meeting on 7 October 2013 approved it (Minute 45 refers).")
@example("The decision is not subject to call-in because it is urgent.")
@example("The press and public were excluded under paragraph 3 of Schedule 12A.")
@example("(Cabinet, 3/4/2014)")
def test_no_grammar_reads_anything_in_a_text_without_its_signs(text: str) -> None:
    prose, signs = (Block("paragraph", "1", text),), _LOOK(text)
    assert not (signs.isdisjoint(mentions.SIGNS) and list(mentions.read_mentions(prose, "m")))
    assert not (signs.isdisjoint(call_ins.SIGNS) and list(call_ins.read_call_ins(prose, "m")))
    assert not (signs.isdisjoint(exemptions.SIGNS) and list(exemptions.read_exclusions(prose, "m")))


@_UNHURRIED
@given(_TEXTS)
@example("RESOLVED: That the PRES\u017f and publ\u0131c be now excluded.")
@example("The exclus\u0130on of\u00a0the publ\u0130c was agreed.")
@example("EXEMPT \u2013 Paragraph \u0663 of Schedule\u00a012A")
@example("exempt category 3")
def test_whatever_excludes_has_a_sign(text: str) -> None:
    excluded = exemptions.EXCLUDED.search(text) or exemptions.CATEGORY.search(text) or exemptions.GROUNDS.search(text)
    assert not excluded or not _LOOK(text).isdisjoint(exemptions.SIGNS)


@_UNHURRIED
@given(_TEXTS)
def test_the_words_of_promises_are_those_of_the_text(text: str) -> None:
    stated = re.findall(promises.words.PASSIVE, text)
    present = promises.words_of_promises((Block("paragraph", "1", text),), _LOOK(text))
    assert {word for word in promises.words.WORDS if word in text} | set(stated) == set(present)


_PARTS: Final = """
The Head of Parks|Officers|officers|That|that|requests|asked|ask for|instructed|ACTION:|Action 3 –|a further report|
a progress report|an update|undertook|would|will|shall|is to|to|to provide|to submit|be|be fully|be re-submitted|be|
brought back|reported|tabled|given|report back|come back|feed back|bring the matter back|return|to the Panel|receive|
receives|and to|and|then|provide members with|circulate|share|background|in June|revert to
"""
_CLAUSES: Final = st.lists(
    st.sampled_from([part.strip() for part in _PARTS.split("|")]),
    min_size=2,
    max_size=9,
).flatmap(lambda said: st.sampled_from((" ", " ", "\u00a0", "  ", "\u2003")).map(lambda blank: blank.join(said)))


@_UNHURRIED
@given(_CLAUSES)
@example("ACTION: Officers to circulate a briefing")
@example("The Head of Parks undertook to look at it and report back")
@example("That a further report be fully\u00a0re-submitted in June")
@example("would return to the Board in February 2014")
@example("that the Panel receive a further report in six months")
@example("requests a further report")
@example("The Chief Officer\u2003would provide an update")
def test_a_clause_has_the_sign_of_each_shape_that_it_has(clause: str) -> None:
    shaped = {sign for shape, sign in promises.SHAPES.items() if shape.search(clause)}
    assert shaped <= FirstLook(promises.SHAPES.values())(clause)
