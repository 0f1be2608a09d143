"""Items that no system number joins, joined into issues by evidence, each by a rule that the report names.

    title       the same title at two or more meetings, or that of an issue that is there
    reference   the same application's or file's number in the titles ("14/00123/FUL")
    citation    words that cite an earlier minute of the body ("Further to Minute 123 of the meeting of 3 March 2014")

A person can confirm or undo each in the record, and what is undone stays so. A title must say something: routine
business, one word, and headings that every agenda has make no issue. What is in doubt joins nothing and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Final, Protocol

from plugins.archive.text import fold, slugify
from plugins.importers.alike import Tree
from plugins.importers.citations import Citation, citations, meant
from plugins.importers.drafts import Left
from plugins.importers.identify import Placed, Settled
from plugins.importers.known import Kept, Known, name_key
from plugins.importers.routine import is_routine
from plugins.importers.sightings import Sighting, Telling, sightings, tellings

SAME_TITLE: Final = "joined by its title, which stands at {count} meetings"
SAME_ISSUE: Final = "joined by its title to the issue of that title"
SAME_REFERENCE: Final = 'joined by the reference "{reference}", which stands in titles at {count} meetings'
CITED: Final = 'joined to item {number} of {meeting}, which item {own} of {here} cites: "{words}" ({paragraph})'
DOUBT: Final = 'not joined: "{words}" ({paragraph}) of item {own} of {here} may mean {candidates}'
ROUTINE: Final = "routine business makes no issue"
_ASIDE = re.compile(r"\s*\((?:agenda\s+)?item\s+(?:no\.?\s*)?[\w./]{1,8}\)\s*$", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?<![\w/])(?:[A-Z]{1,4}/)?(?:(?:19|20)?\d{2}/\d{3,6}(?:/[A-Z]{1,6}\d?)+|[A-Z]{1,4}/(?:19|20)?\d{2}/\d{3,6}"
    r"|\d{2}/\d{4,6}|(?:19|20)\d{2}/\d{4,6}/[A-Z]{2,6})(?![\w/])"
)
_YEARS = re.compile(r"(?:19|20)\d{2}/(?:19|20)\d{2}|\d{2}/(?:19|20)\d{2}")
_FEWEST_WORDS = 2
_FEWEST_MEETINGS = 2
_SHORTEST = 4
_GENERIC_TITLES = """
any-other-business appendices background-papers budget-monitoring committee-reports common-items
discussion-items documents-for-information exempt-appendices exempt-report for-decision
for-information forward-plan general-business information-items items-for-decision
items-for-information key-decisions matters-for-decision motions motions-on-notice non-key-decisions
notices-of-motion officer-reports part-one part-two part-i part-ii planning-applications
private-business public-business public-items reports-for-decision reports-for-information
reports-from-committees reports-of-committees reports-of-officers scrutiny-reports standing-items
to-follow untitled-item verbal-update work-plan work-programme
"""
_GENERIC: Final = frozenset(_GENERIC_TITLES.split())


class Meetings(Protocol):
    """The meetings that are there already: all of them, or one by its name."""

    def __iter__(self) -> Iterator[Kept]:
        """Every meeting that can be read."""

    def get(self, name: str) -> Kept | None:
        """A meeting; `None` where there is none that can be read."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining adds: records to lay down, and what to tell of the rules, by the number of the source."""

    settled: list[Settled]
    told: dict[int, list[Left]] = field(default_factory=dict)


def title_key(title: str) -> str:
    """What makes two titles the same matter: their words, without "(Agenda item 3)"."""
    return name_key(_ASIDE.sub("", title))


def reference_in(title: str) -> str | None:
    """The number of an application or file that a title has; `None` where it has none or several."""
    found = {match[0].casefold() for match in _REFERENCE.finditer(title) if not _YEARS.fullmatch(match[0])}
    return next(iter(found)) if len(found) == 1 else None


def may_join(item: Sighting) -> bool:
    """Whether an item can be of a matter that only its title names."""
    key = title_key(item.title)
    words = key.count("-") + 1 >= _FEWEST_WORDS
    return words and key not in _GENERIC and not item.is_routine and not is_routine(item.title)


def join(settled: Sequence[Settled], meetings: Meetings, known: Known) -> Joined:
    """The sources with their loose items joined into issues."""
    joiner = _Joiner(known, meetings, Joined(list(settled)), tellings(settled))
    if joiner.told:
        joiner.list_routine()
        joiner.look()
        joiner.by_title()
        joiner.by_reference()
        joiner.by_citation()
    return joiner.joined


