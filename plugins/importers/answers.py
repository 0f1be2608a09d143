"""What the readers of answers in JSON have in common: objects that stand in others, and the drafts of one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self, TypeVar

from plugins.importers.drafts import Draft, DraftRecord, Left


class Nested(Protocol):
    """An object with those that stand in it."""

    @property
    def inner(self) -> Sequence[Self]:
        """The objects that stand in this one."""


Thing = TypeVar("Thing", bound=Nested)


def walk(found: Iterable[Thing]) -> Iterator[Thing]:
    """All objects with all that stand in them."""
    for thing in found:
        yield thing
        yield from walk(thing.inner)


@dataclass(slots=True)
class Drafting:
    """The drafts of one page, each thing once, and what was left of the page."""

    drafts: dict[str, Draft] = field(default_factory=dict, kw_only=True)
    left: list[Left] = field(default_factory=list, kw_only=True)

    def draft(self, record: DraftRecord, token: str, keys: Sequence[str] = (), *, stands_in: bool = False) -> bool:
        """Add a draft, unless the page has told the same before; whether it was added."""
        name = f"{type(record).__name__} {token}"
        before = self.drafts.get(name)
        is_news = before is None or (before.stands_in and not stands_in)
        if is_news:
            self.drafts[name] = Draft(record, token, tuple(keys), stands_in=stands_in)
        return is_news

    def sorted_left(self) -> tuple[Left, ...]:
        """What was left, in the order of its lines."""
        return tuple(sorted(self.left, key=lambda each: each.line))
