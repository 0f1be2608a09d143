"""Issues in groups: by letter, by topic, by ward, each as an A to Z lists them.

An archive may hold issues that it makes when they are asked for, so groups hold identifiers there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar, overload

from plugins.archive.permalinks import issue_letter
from plugins.archive.records import Issue, IssueId
from plugins.archive.text import fold, slugify

Issues = Mapping[IssueId, Issue]
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Grouping:
    """A topic or a ward with its issues, by title."""

    slug: str
    name: str
    issues: Sequence[Issue]


class Chosen(Sequence[Value]):
    """Some records of a mapping that makes each when it is asked for."""

    def __init__(self, whole: Mapping[Key, Value], keys: tuple[Key, ...]) -> None:
        """Those under these keys, in their order."""
        self._whole, self._keys = whole, keys

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Value]: ...
    def __getitem__(self, place: int | slice) -> Value | Sequence[Value]:
        """One record, or several."""
        if isinstance(place, slice):
            return Chosen(self._whole, self._keys[place])
        return self._whole[self._keys[place]]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._keys)


def chosen(whole: Mapping[Key, Value], keys: tuple[Key, ...]) -> Sequence[Value]:
    """Some records of a mapping, in this order: the records, where the mapping holds them, else what asks for them."""
    return tuple(map(whole.__getitem__, keys)) if isinstance(whole, dict) else Chosen(whole, keys)


def by_title(issues: Issues) -> tuple[IssueId, ...]:
    """Issues as an A to Z lists them."""
    return tuple(key for _, key in sorted((fold(issue.title), key) for key, issue in issues.items()))


def by_letter(issues: Issues, order: Iterable[IssueId]) -> dict[str, Sequence[Issue]]:
    """Issues, which come in an order, by letter; letters sorted."""
    letters: dict[str, list[IssueId]] = {}
    for key in order:
        letters.setdefault(issue_letter(issues[key].title), []).append(key)
    return {letter: chosen(issues, tuple(keys)) for letter, keys in sorted(letters.items())}


def groupings(
    issues: Issues, order: Iterable[IssueId], names_of: Callable[[Issue], Iterable[str]]
) -> dict[str, Grouping]:
    """Groupings of issues, which come in an order, by the slug of the name, sorted; the first spelling is the name."""
    slugs: dict[str, str] = {}
    names: dict[str, str] = {}
    grouped: dict[str, dict[IssueId, None]] = {}
    for key in order:
        for name in names_of(issues[key]):
            slug = slugs.get(name)
            if slug is None:
                slug = slugs[name] = slugify(name)
                names.setdefault(slug, name)
            grouped.setdefault(slug, {})[key] = None
    return {slug: Grouping(slug, names[slug], chosen(issues, tuple(grouped[slug]))) for slug in sorted(grouped)}


def slugs(issues: Issues, names_of: Callable[[Issue], Iterable[str]]) -> frozenset[str]:
    """The slugs of all names, without the groups."""
    return frozenset(map(slugify, set(chain.from_iterable(map(names_of, issues.values())))))
