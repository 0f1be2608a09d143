"""How far a run is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from plugins.collecting.account import Account, spoken

_EVERY: Final = 30.0
_FIRST: Final = 5.0

Told = Callable[[Account], None]


@contextmanager
def shown(stream: TextIO = sys.stderr) -> Iterator[Told]:
    """Where to tell how far a run is."""
    if stream.isatty():
        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
        with Progress(*columns, console=Console(file=stream)) as progress:
            task = progress.add_task("asking", total=None)
            yield lambda account: progress.update(
                task,
                completed=account.had + account.answered(),
                total=account.had + account.answered() + account.left,
                description=estimate(account),
            )
    else:
        yield _Lines(stream)


class _Lines:
    """A line now and then."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._next = stream, monotonic() + _FIRST

    def __call__(self, account: Account) -> None:
        """Say how far the run is, if it has not been said for a while."""
        if monotonic() >= self._next:
            self._next = monotonic() + _EVERY
            done = account.had + account.answered()
            print(f"{done:,} of {done + account.left:,}; {estimate(account)}", file=self._stream, flush=True)


def estimate(account: Account) -> str:
    """How long what is known now will take at the pace of this run."""
    if not account.asked:
        return "reading what is there"
    if not account.answered():
        return "asking"
    rest = account.left * account.seconds / account.answered()
    failed = f", {account.failures():,} failed" if account.failed else ""
    return f"about {spoken(rest)} for what is known so far{failed}"
