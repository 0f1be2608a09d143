from __future__ import annotations

from plugins.archive.records import ArchiveSettings, Document, Rendition, Source
from plugins.permanence.redirects import (
    A_SHARD,
    answers_of,
    fnv,
    hear,
    index,
    origins_of,
    shard_count,
    shards,
    witnesses_in,
)
from tests.support.builders import (
    make_archive,
    make_committee,
    make_decision,
    make_issue,
    make_item,
    make_meeting,
    make_person,
)

OLD = "https://old.example/"
HERE = "meetings/cabinet/2013-09-11/"


def _source(url: str) -> tuple[Source, ...]:
    return (Source(url=url),)


def _answers(*records, origins: tuple[str, ...] = (OLD,)) -> dict[str, str]:
    archive = make_archive(*records, settings=ArchiveSettings(name="X", origins=origins))
    heard = hear(witnesses_in(archive), origins)
    return answers_of(heard, origins_of(heard, origins))


def test_a_meeting_answers_for_itself_and_for_the_committee_its_address_names() -> None:
    meeting = make_meeting(
        "cabinet", "2013-09-11", sources=_source(f"{OLD}ieListDocuments.aspx?CId=288&MId=8533&Ver=4")
    )
    assert _answers(meeting) == {"meeting:8533": HERE, "committee:288": "committees/cabinet/"}


def test_an_item_answers_at_its_anchor_and_its_papers_with_it() -> None:
    paper = Document(title="Report", renditions=(Rendition(format="pdf", url=f"{OLD}documents/s77/Report.pdf"),))
    item = make_item(number="50", sources=_source(f"{OLD}mgAi.aspx?ID=5"), documents=(paper,))
    assert _answers(make_meeting("cabinet", "2013-09-11", item)) == {
        "item:5": f"{HERE}#item-50", "paper:77": f"{HERE}#item-50",
    }  # fmt: skip


def test_a_paper_of_which_we_have_a_copy_is_answered_with_the_copy() -> None:
    both = Rendition(format="pdf", url=f"{OLD}documents/s77/Report.pdf", file="a b.pdf")
    item = make_item(number="50", documents=(Document(title="Report", renditions=(both,)),))
    assert _answers(make_meeting("cabinet", "2013-09-11", item)) == {"paper:77": "documents/a%20b.pdf"}


def test_what_a_record_says_of_itself_counts_for_more_than_what_another_says() -> None:
    issue = make_issue("plan", sources=_source(f"{OLD}ieIssueDetails.aspx?IId=9&Opt=3"))
    other = make_item(number="1", issue=make_issue("other").id, sources=_source(f"{OLD}ieIssueDetails.aspx?IId=9"))
    answers = _answers(issue, make_issue("other"), make_meeting("cabinet", "2013-09-11", other))
    assert answers == {"issue:9": "issues/plan/"}


def test_an_item_read_on_an_issues_page_answers_for_its_issue_not_for_itself() -> None:
    issue = make_issue("plan")
    item = make_item(number="1", issue=issue.id, sources=_source(f"{OLD}ieIssueDetails.aspx?IId=9"))
    assert _answers(issue, make_meeting("cabinet", "2013-09-11", item)) == {"issue:9": "issues/plan/"}


def test_people_committees_and_decisions_answer_too() -> None:
    records = (
        make_person("jo-field", sources=_source(f"{OLD}mgUserInfo.aspx?UID=7")),
        make_committee("cabinet", sources=_source(f"{OLD}mgCommitteeDetails.aspx?ID=288")),
        make_decision(sources=_source(f"{OLD}ieDecisionDetails.aspx?ID=13567")),
    )
    assert _answers(*records) == {
        "person:7": "people/jo-field/",
        "committee:288": "committees/cabinet/",
        "decision:13567": "decisions/2020/cycle-grant/",
    }


def test_one_number_at_two_old_sites_is_told_apart_by_the_site() -> None:
    first = make_issue("one", sources=_source("https://a.example/ieIssueDetails.aspx?IId=9"))
    second = make_issue("two", sources=_source("https://b.example/ieIssueDetails.aspx?IId=9"))
    answers = _answers(first, second, origins=("https://a.example/", "https://b.example/"))
    assert answers == {"0|issue:9": "issues/one/", "1|issue:9": "issues/two/"}


def test_sites_that_only_records_name_are_origins_as_well() -> None:
    issue = make_issue("one", sources=_source("https://b.example/ieIssueDetails.aspx?IId=9"))
    assert origins_of(hear(witnesses_in(make_archive(issue)), (OLD,)), (OLD,)) == (OLD, "https://b.example/")


def test_beside_an_old_site_in_a_folder_its_host_is_an_origin_too() -> None:
    known = ("https://b.example/council/",)
    records = (
        make_issue("one", sources=_source("https://b.example/council/ieIssueDetails.aspx?IId=9")),
        make_issue("two", sources=_source("http://B.example:80/ieIssueDetails.aspx?IId=9")),
        make_issue("three", sources=_source("b.example/council/ieIssueDetails.aspx?IId=10")),
        make_issue("four", sources=_source("/ieIssueDetails.aspx?IId=11")),
    )
    assert origins_of(hear(witnesses_in(make_archive(*records)), known), known) == (*known, "http://b.example/")
    assert _answers(*records, origins=known) == {
        "0|issue:9": "issues/one/", "1|issue:9": "issues/two/", "issue:10": "issues/three/", "issue:11": "issues/four/",
    }  # fmt: skip


def test_what_was_heard_first_is_believed_also_where_it_was_heard_apart() -> None:
    first = hear(witnesses_in(make_archive(make_issue("one", sources=_source(f"{OLD}ieIssueDetails.aspx?IId=9")))), ())
    then = make_issue("two", sources=(*_source(f"{OLD}ieIssueDetails.aspx?IId=9"), *_source("https://c.example/a.pdf")))
    first.add(hear(witnesses_in(make_archive(then)), ()))
    origins = origins_of(first, ())
    assert origins == ("https://c.example/", OLD)
    assert answers_of(first, origins) == {"address:a.pdf": "issues/two/", "issue:9": "issues/one/"}


def test_every_answer_is_in_the_part_that_its_hash_names() -> None:
    answers = {f"meeting:{n}": f"meetings/{n}/" for n in range(3 * A_SHARD)}
    parts = list(shards(answers))
    assert len(parts) == shard_count(len(answers)) == index((), answers)["shards"] == 4
    assert all(fnv(key) % len(parts) == number for number, part in enumerate(parts) for key in part)
    assert sum(map(len, parts)) == len(answers)


def test_no_answers_are_one_empty_part() -> None:
    assert list(shards({})) == [{}]
