"""Issues that no item and no decision names: a source tells a matter, and none a meeting that dealt with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plugins.importers.alike import Tree
from plugins.importers.drafts import Left
from plugins.importers.identify import Settled
from plugins.importers.known import Kept

UNNAMED: Final = "no item and no decision that is known names this matter, so its page has no history"


def unnamed_issues(settled: Sequence[Settled], kept: Iterable[Kept]) -> Iterator[tuple[int, Left]]:
    """Each such issue that a source tells, with the source's number; `kept` are the meetings and decisions there."""
    told = {
        placed.name: (n, placed) for n, each in enumerate(settled) for placed in each.placed if _is_issue(placed.name)
    }
    named = {issue for each in settled for placed in each.placed for issue in _issues(placed.tree)}
    unnamed = {name.partition("/")[2] for name in told} - named
    for record in kept if unnamed else ():
        unnamed -= set(_issues(record.tree))
    for issue in sorted(unnamed):
        number, placed = told[f"issues/{issue}"]
        line = next((line for source in placed.tree.get("sources", ()) if (line := source.get("line"))), 1)
        yield number, Left(line, f"issues/{issue}", UNNAMED)


def _is_issue(name: str) -> bool:
    """Whether a record is an issue's."""
    return name.startswith("issues/")


def _issues(tree: Tree) -> Iterator[str]:
    """The issues that a meeting's items, or a decision, name."""
    named = (each.get("issue") for each in (tree, *tree.get("items", ())))
    return (issue for issue in named if issue)
