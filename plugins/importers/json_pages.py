"""JSON as a source: values, the fields of an object and which of them were read, text as CommonMark, dates.

Knows nothing of any system. An object's fields are asked for by name; what nobody asked for and holds words for readers
is told by `rest`, so that no word of a source is lost unseen.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from plugins.archive.text import squeeze
from plugins.importers.commonmark import Piece, compose, escape
from plugins.importers.lines import INVISIBLE, pieces, text_lines
from plugins.importers.markup import lines_within
from plugins.importers.recognise import Unreadable

_DATE = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*"
)
_URL = re.compile(r"(?:https?|ftp|urn|mailto):\S*", re.IGNORECASE)
_WORD = re.compile(r"\w")
_TAGS = re.compile(r"<(?:p|br|div|span|b|i|strong|em|u|ul|ol|li|table|h[1-6]|a)\b[^<>]{0,400}>", re.IGNORECASE)
_FIRST_YEAR = 1800
_DEEPEST = 100
_MOST_MISSES = 50


def parse(text: str) -> object | Unreadable:
    """The value of a JSON text, or of a text with one value in every line; or why it is none."""
    try:
        value: object = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        return _lines(text) or Unreadable(f"it is not JSON: {squeeze(str(error))}")
    return value


def _lines(text: str) -> list[object]:
    """The values of a text that has one in every line; nothing where it is no such text."""
    try:
        return [msgspec.json.decode(line.encode("utf-8", "replace")) for line in text.splitlines() if line.strip()]
    except (msgspec.DecodeError, RecursionError):
        return []


def mappings(value: object, *within: str) -> Iterator[dict[str, Any]]:
    """The objects of a page: itself, those of its list, or those of the list under one of the names."""
    if isinstance(value, dict):
        listed = next((value[name] for name in within if isinstance(value.get(name), list)), None)
        if listed is None:
            yield value
            return
        value = listed
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield each


# --- text --------------------------------------------------------------------------------------------------------


def clean(value: object) -> str | None:
    """A value as text in one line; `None` where it has no words."""
    if not isinstance(value, str):
        return None
    return squeeze(INVISIBLE.sub("", value)) or None


def prose(text: str | None) -> str | None:
    """A text of several lines as CommonMark, whether it is plain or has markup; `None` where it has no words."""
    if not text:
        return None
    if _TAGS.search(text):
        return compose(pieces(lines_within(text))) or None
    return compose(pieces(text_lines(text))) or None


def facts(pairs: Iterable[tuple[str, str | None]]) -> str | None:
    """Labelled facts as a list in CommonMark; those without a value are left out."""
    return compose(Piece("item", escape(f"{label}: {value}")) for label, value in pairs if value) or None


def heading(text: str) -> str:
    """A subheading in CommonMark."""
    return compose([Piece("heading", escape(text))])


def joined(*parts: str | None) -> str | None:
    """Stretches of CommonMark one after the other; `None` where there are none."""
    return "\n\n".join(part for part in parts if part) or None


def link(text: str, url: str | None) -> str:
    """A link in CommonMark; only the words where the address cannot be one."""
    words = escape(text)
    safe = url is not None and re.fullmatch(r"https?://[^\s<>()\\]+", url)
    return f"[{words}](<{url}>)" if safe else words


# --- dates -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the time of day and the zone where they are told."""

    day: dt.date
    time: str | None = None
    zone: str | None = None


def moment(value: object) -> Moment | None:
    """A day and time in ISO 8601; `None` for what is none, or stands for none (`0001-01-01`)."""
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[1]) < _FIRST_YEAR:
        return None
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
        time = dt.time(int(match[4]), int(match[5])) if match[4] else None
    except ValueError:
        return None
    return Moment(day, f"{time:%H:%M}" if time else None, match[6])


