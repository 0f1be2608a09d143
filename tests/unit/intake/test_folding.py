from __future__ import annotations

from copy import deepcopy

from plugins.archive.answers import Answers
from plugins.archive.archive import Archive
from plugins.archive.link import Records, link
from plugins.archive.records import ArchiveSettings, Issue, IssueId
from plugins.intake.folding import FoldedIssues, Folding
from tests.support.builders import make_issue

ISSUES = (
    make_issue("parks", title="Parks", topics=("Green", "Play"), wards=("South",)),
    make_issue("bins", title="Bins", topics=("Waste",), related=(IssueId("parks"),)),
    make_issue("paths", title="Paths", topics=("Green",)),
)


def archive(most: int) -> Archive:
    """An archive that folds more issues than `most`."""
    folding = Folding(most)
    for issue in ISSUES:
        folding.add(issue)
    return link(Records(ArchiveSettings(name="Exampleton"), issues=folding.all()))[0]


def test_few_issues_are_held_as_they_are() -> None:
    folding = Folding(3)
    for issue in ISSUES:
        folding.add(issue)
    assert folding.all() == ISSUES


def test_folded_issues_come_in_the_order_of_their_identifiers() -> None:
    assert list(archive(1).issues.items()) == [(issue.id, issue) for issue in sorted(ISSUES, key=lambda i: i.id)]


def test_what_is_no_issue_is_not_there() -> None:
    folded = archive(1).issues
    assert (folded.get(IssueId("roads")), IssueId("roads") in folded, len(folded)) == (None, False, len(ISSUES))


def test_lists_of_folded_issues_hold_what_those_of_others_do() -> None:
    folded, held = archive(1), archive(9)
    assert isinstance(folded.issues, FoldedIssues)
    assert isinstance(held.issues, dict)
    assert _lists(folded) == _lists(held)
    assert _lists(folded) == {
        "b": ["bins"],
        "p": ["parks", "paths"],
        "green": ["parks", "paths"],
        "play": ["parks"],
        "waste": ["bins"],
        "south": ["parks"],
    }


def _lists(whole: Archive) -> dict[str, list[str]]:
    """All lists of issues, by letter, topic and ward."""
    groups = {**whole.topics(), **whole.wards()}
    lists = {**whole.issues_by_letter(), **{slug: group.issues for slug, group in groups.items()}}
    return {name: [issue.id for issue in issues] for name, issues in lists.items()}


def test_questions_about_folded_issues_have_the_answers_that_others_have() -> None:
    questions = ("issues", "issues parks", "issues roads", "issues? bins", "letters", "letters p", "topics green")
    folded, held = Answers(archive(1)), Answers(archive(9))
    assert [folded(question) for question in questions] == [held(question) for question in questions]


def test_what_is_made_again_of_folded_issues_holds_the_same() -> None:
    folded = archive(1).issues
    assert dict(deepcopy(folded)) == dict(folded)


def test_an_issue_of_many_is_what_it_was() -> None:
    folded: dict[IssueId, Issue] = dict(archive(0).issues)
    assert folded == {issue.id: issue for issue in ISSUES}
