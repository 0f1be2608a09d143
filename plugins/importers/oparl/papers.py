"""A paper → an issue: its title, reference and facts, and the papers that it answers or belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from plugins.archive.records import Issue, IssueId, Source
from plugins.importers.commonmark import Piece, compose
from plugins.importers.json_pages import facts, heading, joined, link, prose
from plugins.importers.oparl.files import documents
from plugins.importers.oparl.meetings import key, venue_of
from plugins.importers.oparl.objects import Index, Thing

RELATED: Final = ("relatedpaper", "superordinatedpaper", "subordinatedpaper")


def title_of(thing: Thing) -> str:
    """What a paper is called."""
    fields = thing.fields
    last = thing.id.rstrip("/").rpartition("/")[2]
    return fields.text("name", "title") or fields.text("reference") or fields.text("papertype") or f"Vorlage {last}"


def issue_of(made: Index, thing: Thing, source: Source) -> Issue:
    """The issue of a paper."""
    fields = thing.fields
    title = title_of(thing)
    reference = fields.text("reference")
    return Issue(
        title=title,
        summary=_summary(made, thing),
        topics=tuple(dict.fromkeys(fields.listed("keyword"))),
        related=tuple(
            dict.fromkeys(IssueId(key("paper", a)) for a in thing.addresses(*RELATED) if made.first(a, "Paper"))
        ),
        references=(reference,) if reference and reference != title else (),
        sources=(source,),
    )


def keys_of(made: Index, thing: Thing) -> tuple[str, ...]:
    """The keys by which items refer to a paper: its own address and those of its consultations."""
    consultations = (each.id for each in made.of_paper.get(thing.id, ()))
    return (key("paper", thing.id), *(key("consultation", address) for address in consultations if address))


def _summary(made: Index, thing: Thing) -> str | None:
    """Everything that is known of a paper beside its meetings."""
    fields = thing.fields
    day = fields.day("date")
    known = facts(
        (
            ("Art", fields.text("papertype")),
            ("Datum", f"{day:%d.%m.%Y}" if day else None),
            ("Federführend", _names(made, thing, "underdirectionof", "Organization")),
            ("Urheber", _names(made, thing, "originatororganization", "Organization")),
            ("Urheber", _names(made, thing, "originatorperson", "Person")),
            ("Ort", venue_of(made, thing)),
            *(("Beratung", role) for role in _elsewhere(made, thing)),
        )
    )
    return joined(known, _papers(made, thing), *_texts(made, thing))


def _names(made: Index, thing: Thing, field: str, kind: str) -> str | None:
    """The names of those that a field refers to and that are here."""
    told = (made.first(address, kind) for address in thing.addresses(field))
    return "; ".join(name for each in told if each and (name := each.fields.text("name"))) or None


def _elsewhere(made: Index, thing: Thing) -> Iterator[str]:
    """What consultations were for whose meetings are not here."""
    for each in made.of_paper.get(thing.id, ()):
        role = each.fields.text("role")
        if role and made.item_of(each) is None:
            where = "; ".join(
                name
                for a in each.addresses("organization")
                if (told := made.first(a, "Organization")) and (name := told.fields.text("name"))
            )
            yield f"{role} ({where})" if where else role


def _papers(made: Index, thing: Thing) -> str | None:
    """The files of a paper that came up at no meeting that is here, as links."""
    if any(made.item_of(each) for each in made.of_paper.get(thing.id, ())):
        return None
    found = documents(made, made.refer(thing, "mainfile", "auxiliaryfile"))
    lines = (Piece("item", link(d.title, d.renditions[0].url if d.renditions else None)) for d in found)
    return compose(lines) or None


def _texts(made: Index, thing: Thing) -> Iterator[str]:
    """The texts of a paper's files, where the source gives them."""
    files: Sequence[Thing] = made.refer(thing, "mainfile", "auxiliaryfile")
    for file in files:
        text = prose(file.fields.raw("text"))
        if text:
            yield joined(heading(file.fields.text("name") or "Text"), text) or ""
