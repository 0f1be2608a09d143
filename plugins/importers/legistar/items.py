"""A deed of a meeting → an agenda item: title, notes, action, votes, attachments.

    decision = action text, action name | "Result:", "Tally:", "Moved by:", "Seconded by:", votes that need their word

The numbers of a vote are those of the tally as written; the names are those of the votes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from plugins.archive.permalinks import number_anchor
from plugins.archive.records import (
    AgendaItem,
    Document,
    DocumentKind,
    IssueId,
    NamedVote,
    PersonId,
    RecordedOutcome,
    Rendition,
    Vote,
)
from plugins.archive.text import fold, slugify, squeeze
from plugins.importers.json_pages import facts, joined, prose
from plugins.importers.legistar.index import Deed
from plugins.importers.legistar.objects import Thing
from plugins.importers.legistar.words import outcome_of, vote_of
from plugins.importers.routine import is_routine

UNTITLED: Final = "Untitled item"
_LONGEST_TITLE: Final = 160
_NUMBER = re.compile(r"(?=.*\d)[\w./() -]{1,12}|[A-Za-z]{1,2}|[IVXLC]{1,6}")
_TALLY = re.compile(r"\s*(\d{1,3})\s*[-–:/]\s*(\d{1,3})(?:\s*[-–:/]\s*\d{1,3})*\s*")
_KINDS: Final = (
    (DocumentKind.MINUTES, re.compile(r"(?i)\bminutes\b")),
    (DocumentKind.AGENDA, re.compile(r"(?i)\bagenda\b")),
    (DocumentKind.APPENDIX, re.compile(r"(?i)\b(?:attachment|exhibit|appendix|addendum)\b")),
    (DocumentKind.REPORT, re.compile(r"(?i)\b(?:report|memo(?:randum)?|transmittal)\b")),
)


def person_key(thing: Thing) -> str | None:
    """The key of the person that a vote, roll call or sponsor names by number."""
    number = thing.fields.number("personid", "nameid") or (thing.id if "fullname" in thing.fields.values else None)
    return f"legistar:person:{number}" if number else None


def person_name(thing: Thing) -> str | None:
    """The name of the person that a vote, roll call or sponsor names."""
    return thing.fields.text("personname", "fullname", "name")


def item_of(deed: Deed, title: str | None, *, anchored: bool) -> AgendaItem:
    """The agenda item of a deed. `title` is its matter's; `anchored` says that its number cannot serve.

    An item of a matter that has no number has the matter's file in its address, for titles are long and alike. An item
    without a matter of which nothing is told is a heading.
    """
    number, mark = _number(deed.text("agendanumber"))
    name = _title(deed, title)
    action = _action(deed)
    issue = IssueId(f"legistar:matter:{deed.matter}") if deed.matter else None
    return AgendaItem(
        number=number,
        anchor=anchor(deed) if anchored or (number is None and deed.file) else None,
        title=name,
        issue=issue,
        routine=issue is None and (is_routine(name) or _is_heading(deed)),
        documents=documents(deed.attachments),
        summary=joined(_except(deed.texts("agendanote"), name), prose(mark)),
        decision=action.text,
        minutes=_except(deed.texts("minutesnote"), name),
        outcome=action.outcome,
        votes=_votes(deed, action.passed),
    )


def _is_heading(deed: Deed) -> bool:
    """Whether nothing is told of an item but its title."""
    told = deed.texts("agendanote", "minutesnote", "actiontext", "actionname", "action", "description")
    return not (told or deed.votes or deed.roll or deed.attachments)


def _number(written: str | None) -> tuple[str | None, str | None]:
    """An item's number without the full stop behind it; what is no number is apart, a mark of the system is neither."""
    number = (written or "").strip().rstrip(".:")
    if _NUMBER.fullmatch(number):
        return number, None
    return None, None if number.startswith("~") else number


def anchor(deed: Deed) -> str:
    """The part of an item's address that is its own: its matter's file or its title, and its number in the system."""
    said = slugify(deed.file or "", longest=40) or slugify(deed.text("title") or "", longest=40)
    return f"{said or 'no'}-{deed.number}"


def wanted_anchor(deed: Deed, title: str | None) -> str:
    """The address that an item would have from its number or title alone."""
    number, _ = _number(deed.text("agendanumber"))
    return number_anchor(number) if number else slugify(_title(deed, title), longest=60)


def _title(deed: Deed, title: str | None) -> str:
    """An item's title in one line; of one without, the beginning of its notes, or what it deals with."""
    written = deed.texts("title")
    if written:
        return "; ".join(squeeze(text) for text in written)
    notes = [squeeze(text) for text in (*deed.texts("minutesnote"), *deed.texts("agendanote"))]
    named = title or deed.text("mattername", "matterfile")
    return named or (_shortened(notes[0]) if notes else _untitled(deed))


def _untitled(deed: Deed) -> str:
    """What an item without any words is called."""
    return "Roll Call" if deed.roll else deed.text("actionname", "action") or UNTITLED


def _shortened(text: str) -> str:
    """The text, or its first words where it is too long for a title."""
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[: _LONGEST_TITLE - 2].rpartition(" ")[0] + " …"