@dataclass(slots=True)
class _Joiner:
    """One import's joining. `issues` is what was found by now of an item, beside what the item itself knows."""

    known: Known
    meetings: Meetings
    joined: Joined
    told: dict[str, list[Telling]]
    titles: dict[str, list[Sighting]] = field(default_factory=dict)
    references: dict[str, list[Sighting]] = field(default_factory=dict)
    citing: list[tuple[Sighting, list[Citation]]] = field(default_factory=list)
    looked: dict[str, list[Sighting]] = field(default_factory=dict)
    issues: dict[tuple[str, int], str] = field(default_factory=dict)

    # --- what there is ---

    def look(self) -> None:
        """Note the items that rules can be about: those told now, and those there that share a title or cite."""
        there = {kept.name: kept for kept in (self.meetings.get(name) for name in self.told) if kept is not None}
        for name, told in self.told.items():
            self.looked[name] = sightings(there.get(name), told)
        for item in (item for items in self.looked.values() for item in items if item.told):
            self._note(item, new=True)
        for kept in self.meetings:
            for item in self.looked[kept.name] if kept.name in self.told else sightings(kept, ()):
                if not item.told:
                    self._note(item, new=False)

    def _note(self, item: Sighting, *, new: bool) -> None:
        """Note an item under its title and reference, and what it cites."""
        if item.is_routine:
            return
        for groups, key in ((self.titles, title_key(item.title)), (self.references, reference_in(item.title))):
            if key is not None and (new or key in groups):
                groups.setdefault(key, []).append(item)
        cited = list(citations(item, self.known))
        if cited:
            self.citing.append((item, cited))

    def list_routine(self) -> None:
        """List routine business for each source that tells of it."""
        for number, _, placed in (telling for told in self.told.values() for telling in told):
            for item in placed.tree.get("items", ()):
                if item.get("routine"):
                    sources = (*item.get("sources", ()), *placed.tree.get("sources", ()))
                    line = next((line for source in sources if (line := source.get("line"))), 1)
                    self._tell(number, Left(line, item["title"], ROUTINE))

    def _items(self, name: str) -> list[Sighting]:
        """The items of a meeting."""
        if name not in self.looked:
            kept = self.meetings.get(name)
            self.looked[name] = sightings(kept, ()) if kept is not None else []
        return self.looked[name]

    # --- the rules ---

    def by_title(self) -> None:
        """Join the items of one title."""
        for key, items in sorted(self.titles.items()):
            titled = self.known.by_name.get(("issues", key), [])
            issue = titled[0].partition("/")[2] if len(titled) == 1 else None
            kept = [item for item in items if item.issue or may_join(item)]
            self._join(kept, issue, lambda made, times: SAME_ISSUE if made else SAME_TITLE.format(count=times))

    def by_reference(self) -> None:
        """Join the items whose titles have the same number of an application or file."""
        for reference, items in sorted(self.references.items()):
            self._join(
                [item for item in items if not is_routine(item.title)],
                None,
                lambda _made, times, name=reference: SAME_REFERENCE.format(reference=name.upper(), count=times),  # type: ignore[misc]
            )

    def _join(self, items: Iterable[Sighting], issue: str | None, rule: Callable[[bool, int], str]) -> None:
        """Join items: to the issue, to one that some of them are of, or to a new one if two meetings have them."""
        whole = [item for item in items if not item.is_parted]
        loose = [item for item in whole if self._issue(item) is None]
        there = {found for item in whole if (found := self._issue(item))}
        issue = issue or (min(there) if len(there) == 1 else None)
        meetings = len({item.meeting for item in whole})
        if issue is None and (len(there) > 1 or meetings < _FEWEST_MEETINGS):
            return
        told_before = [i for i in whole if i.told and not i.is_numbered and issue and self._issue(i) == issue]
        first = min(whole, key=lambda item: (item.day, item.meeting))
        self._give([*loose, *told_before], issue, first, rule(issue is not None, meetings))

    def by_citation(self) -> None:
        """Join items that cite an earlier minute of their body to it."""
        for item, cited in sorted(self.citing, key=lambda pair: (pair[0].day, pair[0].meeting)):
            if item.is_parted:
                continue
            found = [(each, self._meant(item, each)) for each in cited]
            sure = {there[0].key: (each, there[0]) for each, there in found if self._is_sure(item, each, there)}
            if len(sure) == 1:
                self._follow(item, *next(iter(sure.values())))
            for each, there in found:
                if len(sure) > 1 or (each.continues and not self._is_sure(item, each, there)):
                    self._doubt(item, each, there)

    def _meant(self, item: Sighting, cited: Citation) -> list[Sighting]:
        """The earlier items of its body that an item's citation can mean."""
        first, last = cited.days(item.day)
        own = f"{item.committee}/"
        days = [day for day in self.known.meetings if f"{own}{first}" <= day <= f"{own}{last}" and day.startswith(own)]
        there = [each for day in days for name in self.known.on_day(day) for each in self._items(name)]
        return meant(cited, [each for each in there if each.meeting != item.meeting])

    def _is_sure(self, item: Sighting, cited: Citation, there: Sequence[Sighting]) -> bool:
        """Whether a citation means one item, and takes it up or speaks of the same thing."""
        told = cited.day is not None or cited.year is not None
        return (
            told
            and len(there) == 1
            and (cited.continues or _are_related(there[0].title, f"{item.title} {cited.around}"))
        )

    def _follow(self, item: Sighting, cited: Citation, earlier: Sighting) -> None:
        """Join an item to the earlier one that it cites, unless both are of different issues."""
        issue, other = self._issue(item), self._issue(earlier)
        if earlier.is_parted or not (item.told or earlier.told):
            return
        if issue and other and issue != other:
            self._doubt(item, cited, [earlier])
            return
        rule = CITED.format(number=earlier.number, meeting=earlier.meeting.partition("/")[2], **_cited(item, cited))
        self._give([item, earlier], issue or other, earlier, rule)

    # --- what comes of them ---

    def _issue(self, item: Sighting) -> str | None:
        """The identifier of the issue that an item is of by now."""
        return self.issues.get(item.key) or item.issue

    def _give(self, items: Sequence[Sighting], issue: str | None, first: Sighting, rule: str) -> None:
        """Give items an issue, a new one called as the first where there is none, and tell the rule."""
        numbers = sorted({number for item in items for number, _ in item.told})
        if not numbers:
            return
        identifier = issue or self._new_name(first)
        if f"issues/{identifier}" not in self.known.taken:
            self._add_issue(identifier, first, numbers[0])
        for item in items:
            self.issues[item.key] = identifier
            for _, tree in item.told:
                tree.setdefault("issue", identifier)
            if not item.told and not item.issue:
                self._add(numbers[0], Placed(item.meeting, item.of(identifier), (), whole=False))
        for number in numbers:
            line = next((item.line() for item in items for n, _ in item.told if n == number), 1)
            self._tell(number, Left(line, f"issues/{identifier}", rule))

    def _new_name(self, first: Sighting) -> str:
        """The identifier of a new issue of an item's title."""
        wanted = slugify(title_key(first.title)) or "issue"
        names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
        return next(name for name in names if f"issues/{name}" not in self.known.taken)

    def _add_issue(self, identifier: str, first: Sighting, number: int) -> None:
        """Add a new issue, called as its first item."""
        name, title = f"issues/{identifier}", _ASIDE.sub("", first.title)
        self.known.take(name)
        self.known.by_name.setdefault(("issues", title_key(title)), []).append(name)
        tree: Tree = {"title": title, "sources": first.trees[0].get("sources", [])}
        self._add(number, Placed(name, tree, (), whole=False))

    def _doubt(self, item: Sighting, cited: Citation, there: Sequence[Sighting]) -> None:
        """Tell of a citation that joins nothing, for it is in doubt what is meant."""
        candidates = "; ".join(f"item {each.number} of {each.meeting.partition('/')[2]}" for each in there)
        if candidates:
            told = DOUBT.format(candidates=candidates, **_cited(item, cited))
            for number, _ in item.told:
                self._tell(number, Left(item.line(), item.title, told))

    def _add(self, number: int, placed: Placed) -> None:
        """Add a record to a source."""
        before = self.joined.settled[number]
        self.joined.settled[number] = replace(before, placed=(*before.placed, placed))

    def _tell(self, number: int, left: Left) -> None:
        """Tell of a rule, once a source."""
        told = self.joined.told.setdefault(number, [])
        if left not in told:
            told.append(left)


def _cited(item: Sighting, cited: Citation) -> dict[str, str]:
    """The words of a citation and where they stand."""
    here = item.meeting.partition("/")[2]
    own = item.number or f'"{item.title}"'
    return {"words": cited.words, "paragraph": cited.paragraph, "own": own, "here": here}


def _are_related(title: str, text: str) -> bool:
    """Whether a title and a text have a word in common that says something."""
    return not _words(title).isdisjoint(_words(text))


def _words(text: str) -> set[str]:
    """The words of a text that say something, without their endings."""
    return {
        word.rstrip("s") for word in re.findall(r"\w+", fold(text)) if len(word) >= _SHORTEST and not word.isdigit()
    }
