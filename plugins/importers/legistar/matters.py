"""A matter → an issue: its titles, numbers, facts, text, and what was done with it outside meetings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plugins.archive.dates import format_long
from plugins.archive.records import Issue, IssueId, Source
from plugins.archive.text import squeeze
from plugins.importers.commonmark import Piece, compose, escape
from plugins.importers.json_pages import facts, heading, is_internal, joined, link, prose
from plugins.importers.legistar.index import Deed, Index
from plugins.importers.legistar.items import document_of, person_name
from plugins.importers.legistar.objects import Thing
from plugins.importers.rtf import rtf_text

_LONGEST_NAME: Final = 200
_DATES: Final = (
    ("Introduced", "introdate"),
    ("On the agenda", "agendadate"),
    ("Passed", "passeddate"),
    ("Enacted", "enactmentdate"),
)


def key(matter: str) -> str:
    """The key of a matter."""
    return f"legistar:matter:{matter}"


def title_of(made: Index, matter: str) -> str | None:
    """The long title of a matter, which its items have."""
    return next((text for thing in made.matters.get(matter, ()) if (text := thing.fields.text("title", "name"))), None)


def issue_of(thing: Thing, made: Index, source: Source, *, loose: Sequence[Thing]) -> Issue:
    """The issue of a matter. `loose` are attachments that stand at no item."""
    matter = thing.id or ""
    names = [text for name in ("name", "title") if (text := thing.fields.text(name))]
    file = thing.fields.text("file")
    title = names[0] if names else file or f"Matter {matter}"
    related = made.of_matter.get(matter, ())
    references = tuple(text for text in (file, *_other_numbers(thing)) if text)
    return Issue(
        title=title,
        titles=tuple(dict.fromkeys(name for name in names[1:] if name != title)),
        summary=_summary(thing, related, loose),
        topics=tuple(_texts(related, "index", "indexname", "name")),
        related=tuple(IssueId(key(n)) for n in _numbers(related) if n in made.matters and n != matter),
        references=references,
        sources=(source,),
    )


def _other_numbers(thing: Thing) -> Iterator[str]:
    """The numbers that a matter got when it was enacted."""
    number, law = thing.fields.text("enactmentnumber"), thing.fields.text("locallaw")
    if number:
        yield number
    if law:
        yield f"Local Law {law}"


def _numbers(related: Iterable[Thing]) -> Iterator[str]:
    """The numbers of related matters."""
    for thing in related:
        if thing.kind == "relation" and (number := thing.fields.number("matterid", "relatedmatterid")):
            yield number


def _texts(things: Iterable[Thing], kind: str, *names: str) -> Iterator[str]:
    """The words of the objects of a kind, each once."""
    found = (thing.fields.text(*names) for thing in things if thing.kind == kind)
    yield from dict.fromkeys(text for text in found if text)


def _summary(thing: Thing, related: Sequence[Thing], loose: Sequence[Thing]) -> str | None:
    """Everything that is known of a matter beside its meetings."""
    fields = thing.fields
    sponsors = sorted((t for t in related if t.kind == "sponsor"), key=lambda t: t.fields.count("sequence") or 0)
    known = facts(
        (
            ("Type", fields.text("typename")),
            ("Status", fields.text("statusname")),
            ("In control", fields.text("bodyname")),
            *((label, _long(fields.day(name))) for label, name in _DATES),
            ("Sponsors", "; ".join(name for each in sponsors if (name := person_name(each))) or None),
            ("Requester", fields.text("requester")),
        )
    )
    texts = [*(fields.raw(name) for name in ("text", "textplain")), *(_full_text(each) for each in related)]
    rich = [fields.values.get(name) for name in ("rtf", "textrtf")] if not any(texts) else []
    texts += [rtf_text(each) for each in rich if isinstance(each, str)]
    return joined(
        prose(fields.raw("summary")),
        known,
        _notes(thing),
        _papers(loose),
        _outside(thing),
        *_full_texts([text for text in texts if text]),
    )


def _full_text(thing: Thing) -> str | None:
    """The whole text of a version, out of its rich text where it has no plain one."""
    plain, rich = thing.fields.raw("plain"), thing.fields.values.get("rtf")
    return plain or (rtf_text(rich) if thing.kind == "text" and isinstance(rich, str) else None)


def _long(day: dt.date | None) -> str | None:
    """A day in words."""
    return format_long(day) if day else None


def _notes(thing: Thing) -> str | None:
    """Fields of the council's own, by their names."""
    own = [(name, words) for name, words in thing.fields.rest() if not is_internal(name)]
    thing.fields.skip(*(name for name, _ in own))
    return facts((_label(name), words) for name, words in own)


def _label(name: str) -> str:
    """A field's name as a label: "extext5" gives "Text 5"."""
    words = re.sub(r"^ex", "", name)
    return re.sub(r"(?<=\D)(?=\d)", " ", words).capitalize()


def _papers(attachments: Sequence[Thing]) -> str | None:
    """Attachments of a matter that came up at no meeting, as links."""
    items = []
    for thing in attachments:
        document = document_of(thing)
        if document:
            url = document.renditions[0].url if document.renditions else None
            items.append(Piece("item", link(document.title, url)))
    return compose(items) or None


def _outside(thing: Thing) -> str | None:
    """What was done with a matter outside meetings, day by day."""
    deeds = [each for each in thing.inner if each.kind == "history" and not each.fields.number("eventid")]
    lines = [Piece("item", escape(text)) for each in deeds if (text := _step(each))]
    return joined(heading("Outside meetings"), compose(lines)) if lines else None


def _step(history: Thing) -> str | None:
    """One step of a matter's history in one line."""
    fields = history.fields
    action, text = fields.text("actionname", "action"), fields.text("actiontext", "description")
    said = text if action is None or (text and action in text) else " – ".join(t for t in (action, text) if t)
    when = _long(fields.day("actiondate", "date"))
    who = fields.text("actionbodyname", "bodyname")
    more = [fields.text(name) for name in ("passedflagname", "tally", "agendanote", "minutesnote")]
    before = ", ".join(part for part in (when, who) if part)
    return ": ".join(part for part in (before, ". ".join(t for t in (said, *more) if t)) if part) or None


def _full_texts(texts: Sequence[str]) -> Iterator[str]:
    """The text of the matter itself, under a heading."""
    for text in {squeeze(each): each for each in texts}.values():
        yield joined(heading("Text"), prose(text)) or ""


def mentioned_issue(made: Index, matter: str, source: Source) -> Issue:
    """The issue of a matter of which only its items tell."""
    deeds: Sequence[Deed] = made.by_matter.get(matter, ())
    names = [text for name in ("mattername", "title") for deed in deeds for text in deed.texts(name)]
    file = _joined(deeds, "matterfile")
    title = next((squeeze(name) for name in names if len(name) <= _LONGEST_NAME), None)
    return Issue(
        title=title or (squeeze(names[0]) if names else file or f"Matter {matter}"),
        summary=facts((("Type", _joined(deeds, "mattertype")), ("Status", _joined(deeds, "matterstatus")))),
        references=(file,) if file else (),
        sources=(source,),
    )


def _joined(deeds: Iterable[Deed], name: str) -> str | None:
    """What items say of their matter, each different word once."""
    words = dict.fromkeys(squeeze(text) for deed in deeds for text in deed.texts(name))
    return ", ".join(words) or None
