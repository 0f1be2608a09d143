"""How the questions are answered that exports ask: of the archive, of the site's address, of files, of what was made.

What an issue shows of its items, and a committee of its meetings, are the very fragments of what the meetings' twins
show; so they stand on what the twins stand on, which one digest of each twin tells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import msgspec

from plugins.archive.answers import Answers
from plugins.archive.archive import Archive
from plugins.archive.records import IssueId, MeetingId
from plugins.exports.sight import Sight

FRAME: Final = "frame"
SIZE: Final = "size"
HISTORY: Final = "history"
LISTED: Final = "listed"
_OURS: Final = (FRAME, f"{SIZE} ")
_DIGEST: Final = 12


def digest_of(content: bytes) -> bytes:
    """A digest, short enough to be kept by the ten thousand."""
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()


@dataclass(frozen=True, slots=True)
class Questions:
    """Answers as digests.

    `told` has a digest of what the twin of each meeting stands on, and `may_differ` the questions about histories that
    may be answered otherwise than at the last build, should nothing but texts be other than it was. `parts` has the
    issues of each part of their list.
    """

    sight: Sight
    archive: Archive
    answers: Answers
    told: Mapping[MeetingId, bytes] = field(default_factory=dict)
    may_differ: frozenset[str] = frozenset()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def are_few(self) -> bool:
        """Whether few questions can be answered otherwise than at the last build: nothing but texts may be other."""
        return self.answers.may_differ is not None

    def unsettled(self, questions: Sequence[str]) -> Sequence[int]:
        """The places of those of the questions whose answers may be others than at the last build."""
        if self.answers.may_differ is None:
            return range(len(questions))
        may = self.answers.may_differ | self.may_differ
        return [place for place, each in enumerate(questions) if each in may or each.startswith(_OURS)]

    def __call__(self, question: str) -> bytes:
        """The digest of an answer."""
        name, _, about = question.partition(" ")
        if name == HISTORY:
            return self._of_history(IssueId(about))
        if name == LISTED:
            return self._of_list(self.parts.get(about, ()))
        if name == FRAME:
            return digest_of(msgspec.msgpack.encode([self.sight.site_url, self.sight.archive.settings]))
        return str(self.sight.sizes.get(about)).encode() if name == SIZE else self.answers(question)

    def _of_history(self, issue: IssueId) -> bytes:
        """The digest of an issue's record, of its decisions outside meetings, and of what it shows of its items."""
        own = (self.answers(f"issues {issue}"), self.answers(f"decisions_on {issue}"))
        items = (self.told[key] + position.to_bytes(4, "big") for key, position in self.archive.places_of(issue))
        return digest_of(b"".join((*own, *items)))

    def _of_list(self, issues: Iterable[str]) -> bytes:
        """The digest of issues' records, and of how many items they have on which days."""
        answers = ((self.answers(f"issues {issue}"), self.answers(f"items_on {issue}")) for issue in issues)
        return digest_of(b"".join(chain.from_iterable(answers)))


def histories_with(archive: Archive, meetings: Iterable[MeetingId]) -> frozenset[str]:
    """The questions about histories in which any of the meetings is."""
    issues = (item.issue for key in meetings for item in archive.meetings[key].items)
    return frozenset(f"{HISTORY} {issue}" for issue in issues if issue)
