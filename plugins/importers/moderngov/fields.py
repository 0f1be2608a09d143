"""Lines of the form "Label: value", of which decision and issue pages are made; whom a contact line names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plugins.archive.records import Contact
from plugins.importers.lines import Line

_LABEL = re.compile(r"(?P<label>[A-Z][\w'’()/ \-]{1,70}\??)(?P<colon>\s?:|(?<=\?))(?:\s+(?P<value>.*))?", re.DOTALL)
_EMAIL = re.compile(r"(?<![\w.+'\-])[\w.+'\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})+")
_TELEPHONE = re.compile(r"(?:\(?\+?\d[\d()\s\-]{6,18}\d)(?:\s*(?:ext|x)\.?\s*\d{1,6})?")
_CONTACT_LABELS = re.compile(
    r"(?i)\b(?:e-?mail|e-?bost|tel(?:ephone)?(?:\s*(?:no|number))?|ffôn|phone|direct line)\s*[.:]?:?\s*"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label as written, its field's name where it is known, and the lines of its value."""

    label: str
    field: str | None
    line: int
    value: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The value as one line of text."""
        return " ".join(line.text for line in self.value)


def read_fields(
    lines: Sequence[Line], known: Mapping[str, str], long: Iterable[str] = ()
) -> tuple[tuple[Line, ...], list[Labelled]]:
    """The lines before the first label, and every label with the lines up to the next.

    `known` maps a label's words to a field. Only the fields that are `long` run over several lines; the lines after a
    short field's value are a value of their own, without a label.
    """
    before: list[Line] = []
    fields: list[_Open] = []
    long = frozenset(long)
    for line in lines:
        loose = bool(fields) and fields[-1].field not in long and bool(fields[-1].value)
        started = _start(line, known, loose=loose)
        if started is not None:
            fields.append(started)
        elif not fields:
            before.append(line)
        else:
            _continue(fields, line, long)
    return tuple(before), [Labelled(each.label, each.field, each.line, tuple(each.value)) for each in fields]


@dataclass(slots=True)
class _Open:
    """A label whose value may still grow."""

    label: str
    field: str | None
    line: int
    value: list[Line]


def _start(line: Line, known: Mapping[str, str], *, loose: bool) -> _Open | None:
    """The field that a line begins. Among short fields any label begins one, elsewhere only a known label does."""
    match = _LABEL.fullmatch(line.text) if not line.bullet else None
    if match is None:
        return None
    name = known.get(normal(match["label"]))
    value = (match["value"] or "").strip()
    if name is None and not (loose and value and match["colon"]):
        return None
    rest = [Line(line.number, value, links=line.links)] if value else []
    return _Open(match["label"], name, line.number, rest)


def normal(label: str) -> str:
    """A label for looking up."""
    return label.casefold().replace("’", "'").rstrip("?: ").strip()


def _continue(fields: list[_Open], line: Line, long: frozenset[str]) -> None:
    """Add a line to the last field if it is a long one or still empty; else to a field without a label."""
    last = fields[-1]
    if last.field in long or not last.label or not last.value:
        last.value.append(line)
    else:
        fields.append(_Open("", None, line.number, [line]))


def contact(text: str) -> Contact | None:
    """Whom a line "Contact: …" names; addresses and numbers apart from the name."""
    email, telephone = _EMAIL.search(text), None
    rest = _EMAIL.sub(" ", text, count=1)
    telephone = _TELEPHONE.search(rest)
    if telephone:
        rest = rest[: telephone.start()] + " " + rest[telephone.end() :]
    name = " ".join(_CONTACT_LABELS.sub(" ", rest).split()).strip(" ,;.-–:")
    found = Contact(
        name=name or None, email=email[0] if email else None, telephone=telephone[0].strip() if telephone else None
    )
    return found if found != Contact() else None


def labels_within(value: str, found: Contact | None) -> str:
    """The words of a contact's line that are no part of its name, address or number."""
    told = " ".join(filter(None, (found.name, found.email, found.telephone))) if found else ""
    kept = set(re.findall(r"\w+", told))
    return " ".join(word for word in re.findall(r"\w+", value) if word not in kept)
