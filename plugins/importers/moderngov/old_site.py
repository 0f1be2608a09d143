"""What a thing's own address was on the council's old site: told by its number, so that old links lead to our pages.

A record that was read from another thing's page (a meeting from an issue's) gets its own address as a further source.
Where the site is not told, there is no address, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from msgspec import structs

from plugins.archive.records import AgendaItem, Meeting, Source
from plugins.importers.drafts import Draft, Page, Reading
from plugins.importers.moderngov.addresses import Kind, absolute, numbers

_PAGES: Final[Mapping[Kind, str]] = {
    "committee": "mgCommitteeDetails.aspx?ID=",
    "meeting": "ieListDocuments.aspx?MId=",
    "issue": "mgIssueHistoryHome.aspx?IId=",
    "decision": "ieDecisionDetails.aspx?ID=",
    "person": "mgUserInfo.aspx?UID=",
    "item": "mgAi.aspx?ID=",
}


def addressed(reading: Reading, page: Page) -> Reading:
    """The reading with every numbered record's own address on the old site."""
    drafts = {draft.token: draft for draft in reading.drafts}
    return replace(reading, drafts=tuple(_addressed(draft, drafts, page) for draft in reading.drafts))


def _addressed(draft: Draft, drafts: Mapping[str, Draft], page: Page) -> Draft:
    """A draft with its own address."""
    found = next((known for key in draft.keys if (known := _of_key(key))), None)
    if found is None:
        return draft
    kind, number = found
    url = old_address(page, kind, number)
    committee = drafts.get(draft.record.committee or "") if isinstance(draft.record, Meeting) else None
    if url and committee is not None:
        group = next((known[1] for key in committee.keys if (known := _of_key(key))), None)
        url = url.replace("MId=", f"CId={group}&MId=") if group else url
    told = any(numbers(source.url or "").get(kind) == number for source in draft.record.sources)
    if url is None or told:
        return draft
    sources = (*draft.record.sources, Source(url=url))
    return replace(draft, record=structs.replace(draft.record, sources=sources))


def with_number(item: AgendaItem, page: Page, number: str | None) -> AgendaItem:
    """The item with its own address, where its number is known."""
    url = old_address(page, "item", number) if number else None
    return structs.replace(item, sources=(*item.sources, Source(url=url))) if url else item


def old_address(page: Page, kind: Kind, number: str) -> str | None:
    """The address of a thing on the site that a page is of; `None` where the site is not told."""
    return absolute(f"{_PAGES[kind]}{number}", page)


def _of_key(key: str) -> tuple[Kind, str] | None:
    """The kind and number of one of ModernGov's keys."""
    system, _, rest = key.partition(":")
    kind, _, number = rest.partition(":")[2].partition(":")
    known = next((each for each in _PAGES if each == kind), None)
    return (known, number) if system == "moderngov" and known else None
