from __future__ import annotations

import pytest

from plugins.collecting.addresses import Address, Language, OriginError, Site, Skip, Wants
from plugins.collecting.pages import Kind, Reason

ORIGIN = "https://democracy.exampleton.example/moderngov/"
SITE = Site.of(ORIGIN)
WANTS = Wants(2010, 2027)


def read(href: str, wants: Wants = WANTS, base: str = f"{ORIGIN}mgListCommittees.aspx") -> Address | Skip | None:
    return SITE.read(href, base, wants)


def asked(href: str, wants: Wants = WANTS) -> str:
    found = read(href, wants)
    assert isinstance(found, Address), found
    return found.url.removeprefix(ORIGIN)


def reason(href: str, wants: Wants = WANTS) -> Reason:
    found = read(href, wants)
    assert isinstance(found, Skip), found
    return found.reason


def test_every_spelling_of_a_meeting_is_one_address() -> None:
    spellings = (
        "ieListDocuments.aspx?CId=1&MId=22&Ver=4",
        "ieListDocuments.aspx?MID=22&J=1&CId=1&bcr=1",
        "IELISTDOCUMENTS.ASPX?cid=1&mid=22",
        "ieListDocuments.aspx?CommitteeId=1&amp;MeetingId=22",
        "/moderngov/(S(lxyn5wjw0uqnwt55))/ieListDocuments.aspx?CId=1&MId=22",
        "/modernGov/%28S%28lxyn5wjw0uqnwt55%29%29/ieListDocuments.aspx?CId=0&MId=22#AI901",
        "http://DEMOCRACY.exampleton.example:80/moderngov/ieListDocuments.aspx?MId=22",
        "  ieListDocuments.aspx?MId=22  ",
    )
    assert {each.key for each in map(read, spellings) if isinstance(each, Address)} == {"ielistdocuments.aspx?mid=22"}
    assert len([each for each in map(read, spellings) if isinstance(each, Address)]) == len(spellings)


def test_a_page_is_asked_for_in_the_systems_own_spelling() -> None:
    assert asked("ielistdocuments.aspx?mid=22&cid=1&ver=4") == "ieListDocuments.aspx?CId=1&MId=22"
    assert asked("ieissuedetails.aspx?planid=5&iid=7") == "ieIssueDetails.aspx?IId=7&Opt=3"
    assert asked("ieListMeetings.aspx?CId=7") == "ieListMeetings.aspx?CommitteeId=7&Year=0"
    assert asked("mgAi.aspx?ID=901&LLL=1", Wants(0, 2027, language=Language.BOTH)) == "mgAi.aspx?ID=901&LLL=1"


def test_what_differs_stays_apart() -> None:
    pages = (
        "ieDecisionDetails.aspx?ID=5", "ieDecisionDetails.aspx?AIId=5", "mgAi.aspx?ID=5",
        "mgIssueHistoryHome.aspx?IId=5",
        "mgIssueHistoryHome.aspx?IId=5&Opt=3", "ieIssueDetails.aspx?IId=5", "documents/s5/a.pdf", "documents/s5/a.docx",
        "documents/g5/a.pdf?T=1", "documents/g5/a.pdf?T=10", "mgConvert2PDF.aspx?ID=5&T=10",
        "ieListMeetings.aspx?CId=5",
    )  # fmt: skip
    keys = {each.key for each in map(read, pages) if isinstance(each, Address)}
    assert len(keys) == len(pages)


def test_a_paper_is_one_document_under_its_name_and_as_pdf() -> None:
    named, numbered = read("documents/s501/Report on rents (final).pdf"), read("mgConvert2PDF.aspx?ID=501&ISATT=1")
    assert isinstance(named, Address)
    assert isinstance(numbered, Address)
    assert named.key == numbered.key


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("documents/s1/Report on £5.pdf", "documents/s1/Report%20on%20%C2%A35.pdf"),
        ("documents/s1/Report%20on%20%C2%A35.pdf", "documents/s1/Report%20on%20%C2%A35.pdf"),
        ("documents/s1/50% off.pdf", "documents/s1/50%25%20off.pdf"),
        ("documents/g1/Pack.pdf?T=10&J=1", "documents/g1/Pack.pdf?T=10"),
        ("Data/Cabinet/20080101/Agenda/$minutes.doc.pdf", "Data/Cabinet/20080101/Agenda/$minutes.doc.pdf"),
    ],
)
def test_a_document_is_asked_for_with_its_name_escaped_once(href: str, path: str) -> None:
    assert asked(href) == path


