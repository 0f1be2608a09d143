"""What is still to be asked for, what is there already, and what was passed over: a plain account of addresses."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from plugins.collecting.addresses import Address, Skip
from plugins.collecting.pages import Kind, Reason

_TURNS = {kind: turn for turn, kind in enumerate(Kind)}
Link = Address | Skip


@dataclass(slots=True)
class Frontier:
    """Addresses in the order in which they are asked for: by kind, then as they were found. None is taken twice."""

    _waiting: list[tuple[int, int, Address]] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)
    _had: set[str] = field(default_factory=set)
    _left: int = 0
    _skipped: dict[Reason, set[str]] = field(default_factory=dict)

    def learn(self, links: Iterable[Link]) -> None:
        """Take in what a page links to. A further page of a list counts only if this page told of anything new."""
        links = tuple(links)
        told = [self._add(link) for link in links if isinstance(link, Address) and not link.walks]
        for link in links:
            if isinstance(link, Skip):
                self.skip(link)
            elif link.walks and any(told):
                self._add(link)
            elif link.walks and link.key not in self._known:
                self.skip(Skip(link.key, Reason.NOTHING_NEW))

    def have(self, key: str) -> None:
        """Note that an address need not be asked for: it is kept already."""
        if key in self._known and key not in self._had:
            self._left -= 1
        self._known.add(key)
        self._had.add(key)

    def take(self) -> Address | None:
        """The next address to ask for; `None` where nothing is left."""
        while self._waiting:
            address = heapq.heappop(self._waiting)[2]
            if address.key not in self._had:
                self.have(address.key)
                return address
        return None

    def put_back(self, address: Address) -> None:
        """Note that an address that was taken has not been asked for after all."""
        self._had.discard(address.key)
        self._left += 1
        heapq.heappush(self._waiting, (_TURNS[address.turn], 0, address))

    def skip(self, skip: Skip) -> None:
        """Note an address that is not asked for."""
        self._skipped.setdefault(skip.reason, set()).add(skip.key)

    def had(self) -> int:
        """How many addresses need not be asked for."""
        return len(self._had)

    def left(self) -> int:
        """How many addresses that are known now are still to be asked for."""
        return self._left

    def skipped(self) -> Counter[Reason]:
        """How many addresses were passed over, by reason."""
        known = {reason: keys - self._known for reason, keys in self._skipped.items() if reason is Reason.NOTHING_NEW}
        return Counter({reason: len(keys) for reason, keys in (self._skipped | known).items() if keys})

    def _add(self, address: Address) -> bool:
        """Whether the address is new; a new one waits for its turn."""
        if address.key in self._known:
            return False
        self._known.add(address.key)
        self._left += 1
        heapq.heappush(self._waiting, (_TURNS[address.turn], len(self._known), address))
        return True
