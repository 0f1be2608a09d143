"""The page "Issue details" as text: what is known of one matter beside its meetings.

    page = frame* "Issue details" title? line* (label value)* frame*

The record of an issue has wards and a summary; the other facts stand in the summary as a list with their labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.archive.records import Issue
from plugins.importers.commonmark import Piece, compose, escape
from plugins.importers.drafts import Page, Reading, What
from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import own_keys
from plugins.importers.moderngov.decision_labels import ISSUE
from plugins.importers.moderngov.fields import Labelled, read_fields
from plugins.importers.moderngov.frame import without_frame
from plugins.importers.moderngov.sections import prose
from plugins.importers.routine import is_routine

NO_TITLE = "the page does not name its issue"
ROUTINE = "routine business makes no issue"


def read(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The issue with its facts."""
    found = Found()
    body = without_frame(lines, "issue", found)
    before, listed = read_fields(body, ISSUE)
    if not before or is_routine(before[0].text):
        found.nowhere(body, ROUTINE if before else NO_TITLE)
        return found.reading(what)
    wards = tuple(name for each in listed if each.field == "wards" for name in _names(each))
    for each in listed:
        found.scaffold(each.line, f"{each.label}:" if each.field == "wards" or not each.value else "")
    summary = "\n\n".join(part for part in (prose(before[1:]), _facts(listed)) if part) or None
    source = page.source(what, before[0].number)
    found.issue(Issue(title=before[0].text, summary=summary, wards=wards, sources=(source,)), own_keys(page, "issue"))
    return found.reading(what)


def _names(field: Labelled) -> tuple[str, ...]:
    """The names of a list that is written with semicolons."""
    names = (name.strip(" ()") for name in re.split(r"[;\n]", field.text))
    return tuple(dict.fromkeys(name for name in names if name))


def _facts(listed: Sequence[Labelled]) -> str:
    """The facts as a list with their labels."""
    facts = [each for each in listed if each.field != "wards" and each.value]
    text = (f"{each.label}: {each.text}" if each.label else each.text for each in facts)
    return compose(Piece("item", escape(each)) for each in text)
