"""The page "Decision details" as text: a decision of one maker, or of a meeting, with its reasons and documents.

    page  = frame* "Decision details" title line* (label value)* frame*

A decision "Decided at meeting" is an item of that meeting, known by its title; any other is one outside meetings.
A field that has no place of its own in the record stands with its label in the decision's or the summary's text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec import structs

from plugins.archive.records import AgendaItem, CallIn, Decision, Document, Issue, IssueId, Meeting, Source
from plugins.importers.commonmark import Piece, compose, escape
from plugins.importers.drafts import Page, Reading, What
from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import keys_of, own_keys
from plugins.importers.moderngov.decision_labels import DECISION, DECISION_LONG
from plugins.importers.moderngov.documents import linked_document
from plugins.importers.moderngov.fields import Labelled, contact, labels_within, read_fields
from plugins.importers.moderngov.frame import without_frame
from plugins.importers.moderngov.headings import committee_name, written_date
from plugins.importers.moderngov.sections import prose
from plugins.importers.routine import is_routine

UNKNOWN_MAKER: Final = "Not stated"
NO_DATE: Final = "the page does not say when it was decided"
_AT_MEETING = re.compile(r"(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–—]\s*(?P<committee>.+)")
_YES = frozenset({"yes", "y", "true", "ydi", "ydy", "ie", "key"})
_NO = frozenset({"no", "n", "false", "nage", "nac ydi", "nac ydy", "na", "non-key"})
_LONGEST_TITLE = 400
_Fields = Mapping[str | None, Labelled]


@dataclass(frozen=True, slots=True)
class _Notice:
    """A decision page taken apart: its title, the lines before the first label, its fields."""

    title: Line
    before: Sequence[Line]
    listed: Sequence[Labelled]
    page: Page
    source: Source
    found: Found

    @property
    def fields(self) -> _Fields:
        """The fields by name, each the first of its name."""
        return {each.field: each for each in reversed(self.listed)}


def read(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The decision, or the meeting's item that it is."""
    found = Found()
    body = without_frame(lines, "decision", found)
    before, listed = read_fields(body, DECISION, DECISION_LONG)
    if not before or len(before[0].text) > _LONGEST_TITLE:
        found.nowhere(body, NO_DATE)
        return found.reading(what)
    notice = _Notice(before[0], before[1:], listed, page, page.source(what, before[0].number), found)
    issue = _issue(notice, keys_of(page, lines, "issue"))
    if not _tell(notice, issue):
        found = Found()
        found.nowhere(lines, NO_DATE)
    return found.reading(what)


def _tell(notice: _Notice, issue: IssueId | None) -> bool:
    """Whether the page says when it was decided; if so, the decision or item is added to what was found."""
    fields, found = notice.fields, notice.found
    decided = _AT_MEETING.fullmatch(_text(fields, "meeting") or "")
    day = _date(fields, "date") or _date(fields, "published")
    for each in notice.listed:
        words = each.text if each.field in {"key", "call_in"} else ""
        words = labels_within(each.text, contact(each.text)) if each.field == "contact" else words
        found.scaffold(each.line, f"{each.label}: {words}" if each.label and each.field in _PLACED else "")
    if decided is not None and (date := written_date(decided["date"])) is not None:
        _tell_item(notice, date, decided["committee"], issue)
    elif day is not None:
        decision = structs.replace(_decision(notice, day), issue=issue)
        found.draft(decision, f"decision:{decision.title}:{day}", own_keys(notice.page, "decision"))
    return decided is not None or day is not None


def _tell_item(notice: _Notice, date: dt.date, printed: str, issue: IssueId | None) -> None:
    """Add the meeting that decided, with its item."""
    page, found, links = notice.page, notice.found, notice.fields["meeting"].value
    committee = found.committee(committee_name(printed).names, notice.source, keys_of(page, links, "committee"))
    item = structs.replace(_item(notice), issue=issue, routine=is_routine(notice.title.text))
    meeting = Meeting(committee=committee, date=date, items=(item,), sources=(notice.source,))
    found.meeting(meeting, keys_of(page, links, "meeting"))


def _issue(notice: _Notice, keys: Sequence[str]) -> IssueId | None:
    """The issue of the page, which its links give; routine business has none."""
    if not keys or is_routine(notice.title.text):
        return None
    return notice.found.issue(Issue(title=notice.title.text, sources=(notice.source,)), keys)


_PLACED = frozenset(DECISION.values()) - {"type", "author", "officer"}
_OF_ITEMS = frozenset(
    {"purpose", "decision", "reasons", "alternatives", "interests", "key", "call_in", "wards", "documents", "meeting"}
)