# --- objects -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Fields:
    """An object's fields by their names in lower case, and which of them have been read."""

    values: Mapping[str, Any]
    read: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, value: Mapping[str, Any], prefix: str = "") -> Fields:
        """The fields of an object, whose names may begin with its kind."""
        return cls({_name(key, prefix): inner for key, inner in value.items()})

    def text(self, *names: str) -> str | None:
        """The first of the fields that has words, in one line."""
        return clean(self.raw(*names))

    def raw(self, *names: str) -> str | None:
        """The first of the fields that has words, as it is written. The same words in the others count as read."""
        texts = {name: self.values[name] for name in names if clean(self.values.get(name))}
        first = next(iter(texts.values()), None)
        self.read.update(name for name, text in texts.items() if clean(text) == clean(first))
        return first if isinstance(first, str) else None

    def word(self, name: str) -> str | None:
        """A word of the system's own, which the report shows beside what it was understood as."""
        return clean(self.values.get(name))

    def listed(self, *names: str) -> list[str]:
        """All texts of the fields, each of which is one text or a list."""
        found = []
        for name in names:
            value = self.values.get(name)
            texts = [clean(each) for each in (value if isinstance(value, list) else [value])]
            if any(texts):
                self.read.add(name)
                found += [text for text in texts if text]
        return found

    def number(self, *names: str) -> str | None:
        """The first of the fields that names something in the system, as text."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip() not in {"", "0"}:
                return str(value).strip()
        return None

    def count(self, *names: str) -> int | None:
        """The first of the fields that is a whole number."""
        found = (self.values.get(name) for name in names)
        return next((int(n) for n in found if isinstance(n, int | float) and n == n // 1 and abs(n) < 2**53), None)

    def flag(self, *names: str) -> bool | None:
        """The first of the fields that says yes or no."""
        found = next((self.values[name] for name in names if self.values.get(name) is not None), None)
        return bool(found) if isinstance(found, bool | int) else None

    def moment(self, *names: str) -> Moment | None:
        """The first of the fields that is a day or time."""
        return next((found for name in names if (found := moment(self.values.get(name)))), None)

    def day(self, *names: str) -> dt.date | None:
        """The first of the fields that is a day."""
        found = self.moment(*names)
        return found.day if found else None

    def url(self, *names: str) -> str | None:
        """The first of the fields that is an address on the web."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str) and re.match(r"https?://\S+$", value.strip(), re.IGNORECASE):
                return value.strip()
        return None

    def objects(self, *names: str) -> list[dict[str, Any]]:
        """The objects of the first of the fields that holds any."""
        for name in names:
            value = self.values.get(name)
            found = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
            inner = [each for each in found if isinstance(each, dict)]
            if inner:
                self.read.add(name)
                return inner
        return []

    def skip(self, *names: str) -> None:
        """Count fields as read."""
        self.read.update(names)

    def rest(self) -> Iterator[tuple[str, str]]:
        """The name and words of every field that was not read and has words for readers."""
        for name, value in self.values.items():
            if name not in self.read:
                yield from ((name, words) for words in _words(value))

    def quiet(self) -> Iterator[str]:
        """The words of the system's own fields that are words and were not read."""
        for name, value in _within(self.values):
            if name in _QUIET and name not in self.read:
                yield from _words(value)


def _within(value: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every field of an object, and of what stands in it and is no object of its own: a place on the map."""
    for name, inner in value.items():
        yield name.lower(), inner
        if isinstance(inner, dict) and "id" not in inner and depth < _DEEPEST:
            yield from _within(inner, depth + 1)


def _name(key: str, prefix: str) -> str:
    """A field's name in lower case without its object's prefix."""
    name = key.strip()
    return (name[len(prefix) :] if prefix and name.startswith(prefix) and name != prefix else name).lower()


def _words(value: object, depth: int = 0) -> Iterator[str]:
    """The words within a value: no dates, no addresses, no numbers."""
    if isinstance(value, str):
        text = clean(value)
        if text and _WORD.search(text) and not _URL.fullmatch(text) and not _DATE.fullmatch(text):
            yield text
    elif isinstance(value, list | dict) and depth < _DEEPEST:
        inner = value if isinstance(value, list) else [v for k, v in value.items() if not is_internal(k.lower())]
        for each in inner:
            yield from _words(each, depth + 1)


_INTERNAL = re.compile(
    r"(?:.*(?:id|guid|rowversion|lastmodified(?:utc)?|lastpublished(?:utc)?|slug|sort|sequence|flag|checksum|hyperlink)"
    r"|type|version|created|modified|geojson|mimetype|filename|gender|rtf|.*textrtf|videostatus)"
)


_QUIET = frozenset({"geojson", "gender", "filename", "videostatus"})


def is_internal(name: str) -> bool:
    """Whether a field is the system's own: numbers of things, versions, order."""
    return _INTERNAL.fullmatch(name) is not None


# --- lines -------------------------------------------------------------------------------------------------------


class Finder:
    """Tells in which line of a text a value stands, for the report. Values asked for in order are found quickly."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._at = 0
        self._misses = 0

    def line(self, *values: object) -> int:
        """The line of the first of the values that is found at or after the last one; the last one's where none is."""
        for value in values:
            at = self._find(value) if self._misses < _MOST_MISSES else -1
            if at >= 0:
                self._at = at
                break
        return bisect_right(self._ends, self._at) + 1

    def _find(self, value: object) -> int:
        """Where a value stands as JSON writes it, its slashes escaped or not; -1 where it does not."""
        if not isinstance(value, str | int) or not str(value).strip():
            return -1
        forms = [f'"{value}"', '"' + value.replace("/", "\\/") + '"'] if isinstance(value, str) else [str(value)]
        found = next((at for form in forms if (at := self._text.find(form, self._at)) >= 0), -1)
        self._misses += found < 0
        return found
