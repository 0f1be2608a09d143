"""Issues folded: of a large archive they lie packed in one block, and each is unpacked when it is asked for.

As values they would weigh four times as much; and a process that looks at values which it shares with others writes
into them, so that in the end each process of a build would hold them all.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from plugins.archive.records import Issue, IssueId

MOST: Final = 250_000  # issues that are held as they are: some 150 MB; to unpack one takes longer than to look at it
_AT_HAND: Final = 4096  # since pages near each other show the same ones
_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Issue)


class FoldedIssues(Mapping[IssueId, Issue]):
    """Issues by identifier, in order; those that were asked for last are at hand."""

    def __init__(self, ids: Sequence[IssueId], block: bytes | bytearray, bounds: array[int]) -> None:
        """Identifiers of the issues that lie in a block one after another, and where each begins and the last ends."""
        self._ids, self._block, self._bounds = ids, block, bounds
        self._places = {ids[place]: place for place in sorted(range(len(ids)), key=ids.__getitem__)}
        self._fetched: Callable[[int], Issue] = lru_cache(_AT_HAND)(_Unfold(block, bounds))

    def __reduce__(self) -> tuple[type[FoldedIssues], tuple[Sequence[IssueId], bytes, array[int]]]:
        """Made again of the same parts."""
        return FoldedIssues, (self._ids, bytes(self._block), self._bounds)

    def __getitem__(self, issue: IssueId) -> Issue:
        """One issue."""
        return self._fetched(self._places[issue])

    def __contains__(self, issue: object) -> bool:
        """Whether there is such an issue."""
        return issue in self._places

    def __iter__(self) -> Iterator[IssueId]:
        """The identifiers in order."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many issues there are."""
        return len(self._places)


class _Unfold:
    """Unpacks issues from where they lie."""

    def __init__(self, block: bytes | bytearray, bounds: array[int]) -> None:
        """From a block, in which issues begin and end here."""
        self._block, self._bounds = block, bounds

    def __call__(self, place: int) -> Issue:
        """The issue at a place."""
        return _DECODER.decode(bytes(self._block[self._bounds[place] : self._bounds[place + 1]]))


class Folding:
    """Issues as they come, folded once they are more than `most`."""

    def __init__(self, most: int = MOST) -> None:
        """None yet."""
        self._most = most
        self._held: list[Issue] = []
        self._ids: list[IssueId] = []
        self._block, self._bounds = bytearray(), array("Q", [0])

    def add(self, issue: Issue) -> None:
        """Add an issue."""
        self._held.append(issue)
        if self._ids or len(self._held) > self._most:
            self._fold(self._held)
            self._held.clear()

    def _fold(self, issues: Iterable[Issue]) -> None:
        """Put issues into the block."""
        for issue in issues:
            _ENCODER.encode_into(issue, self._block, -1)
            self._bounds.append(len(self._block))
            self._ids.append(issue.id)

    def all(self) -> tuple[Issue, ...] | FoldedIssues:
        """All issues: as they are, or folded."""
        return FoldedIssues(self._ids, self._block, self._bounds) if self._ids else tuple(self._held)
