"""The order of things that came from several sources: a meeting's items, a committee's names."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from plugins.archive.text import slugify
from plugins.importers.alike import Tree

_PARTS = re.compile(r"\d+|[a-z]+")


def merged_order(key: str, things: Sequence[Tree], known: int, places: Sequence[int], *, whole: bool) -> list[int]:
    """The places of the things in their order.

    The first `known` stood there before; `places` is the order in which a source names those that it tells.
    """
    if key == "names":
        return sorted(range(len(things)), key=lambda place: _beginning(things[place]))
    if key == "items":
        return _items(things, known, places, whole=whole)
    return list(range(len(things)))


def _beginning(name: Tree) -> dt.date:
    """When a name came into force, as far as that is known; a name without any date is today's."""
    return name.get("from") or name.get("until") or dt.date.max


def _items(things: Sequence[Tree], known: int, places: Sequence[int], *, whole: bool) -> list[int]:
    """Items keep their order; a new one follows the item before it on a whole agenda, and goes by its number else."""
    order = _followed(known, places) if whole else list(range(known))
    for place in places if not whole else ():
        if place >= known:
            order.insert(_by_number(order, things, place), place)
    return order


def _followed(known: int, places: Sequence[int]) -> list[int]:
    """The places that were known, each followed by the new ones that a whole agenda names after it."""
    followers: dict[int, list[int]] = {}
    before = -1
    for place in places:
        if place < known:
            before = place
        else:
            followers.setdefault(before, []).append(place)
    return [*followers.get(-1, ()), *(n for place in range(known) for n in (place, *followers.get(place, ())))]


def _by_number(order: Sequence[int], things: Sequence[Tree], place: int) -> int:
    """The position before the first item of a greater number; the end for an item without one."""
    number = things[place].get("number")
    if number is None:
        return len(order)
    later = (n for n, each in enumerate(order) if _is_later(things[each].get("number"), number))
    return next(later, len(order))


def _is_later(number: str | None, than: str) -> bool:
    """Whether a number comes after another."""
    return number is not None and natural(number) > natural(than)


def with_anchors(tree: Tree) -> Tree:
    """A record's tree in which every further item of one number has an anchor of its own: "12-2", "12-3"."""
    items = tree.get("items")
    numbers = Counter(slugify(str(item.get("anchor") or item.get("number") or "")) for item in items or ())
    if not items or all(times == 1 for number, times in numbers.items() if number):
        return tree
    taken, counts = set(numbers), dict.fromkeys(numbers, 2)
    return {**tree, "items": [item if first else _with_anchor(item, taken, counts) for item, first in _firsts(items)]}


def _firsts(items: Sequence[Tree]) -> Iterator[tuple[Tree, bool]]:
    """Each item, and whether it is the first of its number."""
    seen: set[str] = set()
    for item in items:
        number = slugify(str(item.get("anchor") or item.get("number") or ""))
        yield item, number not in seen or not number
        seen.add(number)


def _with_anchor(item: Tree, taken: set[str], counts: dict[str, int]) -> Tree:
    """The item with a free anchor, for its number is taken. `counts` tells from where on numbers may be free."""
    base = slugify(str(item.get("anchor") or item["number"]))
    number = next(n for n in count(counts[base]) if f"{base}-{n}" not in taken)
    counts[base] = number + 1
    taken.add(f"{base}-{number}")
    return {**item, "anchor": f"{base}-{number}"}


def natural(number: str) -> list[tuple[int, int, str]]:
    """A number as text, cut into parts that compare as people count: 9 before 10, 3a after 3."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _PARTS.findall(number.lower())]
