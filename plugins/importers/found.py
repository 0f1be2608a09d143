"""What a reader has read so far: drafts, words that found no place, rules that were used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from plugins.archive.records import Committee, CommitteeId, DatedName, Issue, IssueId, Meeting, Source
from plugins.archive.text import squeeze
from plugins.importers.drafts import FURNITURE, NO_PLACE, Draft, DraftRecord, Left, Reading, Stray, What
from plugins.importers.known import name_key
from plugins.importers.lines import Line


def _told(names: tuple[DatedName, ...]) -> str:
    """A committee's history in one line: it is known again by this, even when a person has corrected the record."""
    return " then ".join(f"{name_key(each.name)} {each.from_ or ''}" for each in names).strip()


@dataclass(slots=True)
class Found:
    """The parts of a reading while they are collected."""

    drafts: list[Draft] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    assumed: list[Left] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)

    def furniture(self, lines: Iterable[Line]) -> None:
        """Note lines of the site's frame."""
        self.left.extend(Left(line.number, line.written, FURNITURE) for line in lines)

    def scaffold(self, line: int, words: str) -> None:
        """Note words of a line that the system puts around the facts."""
        if words.strip():
            self.left.append(Left(line, squeeze(words), FURNITURE))

    def nowhere(self, lines: Iterable[Line], reason: str = NO_PLACE) -> None:
        """Note lines that no record holds."""
        self.left.extend(Left(line.number, line.written, reason) for line in lines)

    def nowhere_text(self, line: int, text: str) -> None:
        """Note words that no record holds."""
        self.left.append(Left(line, squeeze(text), NO_PLACE))

    def assume(self, line: int, text: str, rule: str) -> None:
        """Note a rule that was used where the source does not say."""
        self.assumed.append(Left(line, text[:80], rule))

    def draft(self, record: DraftRecord, token: str, keys: Iterable[str] = (), *, whole: bool = False) -> None:
        """Add a draft."""
        self.drafts.append(Draft(record, token, tuple(keys), whole))

    def orphan(self, meeting: Meeting, keys: Iterable[str], text: str, reason: str) -> None:
        """Add a meeting that only its number can place; its words are reported where no number is known."""
        line = meeting.sources[0].line or 1
        self.drafts.append(Draft(meeting, f"meeting:{line}", tuple(keys), lines=(Left(line, squeeze(text), reason),)))

    def committee(self, names: tuple[DatedName, ...], source: Source, keys: Iterable[str] = ()) -> CommitteeId:
        """Add the committee of these names and return its token."""
        token = CommitteeId(f"committee:{name_key(names[-1].name)}")
        history = (f"history {_told(names)}",) if len(names) > 1 and not keys else ()
        self.draft(Committee(names=names, sources=(source,)), token, (*keys, *history))
        return token

    def meeting(self, meeting: Meeting, keys: Iterable[str] = (), *, whole: bool = False) -> None:
        """Add a meeting of a committee that was added before."""
        self.draft(meeting, f"meeting:{meeting.committee}:{meeting.date}:{meeting.start or ''}", keys, whole=whole)

    def issue(self, issue: Issue, keys: Iterable[str] = ()) -> IssueId:
        """Add an issue and return its token."""
        token = IssueId(f"issue:{name_key(issue.title)}")
        self.draft(issue, token, keys)
        return token

    def reading(self, what: What) -> Reading:
        """All of it, what was left in the order of its lines."""
        left = tuple(sorted(self.left, key=lambda each: each.line))
        return Reading(what, tuple(self.drafts), left, tuple(self.assumed), tuple(self.strays))
