"""An issue came up somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import file_of


def check(archive: Archive) -> Iterator[Finding]:
    """I001. A matter that was read from a source may be one to come, as those of a forward plan are."""
    for issue in archive.issues.values():
        if not issue.sources and not archive.items_on(issue.id) and not archive.decisions_on(issue.id):
            hint = "expected an item or a decision with this issue"
            yield Finding("I001", f"no item names the issue {quote(issue.id)}", Place(file_of(issue)), hint)
