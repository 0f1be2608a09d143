"""The text of one agenda item → an agenda item: heading, report, summary, documents, decision, minutes.

    item     = heading? summary-line* section*
    heading  = NUMBER? title file*                      the file is the item's report
    section  = "Additional documents:" document-line*  |  ("Decision:" | "Minutes:") prose-line*

Sections come in this order, so that a paragraph "Decision: …" within minutes stays a paragraph. Where a page prints no
labels, a resolution in the text says that it is minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from msgspec import structs

from plugins.archive.outcome_words import ENGLISH
from plugins.archive.records import AgendaItem, Document, DocumentKind, Exempt, Source
from plugins.archive.text import fold
from plugins.importers.commonmark import compose
from plugins.importers.drafts import FURNITURE, Left, Page
from plugins.importers.lines import Line, pieces
from plugins.importers.moderngov.documents import has_file, linked_document
from plugins.importers.moderngov.headings import plain_number
from plugins.importers.moderngov.labels import Section, is_subheading, is_sure_furniture, section_label

_ORDER: dict[str, int] = {"summary": 0, "documents": 1, "decision": 2, "minutes": 3}
_NUMBERED = re.compile(r"(?P<number>\d{1,4}(?:[./]\d{1,4})*[a-z]?|[A-Z]{1,3}\d{1,4}|[A-Z])(?:[.):]\s*|\s+)(?=\S)")
_LONGEST_HEADING = 300
_LONGEST_TITLE = 200


@dataclass(slots=True)
class ItemText:
    """The lines of one item by section, and what was left of them."""

    summary: list[Line] = field(default_factory=list)
    documents: list[Line] = field(default_factory=list)
    decision: list[Line] = field(default_factory=list)
    minutes: list[Line] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    assumed: list[Left] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ItemReading:
    """An agenda item and what of its text stands in no record."""

    item: AgendaItem
    left: tuple[Left, ...]
    assumed: tuple[Left, ...]


def read_item(
    lines: Sequence[Line], page: Page, *, number: str | None, matter: str, source: Source, headed: bool = False
) -> ItemReading:
    """The item that the lines describe. `number` and `matter` (the issue's title) are what the page says elsewhere.

    `headed` says that the page's own form makes the first line a heading, however it reads.
    """
    heading = lines[0] if lines and _is_heading(lines[0], number, matter, headed=headed) else None
    text = _split(lines[1:] if heading else lines)
    title, number, report = _heading(heading, number, text, page) if heading else (matter, number, None)
    if heading is None:
        line = lines[0].number if lines else source.line or 1
        text.assumed.append(Left(line, matter, "the item has no heading of its own: the issue's title is its title"))
    documents = tuple(_document(line, text, page) for line in text.documents)
    item = AgendaItem(
        title=title,
        number=plain_number(number) if number else None,
        documents=((report,) if report else ()) + documents,
        summary=prose(text.summary),
        decision=prose(text.decision),
        minutes=prose(text.minutes),
        exempt=_exempt(documents),
        sources=(source,),
    )
    return ItemReading(item, tuple(text.left), tuple(text.assumed))


def prose(lines: Iterable[Line]) -> str | None:
    """Lines as CommonMark, with the headings that councils put into them; `None` where there are none."""
    marked = (replace(line, kind="heading") if not line.bullet and is_subheading(line.text) else line for line in lines)
    return compose(pieces(marked)) or None


# --- heading -----------------------------------------------------------------------------------------------------


def _is_heading(line: Line, number: str | None, matter: str, *, headed: bool) -> bool:
    """Whether the first line of an item is its heading, and not its summary or a label."""
    if line.bullet or section_label(line.text) is not None or len(line.text) > _LONGEST_HEADING:
        return False
    expected = number is not None and _without_number(line.text, number) is not None
    named = fold(matter.rstrip("….")) in fold(line.text)
    short = len(line.text) <= _LONGEST_TITLE and not line.text.endswith((".", ";", ":"))
    return headed or expected or named or has_file(line.text) or short


def _heading(line: Line, number: str | None, text: ItemText, page: Page) -> tuple[str, str | None, Document | None]:
    """Title, number and report of the item's heading line."""
    printed = linked_document(line, page, kind=DocumentKind.REPORT)
    title, found = _title(printed.document.title, number)
    repeated = plain_number(number) if number is not None and title != printed.document.title else ""
    _leave(line, f"{repeated} {printed.scaffold}", text)
    report = structs.replace(printed.document, title=title) if printed.document.renditions else None
    return title, found, report


def _leave(line: Line, scaffold: str, text: ItemText) -> None:
    """Note the words of a line that the system puts around the facts."""
    if scaffold.strip():
        text.left.append(Left(line.number, scaffold.strip(), FURNITURE))


def _title(printed: str, number: str | None) -> tuple[str, str | None]:
    """A heading's title and number. The number that the page gives elsewhere is taken off; else a typed one counts."""
    if number is not None:
        return _without_number(printed, number) or printed, number
    match = _NUMBERED.match(printed)
    return (printed[match.end() :], match["number"]) if match else (printed, None)


def _without_number(printed: str, number: str) -> str | None:
    """The heading without the number before it; `None` where it does not begin with that number."""
    match = re.match(rf"{re.escape(plain_number(number))}\s*[.):]?\s+(?=\S)", printed, re.IGNORECASE)
    return printed[match.end() :] if match else None


# --- sections ----------------------------------------------------------------------------------------------------


def _split(lines: Sequence[Line]) -> ItemText:
    """The lines by section."""
    text, current = ItemText(), "summary"
    for line in lines:
        label = section_label(line.text) if not line.bullet else None
        if label is not None and _begins(label[0], current, bare=not label[1]):
            current = label[0]
            text.left.append(Left(line.number, line.text[: len(line.text) - len(label[1])].strip(), FURNITURE))
            if label[1]:
                getattr(text, current).append(_after_label(line, label[1]))
        elif is_sure_furniture(line):
            text.left.append(Left(line.number, line.written, FURNITURE))
        else:
            current = _put(line, current, text)
    return _with_unlabelled_minutes(text)


def _after_label(line: Line, rest: str) -> Line:
    """The words that stand on a label's line. Markup of a label's line is not kept: it would hold the label."""
    return replace(line, text=rest, markdown=None)


def _begins(section: Section, current: str, *, bare: bool) -> bool:
    """Whether a label begins a section here: sections come in order, and a label within prose stands alone."""
    return _ORDER[section] > _ORDER[current] and (bare or current in {"summary", "documents"} or section == "minutes")


def _put(line: Line, current: str, text: ItemText) -> str:
    """Put a line in its section; a paragraph among the documents is where unlabelled minutes begin."""
    if current == "documents" and not _may_be_document(line):
        text.assumed.append(Left(line.number, line.text[:80], "unlabelled prose after the documents: taken as minutes"))
        current = "minutes"
    getattr(text, current).append(line)
    return current


def _may_be_document(line: Line) -> bool:
    """Whether a line under "Additional documents" can name one."""
    short = len(line.text) <= _LONGEST_TITLE and not line.text.endswith(".")
    return bool(line.bullet) or has_file(line.text) or short


def _with_unlabelled_minutes(text: ItemText) -> ItemText:
    """Text without labels that resolves something is minutes, not a summary."""
    first = next((line for line in text.summary if _resolves(line)), None)
    if first is not None and not (text.decision or text.minutes):
        text.assumed.append(Left(first.number, first.text[:80], "unlabelled text with a resolution: taken as minutes"))
        text.summary, text.minutes = [], text.summary
    return text


def _resolves(line: Line) -> bool:
    """Whether a line begins with the words of a resolution, or states what became of the matter."""
    match = ENGLISH.lead.match(line.text)
    return bool(match and match["resolution"]) or ENGLISH.stated.match(line.text) is not None


# --- documents ---------------------------------------------------------------------------------------------------


def _document(line: Line, text: ItemText, page: Page) -> Document:
    """The document of a line."""
    printed = linked_document(line, page)
    _leave(line, printed.scaffold, text)
    return printed.document if printed.document.title else structs.replace(printed.document, title=line.text)


def _exempt(documents: Iterable[Document]) -> Exempt | None:
    """That something of an item is not public, where one of its documents is not; the page gives no reason."""
    return Exempt() if any(document.restricted is not None for document in documents) else None
