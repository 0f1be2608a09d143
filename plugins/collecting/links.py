"""What an answer of the site leads to: the links of a page, the numbers in an answer of the web service."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, Literal
from urllib.parse import urljoin

from parsel import Selector
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from plugins.archive.dates import parse_council_date
from plugins.collecting.addresses import Address, Site, Skip, Wants, service
from plugins.collecting.frontier import Link
from plugins.collecting.pages import Kind, Reason

LARGEST_READ: Final = 64 * 1024 * 1024
_DATE: Final = re.compile(r"\s*((?:[A-Za-z]+,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]+,?\s+\d{4}|\d\d/\d\d/\d{4})")
_NO_MARKUP: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_FIRST_YEAR_OF_REGISTERS: Final = 2000
_REGISTERS: Final = ("mgDelegatedDecisions.aspx", "mgListOfficerDecisions.aspx")
_OF_YEAR: Final = re.compile(r"(mg(?:delegated|listofficer)decisions\.aspx)\?dr=01/01/(\d{4})")


def first_links(site: Site, wants: Wants) -> Iterator[Link]:
    """What is asked for before anything is known: where every site of this kind begins."""
    names = (service("GetCommittees"), service("GetCouncillorsByWard"), "mgListCommittees.aspx", "ieDocHome.aspx", "")
    for name in (*names, "mgMemberIndex.aspx", "mgPlansHome.aspx"):
        yield from _links([site.page(name)], site, wants)
    for register in _REGISTERS:
        yield from _links([_register(site, register, wants.last_year)], site, wants)


def links(address: Address, answer: Response, site: Site, wants: Wants) -> Iterator[Link]:
    """What an answer leads to, in its order."""
    if answer.status != 200 or len(answer.body) > LARGEST_READ:  # noqa: PLR2004 (the answer was given)
        return
    if isinstance(answer, XmlResponse):
        yield from _service_links(answer, site, wants)
    elif isinstance(answer, HtmlResponse):
        yield from _page_links(answer, site, wants)
        yield from _year_before(address, site, wants)


# --- pages -------------------------------------------------------------------------------------------------------


def _page_links(answer: TextResponse, site: Site, wants: Wants) -> Iterator[Link]:
    """The links of a page. A meeting whose link begins with its date is of that year."""
    page = _selected(answer, "html")
    base = _base(answer.url, page.xpath("//base/@href").get(""))
    for anchor in page.xpath("//a[@href] | //area[@href]"):
        link = site.read(anchor.attrib["href"], base, wants)
        if link is not None:
            is_meeting = isinstance(link, Address) and link.kind is Kind.MEETING and wants.first_year
            text = anchor.xpath("string()").get("") if is_meeting else ""
            yield _of_its_year(link, _DATE.match(text), wants)


def _selected(answer: TextResponse, kind: Literal["html", "xml"]) -> Selector:
    """What an answer holds, without characters that no markup may have.

    Scrapy's own selector fails on a page that names a broken address as its base.
    """
    return Selector(text=_NO_MARKUP.sub("", answer.text), type=kind)


def _base(url: str, told: str) -> str:
    """The address that a page's links are relative to."""
    try:
        return urljoin(url, told.strip())
    except ValueError:
        return url


def _of_its_year(link: Link, written: re.Match[str] | None, wants: Wants) -> Link:
    """The link, unless it is a meeting of a year that is not wanted."""
    date = parse_council_date(" ".join(written[1].split())) if written else None
    if date is None:
        return link
    return link if wants.first_year <= date.year <= wants.last_year else Skip(link.key, Reason.OLDER)


def _register(site: Site, name: str, year: int) -> str:
    """The address of a register's year."""
    return site.page(name, DR=f"01/01/{year}-31/12/{year}")


def _year_before(address: Address, site: Site, wants: Wants) -> Iterator[Link]:
    """A register that answers for one year is asked for the year before, down to when such registers began."""
    match = _OF_YEAR.match(address.key)
    if match and int(match[2]) > max(wants.first_year, _FIRST_YEAR_OF_REGISTERS):
        name = next(each for each in _REGISTERS if each.lower() == match[1])
        yield from _links([_register(site, name, int(match[2]) - 1)], site, wants)


# --- the web service ---------------------------------------------------------------------------------------------


def _service_links(answer: XmlResponse, site: Site, wants: Wants) -> Iterator[Link]:
    """What the numbers in an answer of the web service lead to, whatever namespaces it has."""
    told = _selected(answer, "xml")
    told.remove_namespaces()
    for number in told.xpath("/committees/committee/committeeid/text()").getall():
        yield from _links(_of_committee(number.strip(), site, wants), site, wants)
    for meeting in told.xpath("//committeemeetings/meeting"):
        yield from _meeting_links(
            meeting.xpath("string(meetingid)").get("").strip(),
            parse_council_date(meeting.xpath("string(meetingdate)").get("")),
            meeting.xpath("string(ancestor::committee/committeeid)").get("").strip(),
            (site, wants),
        )
    yield from _links(told.xpath("//linkeddoc/url/text()").getall(), site, wants)


def _of_committee(number: str, site: Site, wants: Wants) -> tuple[str, ...]:
    """The addresses of a committee: its meetings of the wanted years, its page, its list of meetings."""
    first, last = f"01/01/{max(wants.first_year, 1900)}", f"31/12/{wants.last_year}"
    return (
        site.page(service("GetMeetings"), lCommitteeId=number, sFromDate=first, sToDate=last),
        site.page("mgCommitteeDetails.aspx", ID=number),
        site.page("ieListMeetings.aspx", CommitteeId=number, Year=0),
    )


def _meeting_links(number: str, day: dt.date | None, committee: str, asked: tuple[Site, Wants]) -> Iterator[Link]:
    """The addresses of a meeting: the answer of the web service and the page. The site may tell of more years."""
    site, wants = asked
    page = site.page("ieListDocuments.aspx", CId=committee, MId=number)
    for link in _links([site.page(service("GetMeeting"), lMeetingId=number), page], site, wants):
        is_of_other_year = day is not None and not wants.first_year <= day.year <= wants.last_year
        yield Skip(link.key, Reason.OLDER) if is_of_other_year else link


def _links(urls: list[str] | tuple[str, ...], site: Site, wants: Wants) -> Iterator[Link]:
    """Addresses as links."""
    found = (site.read(url.strip(), site.origin, wants) for url in urls)
    yield from (link for link in found if link is not None)
