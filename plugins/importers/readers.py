"""Which reader reads which kind of source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plugins.importers.drafts import Page, Reading, What
from plugins.importers.lines import Line
from plugins.importers.moderngov import decision_page, issue_meetings, issue_page, meeting_page, stray_pages
from plugins.importers.recognise import Unreadable, recognise

_TEXT_READERS: dict[str, Callable[[Page, Sequence[Line], What], Reading]] = {
    "issue-meetings": issue_meetings.read,
    "issue-decisions": stray_pages.read_issue_decisions,
    "issue": issue_page.read,
    "meeting": meeting_page.read,
    "agenda-item": stray_pages.read_agenda_item,
    "decision": decision_page.read,
}


def read(page: Page, wanted: str = "auto") -> Reading | Unreadable:
    """What a page yields, in the wanted format or in the one that it is recognised as."""
    found = recognise(page.text)
    if found is None:
        return Unreadable("it is nothing that is known here")
    what, lines = found
    if wanted not in {"auto", what.format}:
        return Unreadable(f"it is {what.format}, not {wanted}")
    return _TEXT_READERS[what.kind](page, lines, what)