def _item(notice: _Notice) -> AgendaItem:
    """The item of a meeting. What a decision notice says beyond the decision follows it under headings of its own."""
    fields = notice.fields
    parts = [_part(fields, "decision", None), *(_part(fields, name, heading) for name, heading in _HEADINGS.items())]
    return AgendaItem(
        title=notice.title.text,
        summary=_joined(prose(notice.before), _part(fields, "purpose", None)),
        decision=_joined(*parts, _facts(notice.listed, _OF_ITEMS)),
        documents=_documents(notice),
        key_decision=_truth(fields, "key"),
        call_in=_call_in(fields),
        wards=_wards(fields),
        sources=(notice.source,),
    )


def _decision(notice: _Notice, day: dt.date) -> Decision:
    """The decision outside a meeting."""
    fields = notice.fields
    maker = _text(fields, "maker")
    if maker is None:
        notice.found.assume(notice.title.number, notice.title.text, "the page names no decision maker")
    summary = _joined(prose(notice.before), _part(fields, "purpose", None), _facts(notice.listed, _PLACED))
    return Decision(
        title=notice.title.text,
        date=day,
        maker=maker or UNKNOWN_MAKER,
        status=_text(fields, "status"),
        key_decision=_truth(fields, "key"),
        summary=summary,
        decision=_part(fields, "decision", None),
        reasons_text=_part(fields, "reasons", None),
        alternatives=_part(fields, "alternatives", None),
        interests=_part(fields, "interests", None),
        documents=_documents(notice),
        call_in=_call_in(fields),
        published=_date(fields, "published"),
        effective=_date(fields, "effective"),
        wards=_wards(fields),
        contact=contact(_text(fields, "contact") or ""),
        sources=(notice.source,),
    )


_HEADINGS: Final = {
    "reasons": "Reasons for the decision",
    "alternatives": "Alternative options considered",
    "interests": "Interests and nature of interests declared",
}


def _part(fields: _Fields, name: str, heading: str | None) -> str | None:
    """The prose of a field, under a heading where one is given."""
    text = prose(fields[name].value) if name in fields else None
    return f"### {heading}\n\n{text}" if heading and text else text


def _joined(*parts: str | None) -> str | None:
    """Stretches of prose, one after the other."""
    return "\n\n".join(part for part in parts if part) or None


def _facts(listed: Sequence[Labelled], placed: frozenset[str]) -> str | None:
    """Every field that has no place of its own, as a list with its labels."""
    first = {each.field: each for each in reversed(listed)}
    loose = [each for each in listed if each.value and not (each is first[each.field] and _has_place(each, placed))]
    text = (f"{each.label}: {each.text}" if each.label else each.text for each in loose)
    return compose(Piece("item", escape(each)) for each in text) or None


def _has_place(each: Labelled, placed: frozenset[str]) -> bool:
    """Whether a field's value is what its place in the record holds: a day, a meeting, or any words."""
    if each.field in _DAYS and written_date(each.text) is None:
        return False
    return each.field in placed and (each.field != "meeting" or _AT_MEETING.fullmatch(each.text) is not None)


_DAYS: Final = frozenset({"date", "published", "effective"})


def _text(fields: _Fields, name: str) -> str | None:
    """A field's value as text."""
    return (fields[name].text or None) if name in fields else None


def _date(fields: _Fields, name: str) -> dt.date | None:
    """A field's value as a date."""
    return written_date(_text(fields, name) or "")


def _truth(fields: _Fields, name: str) -> bool | None:
    """A field's value as yes or no."""
    value = (_text(fields, name) or "").casefold().rstrip(".")
    return True if value in _YES else False if value in _NO else None


def _call_in(fields: _Fields) -> CallIn | None:
    """What the page says of calling in, as written."""
    subject = _truth(fields, "call_in")
    if subject is None:
        value = _text(fields, "call_in")
        return CallIn(status=value) if value else None
    return CallIn(status="subject to call-in" if subject else "not subject to call-in")


def _wards(fields: _Fields) -> tuple[str, ...]:
    """The wards, without the brackets and semicolons between them."""
    names = (name.strip(" ()") for name in re.split(r"[;\n]", _text(fields, "wards") or ""))
    return tuple(dict.fromkeys(name for name in names if name))


def _documents(notice: _Notice) -> tuple[Document, ...]:
    """The documents that the page lists."""
    fields = notice.fields
    lines = fields["documents"].value if "documents" in fields else ()
    printed = [(line, linked_document(line, notice.page)) for line in lines]
    for line, each in printed:
        notice.found.scaffold(line.number, each.scaffold)
    return tuple(each.document for _, each in printed if each.document.title)
