"""The page "Decision details" as text: a decision of one maker, or of a meeting, with its reasons and documents.

    page  = frame* "Decision details" title line* (label value)* frame*

A decision "Decided at meeting" is an item of that meeting, known by its title; any other is one outside meetings.
A field that has no place of its own in the record stands with its label in the decision's or the summary's text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from plugins.archive.records import AgendaItem, CallIn, Decision, Document, Meeting, Source
from plugins.importers.commonmark import Piece, compose, escape
from plugins.importers.drafts import Page, Reading, What
from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.decision_labels import DECISION, DECISION_LONG
from plugins.importers.moderngov.documents import document_line
from plugins.importers.moderngov.fields import Labelled, contact, read_fields
from plugins.importers.moderngov.frame import without_frame
from plugins.importers.moderngov.headings import committee_name, written_date
from plugins.importers.moderngov.sections import prose

UNKNOWN_MAKER: Final = "Not stated"
NO_DATE: Final = "the page does not say when it was decided"
_AT_MEETING = re.compile(r"(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–—]\s*(?P<committee>.+)")
_YES = frozenset({"yes", "y", "true", "ydi", "ydy", "ie", "key"})
_NO = frozenset({"no", "n", "false", "nac ydi", "nac ydy", "na", "non-key"})
_LONGEST_TITLE = 400
_Fields = Mapping[str | None, Labelled]


def read(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The decision, or the meeting's item that it is."""
    found = Found()
    body = without_frame(lines, "decision", found)
    before, listed = read_fields(body, DECISION, DECISION_LONG)
    fields = {each.field: each for each in reversed(listed)}
    decided = _AT_MEETING.fullmatch(_text(fields, "meeting") or "")
    day = _date(fields, "date") or _date(fields, "published")
    if not before or len(before[0].text) > _LONGEST_TITLE or (decided is None and day is None):
        found.nowhere(body, NO_DATE)
        return found.reading(what)
    for each in listed:
        words = each.text if each.field in {"key", "call_in"} else ""
        found.scaffold(each.line, f"{each.label}: {words}" if each.label and each.field in _PLACED else "")
    source = page.source(what, before[0].number)
    if decided is not None and (date := written_date(decided["date"])) is not None:
        committee = found.committee(committee_name(decided["committee"]).names, source)
        item = _item(before, listed, source, found)
        found.meeting(Meeting(committee=committee, date=date, items=(item,), sources=(source,)))
    elif day is not None:
        decision = _decision(before, listed, source, found, day)
        found.draft(decision, f"decision:{decision.title}:{day}")
    return found.reading(what)


_PLACED = frozenset(DECISION.values()) - {"type", "author", "officer"}
_OF_ITEMS = frozenset(
    {"purpose", "decision", "reasons", "alternatives", "interests", "key", "call_in", "wards", "documents", "meeting"}
)


def _item(before: Sequence[Line], listed: Sequence[Labelled], source: Source, found: Found) -> AgendaItem:
    """The item of a meeting. What a decision notice says beyond the decision follows it under headings of its own."""
    fields: _Fields = {each.field: each for each in reversed(listed)}
    parts = [_part(fields, "decision", None), *(_part(fields, name, heading) for name, heading in _HEADINGS.items())]
    facts = _facts(listed, _OF_ITEMS)
    return AgendaItem(
        title=before[0].text,
        summary=_joined(prose(before[1:]), _part(fields, "purpose", None)),
        decision=_joined(*parts, facts),
        documents=_documents(fields, found),
        key_decision=_truth(fields, "key"),
        call_in=_call_in(fields),
        wards=_wards(fields),
        sources=(source,),
    )


def _decision(
    before: Sequence[Line], listed: Sequence[Labelled], source: Source, found: Found, day: dt.date
) -> Decision:
    """The decision outside a meeting."""
    fields: _Fields = {each.field: each for each in reversed(listed)}
    maker = _text(fields, "maker")
    if maker is None:
        found.assume(before[0].number, before[0].text, "the page names no decision maker")
    return Decision(
        title=before[0].text,
        date=day,
        maker=maker or UNKNOWN_MAKER,
        status=_text(fields, "status"),
        key_decision=_truth(fields, "key"),
        summary=_joined(prose(before[1:]), _part(fields, "purpose", None), _facts(listed, _PLACED)),
        decision=_part(fields, "decision", None),
        reasons_text=_part(fields, "reasons", None),
        alternatives=_part(fields, "alternatives", None),
        interests=_part(fields, "interests", None),
        documents=_documents(fields, found),
        call_in=_call_in(fields),
        published=_date(fields, "published"),
        effective=_date(fields, "effective"),
        wards=_wards(fields),
        contact=contact(_text(fields, "contact") or ""),
        sources=(source,),
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


def _facts(listed: Iterable[Labelled], placed: frozenset[str]) -> str | None:
    """Every field that has no place of its own, as a list with its labels."""
    loose = [each for each in listed if each.field not in placed and each.value]
    text = (f"{each.label}: {each.text}" if each.label else each.text for each in loose)
    return compose(Piece("bullet", escape(each)) for each in text) or None


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


def _documents(fields: _Fields, found: Found) -> tuple[Document, ...]:
    """The documents that the page lists."""
    lines = fields["documents"].value if "documents" in fields else ()
    printed = [(line, document_line(line.text.removeprefix("- "))) for line in lines]
    for line, each in printed:
        found.scaffold(line.number, each.scaffold)
    return tuple(each.document for _, each in printed if each.document.title)
