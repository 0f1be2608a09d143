"""Documents as readers see them: what they are, in which forms, or why they are not here."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.archive import permalinks
from plugins.archive.records import Document, DocumentKind, Exempt, Rendition
from plugins.pages.views.basics import Day, View, day_view, web_address

# Part 1 of Schedule 12A to the Local Government Act 1972 (England), in plain words.
MEANINGS = {
    1: "information about an individual",
    2: "information that would be likely to reveal who an individual is",
    3: "the financial or business affairs of a person or organisation, which may be the council itself",
    4: "consultations or negotiations about labour relations",
    5: "advice covered by legal professional privilege",
    6: "a notice, order or direction that the council proposes to make",
    7: "action to prevent, investigate or prosecute crime",
}
_OTHER_PARAGRAPH = "a further ground of exemption in the Schedule"

_KINDS = {
    DocumentKind.REPORT: "Report",
    DocumentKind.APPENDIX: "Appendix",
    DocumentKind.BACKGROUND: "Background paper",
    DocumentKind.AGENDA: "Agenda",
    DocumentKind.PACK: "Agenda pack",
    DocumentKind.MINUTES: "Minutes",
    DocumentKind.DECISIONS: "Decisions",
    DocumentKind.OTHER: "Document",
}


class Ground(View, frozen=True):
    """One paragraph of Schedule 12A and what it means."""

    number: int
    meaning: str


class ExemptView(View, frozen=True):
    """Why something is not public, and whether the public had to leave.

    Where that was read from the text, `source` says so and `anchor` where; else both are empty.
    """

    grounds: tuple[Ground, ...]
    reason: str | None
    public: str | None
    source: str = ""
    anchor: str = ""


class RenditionView(View, frozen=True):
    """One file to open. `address` is within the site, `url` elsewhere; one is empty, or both where it is lost."""

    format: str
    size: str
    address: str
    url: str
    pages: int | None


class DocumentView(View, frozen=True):
    """A paper with its files."""

    title: str
    reference: str | None
    kind: str
    renditions: tuple[RenditionView, ...]
    restricted: ExemptView | None
    published: Day | None


def document_views(documents: tuple[Document, ...], sizes: Mapping[str, int]) -> tuple[DocumentView, ...]:
    """The documents in the order of the record. `sizes` holds the bytes of the files that we publish ourselves."""
    return tuple([_document(document, sizes) for document in documents])


def _document(document: Document, sizes: Mapping[str, int]) -> DocumentView:
    """One document; the files of a restricted one are never shown."""
    restricted = exempt_view(document.restricted) if document.restricted else None
    files = () if restricted else tuple([_rendition(r, sizes) for r in document.renditions])
    title, published = document.display_title or document.title, document.published
    day = day_view(published) if published else None
    return DocumentView(title, document.reference, _KINDS[document.kind], files, restricted, day)


def _rendition(rendition: Rendition, sizes: Mapping[str, int]) -> RenditionView:
    """One file with its format and size: as written, else counted."""
    size, form = rendition.size_as_written or _counted(rendition, sizes), rendition.format.upper()
    if rendition.file:
        return RenditionView(form, size, permalinks.document_address(rendition.file), "", rendition.pages)
    return RenditionView(form, size, "", web_address(rendition.url), rendition.pages)


def _counted(rendition: Rendition, sizes: Mapping[str, int]) -> str:
    """The size of a file, counted: as recorded, else as it lies here; "" where it is not known."""
    lying = sizes.get(rendition.file) if rendition.file and rendition.bytes is None else None
    count = rendition.bytes if lying is None else lying
    return "" if count is None else format_size(count)


def exempt_view(exempt: Exempt | None) -> ExemptView | None:
    """The grounds in plain words, where there are any."""
    if exempt is None:
        return None
    grounds = tuple(Ground(n, MEANINGS.get(n, _OTHER_PARAGRAPH)) for n in exempt.paragraphs)
    return ExemptView(grounds, exempt.reason, _public(exempt.public_excluded))


def _public(excluded: bool | None) -> str | None:  # noqa: FBT001 - a recorded fact, not an option
    """What became of the public, where it is recorded."""
    if excluded is None:
        return None
    return "The press and public were excluded." if excluded else "The meeting stayed open to the press and public."


_KB = 1024


def format_size(count: int) -> str:
    """A number of bytes for readers, in the units of the sources: "134 KB", "2.3 MB"."""
    if count < _KB:
        return f"{count} bytes"
    return f"{round(count / _KB)} KB" if count < _KB * _KB else f"{count / _KB / _KB:.1f} MB"
