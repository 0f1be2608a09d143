"""One agenda item of the web service's answer GetMeeting, with its documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plugins.archive.records import AgendaItem, Document, DocumentKind, Exempt, Rendition
from plugins.importers.commonmark import Piece, compose, escape
from plugins.importers.drafts import Page, What
from plugins.importers.markup import lines_within
from plugins.importers.moderngov.addresses import absolute
from plugins.importers.moderngov.documents import kind_of
from plugins.importers.moderngov.headings import plain_number, written_date
from plugins.importers.moderngov.old_site import with_number
from plugins.importers.moderngov.sections import prose
from plugins.importers.routine import is_routine
from plugins.importers.xml_trees import Node, decoded

UNTITLED: Final = "Untitled item"
_SYSTEM: Final = (
    "agendaitemid", "actualmeetingdate", "agendaitemnumber", "agendaitemsubnumber", "declarationcount", "iscallin",
    "iscomment", "isdecision", "isdecisionpublished", "isminutepublished", "ispubliccanspeak", "isdisplayallowed",
    "isrestricted", "meetingdate", "meetingtime", "minutesitemnumber", "minutesitemsubnumber", "preferreddate",
    "refertocommittee",
)  # fmt: skip
_DOCUMENT_SYSTEM: Final = (
    "attachmentid", "isdecisionattachment", "isrestricted", "isurl", "itemnum", "meetingdate", "decisiondate",
    "committeetitle", "ownertitle",
)  # fmt: skip


def read_item(node: Node, page: Page, what: What) -> AgendaItem:
    """The item."""
    restricted = (node.take("isrestricted") or "").casefold() == "true"
    identity = node.take("agendaitemid")
    title = node.take("agendaitemtitle") or UNTITLED
    number = node.take("fulldisplaynumberformat") or node.take("minutesitemnumber")
    summary, decision = _prose(node, "agendatext"), _prose(node, "decisionnonemptyhtmlbody")
    author, remarks = node.take("authorusername"), _remarks(node)
    item = AgendaItem(
        title=title,
        number=(plain_number(number) or None) if number and number.strip("0. ") else None,
        routine=is_routine(title),
        documents=_documents(node, page),
        summary="\n\n".join(part for part in (summary, _list(remarks[1])) if part) or None,
        decision=decision,
        minutes=_prose(node, "minutesnonemptyhtmlbody"),
        exempt=Exempt() if restricted else None,
        presented_by=remarks[0] or author,
        sources=(page.source(what, node.line),),
    )
    node.skip(*_SYSTEM, "fulldisplaynumberformat", "minutesitemnumber")
    return with_number(item, page, identity)


def _prose(node: Node, name: str) -> str | None:
    """The prose of an element that holds HTML."""
    found = node.markup(name)
    if found is None:
        return None
    markup = found[0] if "<" in found[0] else decoded(found[0])
    return prose(lines_within(markup))


def _remarks(node: Node) -> tuple[str | None, list[str]]:
    """Who presented the item, and the council's other remarks with their labels."""
    presented, others = None, []
    for n in ("1", "2", "3", "4"):
        label, text = node.take(f"commentlabel{n}"), node.take(f"commenttext{n}")
        if text is None:
            continue
        if presented is None and label and label.casefold().startswith("presented"):
            presented = text
        else:
            others.append(f"{label}: {text}" if label else text)
    node.skip(*(f"commentlabel{n}" for n in ("1", "2", "3", "4")))
    return presented, others


def _list(facts: Sequence[str]) -> str:
    """Facts as a list."""
    return compose(Piece("item", escape(fact)) for fact in facts)


def _documents(node: Node, page: Page) -> tuple[Document, ...]:
    """The item's documents."""
    wrap = node.find("linkeddocuments")
    return tuple(document(each, page, of=node) for each in wrap.all("linkeddoc")) if wrap is not None else ()


def document(node: Node, page: Page, *, of: Node | None) -> Document:
    """One document. Its format is not told: the address converts to PDF, unless it is a page elsewhere."""
    title = node.take("title") or UNTITLED
    url = node.take("url")
    restricted = (node.take("isrestricted") or "").casefold() == "true"
    reason = node.take("restrictionsref")
    whole = absolute(url, page) if url else None
    elsewhere = (node.take("isurl") or "").casefold() == "true"
    rendition = (Rendition(format="html" if elsewhere else "pdf", url=whole),) if whole else ()
    owner = (of.take("agendaitemtitle") or "") if of is not None else ""
    decides = (node.take("isdecisionattachment") or "").casefold() == "true"
    kind = DocumentKind.DECISIONS if decides else DocumentKind.REPORT if owner and title == owner else kind_of(title)
    published = written_date(node.take("publicationdate") or "")
    node.skip(*_DOCUMENT_SYSTEM)
    exempt = Exempt(reason=reason) if restricted else None
    return Document(title=title, kind=kind, renditions=rendition, published=published, restricted=exempt)