@pytest.mark.parametrize(
    ("href", "why"),
    [
        ("mgCalendarMonthView.aspx?M=5&DD=2025", Reason.CALENDAR),
        ("mgCalendarAgendaView.aspx", Reason.CALENDAR),
        ("ieDocSearch.aspx", Reason.SEARCH),
        ("ieSearchResults2.aspx?SS=x&PG=2", Reason.SEARCH),
        ("mgRss.aspx?XXR=0", Reason.FEED),
        ("mgLogin.aspx?ReturnURL=%2f", Reason.LOGIN),
        ("ieLogon.aspx", Reason.LOGIN),
        ("mgDeclarationSubmission.aspx?UID=7", Reason.UNNEEDED),
        ("mgEPetitionDisplay.aspx?ID=7", Reason.UNNEEDED),
        ("mgDelegatedDecisions.aspx?DR=&DM=4&Next=true", Reason.VIEW),
        ("ieListDocuments.aspx", Reason.VIEW),
        ("ieListMeetings.aspx?CId=1&Act=earlier&D=200901010000", Reason.OLDER),
        ("ieListMeetings.aspx?CId=1&Act=later&D=203101010000", Reason.OLDER),
        ("mgAi.aspx?ID=1&LLL=1", Reason.LANGUAGE),
        ("https://elsewhere.example/moderngov/mgAi.aspx?ID=1", Reason.ELSEWHERE),
        ("//elsewhere.example/moderngov/mgAi.aspx?ID=1", Reason.ELSEWHERE),
        ("https://democracy.exampleton.example:8443/moderngov/mgAi.aspx?ID=1", Reason.ELSEWHERE),
        ("ftp://democracy.exampleton.example/moderngov/mgAi.aspx?ID=1", Reason.ELSEWHERE),
        ("/other/mgAi.aspx?ID=1", Reason.ELSEWHERE),
        ("../mgAi.aspx?ID=1", Reason.ELSEWHERE),
        ("/moderngovernment/mgAi.aspx?ID=1", Reason.ELSEWHERE),
        ("http://[broken/", Reason.BROKEN),
    ],
)
def test_what_an_archive_does_not_need_is_passed_over_for_a_reason(href: str, why: Reason) -> None:
    if href.startswith("ftp"):
        assert read(href) is None
    else:
        assert reason(href) is why


@pytest.mark.parametrize("href", ["", "#AI5", "mailto:a@exampleton.example", "javascript:void(0)", "tel:01234"])
def test_what_leads_to_no_page_is_nothing(href: str) -> None:
    assert read(href) is None


def test_documents_are_passed_over_when_not_asked_for() -> None:
    wants = Wants(0, 2027, documents=False)
    for href in ("documents/s1/a.pdf", "mgConvert2PDF.aspx?ID=1", "Data/x/y.doc"):
        assert reason(href, wants) is Reason.DOCUMENT


def test_a_register_is_kept_by_whole_years() -> None:
    found = read("mgDelegatedDecisions.aspx?DR=01%2f01%2f2013-31%2f12%2f2013&V=1&DM=9")
    assert isinstance(found, Address)
    assert found.kind is Kind.LIST
    assert reason("mgDelegatedDecisions.aspx?DR=05%2f01%2f2013-31%2f12%2f2013") is Reason.VIEW
    assert reason("mgDelegatedDecisions.aspx?DR=01%2f01%2f2009-31%2f12%2f2009") is Reason.OLDER


def test_a_steps_address_only_leads_on() -> None:
    for href in ("ieListMeetings.aspx?CId=1&Act=earlier&D=201301010000", "ieListMeetings.aspx?CId=1&Year=2013"):
        found = read(href)
        assert isinstance(found, Address)
        assert found.walks


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://democracy.exampleton.example", "https://democracy.exampleton.example/"),
        ("https://Democracy.Exampleton.example:443/", "https://democracy.exampleton.example/"),
        ("http://democracy.exampleton.example:9071/", "http://democracy.exampleton.example:9071/"),
        ("https://www.exampleton.example/moderngov", "https://www.exampleton.example/moderngov/"),
        (
            "https://www.exampleton.example/moderngov/mgListCommittees.aspx?bcr=1",
            "https://www.exampleton.example/moderngov/",
        ),
        ("https://www.exampleton.example/(S(abc))/mgListCommittees.aspx", "https://www.exampleton.example/"),
    ],
)
def test_a_site_is_known_by_the_address_of_any_of_its_pages(given: str, origin: str) -> None:
    assert Site.of(given).origin == origin


@pytest.mark.parametrize("given", ["", "democracy.exampleton.example", "ftp://x.example/", "https://", "https://[x/"])
def test_error_an_origin_that_is_no_address_is_refused(given: str) -> None:
    with pytest.raises(OriginError) as caught:
        Site.of(given)
    expected = f'"{given}" is no address of a site; expected one such as https://democracy.example.org/'
    assert str(caught.value) == expected


def test_a_session_goes_into_pages_and_not_into_documents() -> None:
    assert SITE.with_session(f"{ORIGIN}mgAi.aspx?ID=1", "(S(x))") == f"{ORIGIN}(S(x))/mgAi.aspx?ID=1"
    assert SITE.with_session(f"{ORIGIN}documents/s1/a.pdf", "(S(x))") == f"{ORIGIN}documents/s1/a.pdf"
    assert SITE.with_session(f"{ORIGIN}mgAi.aspx?ID=1", "") == f"{ORIGIN}mgAi.aspx?ID=1"