def _except(texts: Sequence[str], title: str) -> str | None:
    """Texts as prose, but one that is the title already."""
    return joined(*(prose(text) for text in texts if squeeze(text) != title))


# --- what was done -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Action:
    """What was done with an item: the words, the outcome that they record, and whether a motion passed."""

    text: str | None
    outcome: RecordedOutcome | None
    passed: bool | None


def _action(deed: Deed) -> _Action:
    """The action of a deed."""
    texts, name = deed.texts("actiontext", "description"), deed.text("actionname", "action")
    result = deed.text("passedflagname")
    passed = next((p for item in deed.items if (p := item.fields.flag("passedflag")) is not None), None)
    stated = [text for text in texts if text] or ([name] if name else [])
    more = facts(
        (
            ("Action", name if texts and not _says(texts, name) else None),
            ("Result", result),
            ("Tally", deed.text("tally")),
            ("Moved by", deed.text("mover", "movername")),
            ("Seconded by", deed.text("seconder", "secondername")),
            *_words_of_votes(deed.votes),
        )
    )
    text = joined(*(prose(each) for each in stated), more)
    if not stated and passed is None:
        return _Action(text, None, passed)
    kind = outcome_of(name or (squeeze(stated[0]) if stated else None), passed=passed)
    return _Action(text, RecordedOutcome(kind=kind, text=name or _first(stated) or result, paragraph="d1"), passed)


def _says(texts: Iterable[str], name: str | None) -> bool:
    """Whether the action's text has the action's name in it."""
    return name is None or any(fold(squeeze(name)) in fold(squeeze(text)) for text in texts)


def _first(stated: Sequence[str]) -> str | None:
    """The first sentence of an action."""
    return _shortened(squeeze(stated[0])) if stated else None


def _words_of_votes(votes: Sequence[Thing]) -> list[tuple[str, str]]:
    """Who voted with a word that says more than for, against, abstaining or absent."""
    by_word: dict[str, list[str]] = {}
    for vote in votes:
        word, name = _vote_word(vote), person_name(vote)
        if word and name and not vote_of(word)[1]:
            by_word.setdefault(word, []).append(name)
    return [(word, "; ".join(dict.fromkeys(names))) for word, names in sorted(by_word.items())]


def _vote_word(vote: Thing) -> str | None:
    """How a vote is called."""
    return vote.fields.text("valuename", "vote", "value")


def _votes(deed: Deed, passed: bool | None) -> tuple[Vote, ...]:  # noqa: FBT001 (a fact of the vote)
    """The vote on an item: its numbers as written, its names; none where neither is told."""
    tally = next((m for text in deed.texts("tally") if (m := _TALLY.fullmatch(text))), None)
    named = {
        name: NamedVote(name=name, vote=vote_of(word)[0], person=_person(vote))
        for vote in sorted(deed.votes, key=lambda each: each.fields.count("sort") or 0)
        if (name := person_name(vote)) and (word := _vote_word(vote))
    }
    if tally is None and not named:
        return ()
    return (
        Vote(
            for_=int(tally[1]) if tally else None,
            against=int(tally[2]) if tally else None,
            carried=passed,
            named=tuple(named.values()),
        ),
    )


def _person(thing: Thing) -> PersonId | None:
    """The person that a vote names."""
    key = person_key(thing)
    return PersonId(key) if key else None


# --- attachments -------------------------------------------------------------------------------------------------


def documents(attachments: Iterable[Thing]) -> tuple[Document, ...]:
    """The documents of attachments, each once, in their order."""
    ordered = sorted(attachments, key=lambda each: each.fields.count("sort") or 0)
    found = {
        each.id or each.fields.url("hyperlink", "link") or n: document
        for n, each in enumerate(ordered)
        if (document := document_of(each))
    }
    return tuple(found.values())


def document_of(thing: Thing) -> Document | None:
    """The document of one attachment."""
    url = thing.fields.url("hyperlink", "link")
    name = thing.fields.text("name", "description", "filename")
    title = name or (unquote(urlsplit(url).path.rpartition("/")[2]) if url else None)
    if not title:
        return None
    file = thing.fields.values.get("filename")
    renditions = (Rendition(format=format_of(file if isinstance(file, str) else None, url), url=url),) if url else ()
    return Document(title=title, kind=kind_of_document(title), renditions=renditions)


def kind_of_document(title: str) -> DocumentKind:
    """What a document is, by the words of its title."""
    return next((kind for kind, words in _KINDS if words.search(title)), DocumentKind.OTHER)


def format_of(*names: str | None) -> str:
    """A file's format by the ending of its name or address; a page of the web where it has none."""
    for name in names:
        ending = urlsplit(name).path.rpartition(".")[2].lower() if name and _is_address(name) else ""
        if re.fullmatch(r"[a-z0-9]{2,5}", ending) and not ending.startswith("asp"):
            return ending
    return "html"


def _is_address(name: str) -> bool:
    """Whether a name can be cut into the parts of an address."""
    try:
        return "." in urlsplit(name).path
    except ValueError:
        return False
