"""The line that names a document: title, reference, kind, and each file with its format and size as written.

    document  = bullet? title (", item" NUMBER)? size? rendition*
    size      = (FORMAT "icon")? FORMAT NUMBER UNIT
    rendition = "View as" FORMAT ("(" REFERENCE ")")? (NUMBER UNIT)?

A document's files are told apart from its title from the end of the line, for a title may hold anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from msgspec import structs

from plugins.archive.records import Document, DocumentKind, Exempt, Rendition
from plugins.importers.drafts import Page
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import absolute, is_file

_FORMATS = (
    "PDF|DOCX?|DOCM|DOT|XLSX?|XLSM|XLSB|CSV|PPTX?|PPSX?|RTF|ODT|ODS|ODP|TXT|HTML?|JPE?G|PNG|GIF|TIFF?|BMP|ZIP|MSG|MPP|"
    "PUB|VSDX?|MP[34]|WMA|EML|XML|DWG|LNK|URL"
)
_SIZE = r"\d[\d,.]*\s?(?:bytes|[KMG]i?B|B)\b"
_FILE = re.compile(
    rf"\s*(?P<icon>\b(?:{_FORMATS})\s+(?:icon|eicon)\s+|pdf eicon\s+)?\b(?P<format>{_FORMATS})\s*(?P<size>{_SIZE})\s*$",
    re.IGNORECASE,
)
AFTER_FILE: Final = re.compile(r"(?<=[KM]B)\s+(?!View as|Gweld fel)(?=[A-Z(])")
_VIEW_AS = re.compile(
    rf"\s*(?P<label>View\s+as|Gweld\s+fel)\s+(?P<format>{_FORMATS})(?:\s*\((?P<reference>[^()]{{1,20}})\))?"
    rf"(?:\s*(?P<size>{_SIZE}))?\s*$",
    re.IGNORECASE,
)
_ITEM_SUFFIX = re.compile(r",\s*(?:item|eitem)\s+(?P<number>[\w./\-]{1,15}?)\.?\s*$", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"\bbackground(?:\s+(?:papers?|documents?|reports?))?\s*\d*\s*$|^background\s+(?:paper|document)s?\b", re.IGNORECASE
)
_APPENDIX = re.compile(
    r"^\s*(?:appendi(?:x|ces)|annex(?:e|es)?|app\.?\s*\d|annexures?|enc(?:losure)?s?\b\.?\s*\d|atodiad(?:au)?)\b",
    re.IGNORECASE,
)
_RESTRICTED = re.compile(
    r"(?P<title>Restricted enclosure\s*[\w./]*?)\s*(?P<reasons>View the reasons why (?:the )?(?:document|enclosure)\s*"
    r"(?P<reference>[\w./]*?) is restricted)?\.?\s*$",
    re.IGNORECASE,
)


_LONGEST_ENDING = 5
_LONGEST_FILE = 200


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document and those words of its line that are no facts."""

    document: Document
    scaffold: str


def document_line(text: str, *, kind: DocumentKind | None = None) -> DocumentLine:
    """The document that a line names; `kind` where the place of the line says what it is."""
    restricted = _RESTRICTED.match(text)
    if restricted:
        return _restricted(restricted)
    title, renditions, reference, scaffold = _files(text)
    suffix = _ITEM_SUFFIX.search(title)
    if suffix:
        title, scaffold = title[: suffix.start()].rstrip(), [suffix[0].strip(), *scaffold]
    document = Document(title=title, reference=reference, kind=kind or kind_of(title), renditions=renditions)
    return DocumentLine(document, " ".join(scaffold))


def linked_document(line: Line, page: Page, *, kind: DocumentKind | None = None) -> DocumentLine:
    """The document of a line, with the addresses to which the line's links lead: one for each file, in order.

    A link to a file whose format the line does not print is a file of the format that its name says.
    """
    said = document_line(line.text.removeprefix("- "), kind=kind)
    urls = [whole for link in line.links if is_file(link.url) and (whole := absolute(link.url, page))]
    renditions = tuple(
        structs.replace(each, url=url) if url else each
        for each, url in zip_longest(said.document.renditions, urls[: len(said.document.renditions)])
    )
    if urls and not renditions and said.document.restricted is None:
        renditions = (Rendition(format=_format_of(urls[0]), url=urls[0]),)
    return DocumentLine(structs.replace(said.document, renditions=renditions), said.scaffold)


def _format_of(url: str) -> str:
    """The format that a file's name ends in; a page that converts gives PDF."""
    ending = url.partition("?")[0].rpartition(".")[2].casefold()
    return ending if ending.isalnum() and len(ending) <= _LONGEST_ENDING and ending != "aspx" else "pdf"


def has_file(text: str) -> bool:
    """Whether a line ends in a file's format and size, as the line of a document does."""
    return _file(text) is not None


def _file(text: str) -> re.Match[str] | None:
    """The last file that a line names, if the line ends in one."""
    start = max(0, len(text) - _LONGEST_FILE)
    return _VIEW_AS.search(text, start) or _FILE.search(text, start)


def kind_of(title: str) -> DocumentKind:
    """What a document's own title says that it is; `other` where it does not say."""
    if _BACKGROUND.search(title):
        return DocumentKind.BACKGROUND
    return DocumentKind.APPENDIX if _APPENDIX.match(title) else DocumentKind.OTHER


def _files(text: str) -> tuple[str, tuple[Rendition, ...], str | None, list[str]]:
    """Title, files, reference and scaffold words of a line, taken off from its end."""
    renditions: list[Rendition] = []
    scaffold: list[str] = []
    reference: str | None = None
    while match := _file(text):
        found = match.groupdict()
        renditions.append(_rendition(match["format"], found["size"]))
        scaffold.append(" ".join((found.get("label") or found.get("icon") or "").split()))
        reference = found.get("reference") or reference
        text = text[: match.start()]
    return text.strip(), tuple(reversed(renditions)), reference, [word for word in reversed(scaffold) if word]


def _rendition(file_format: str, size: str | None) -> Rendition:
    """One file of a document."""
    return Rendition(format=file_format.lower(), size_as_written=size)


def _restricted(match: re.Match[str]) -> DocumentLine:
    """A document that the page names and does not give."""
    reference = match["reference"].rstrip(".") if match["reference"] else None
    document = Document(
        title=match["title"].strip(), reference=reference or None, kind=DocumentKind.OTHER, restricted=Exempt()
    )
    return DocumentLine(document, match["reasons"] or "")
