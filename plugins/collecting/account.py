"""What a run did, in numbers, and in the words that it ends with."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from plugins.build.report import readable_size
from plugins.collecting.pages import Kind, Reason

_EXAMPLES: Final = 5


@dataclass(slots=True)
class Account:
    """What was fetched, what failed and why, how long it took, and why the run ended before all was done, if it did."""

    had: int = 0
    asked: int = 0
    seconds: float = 0.0
    kept_bytes: int = 0
    left: int = 0
    fetched: Counter[Kind] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    failed: dict[str, list[str]] = field(default_factory=dict)
    skipped: Counter[Reason] = field(default_factory=Counter)
    stopped: str | None = None
    is_stopped_by_site: bool = False

    def fail(self, reason: str, url: str) -> None:
        """Note an address that could not be had."""
        self.failed.setdefault(reason, []).append(url)

    def failures(self) -> int:
        """How many addresses could not be had."""
        return sum(len(urls) for urls in self.failed.values())

    def answered(self) -> int:
        """How many addresses have been dealt with in this run."""
        return self.fetched.total() + self.missing.total() + self.failures()

    def exit_status(self) -> int:
        """0 where all went as was asked, limits included; 1 where something, or the whole site, could not be had."""
        return 1 if self.failed or self.is_stopped_by_site else 0


def as_text(account: Account) -> str:
    """The account for a terminal."""
    return "\n".join(_lines(account))


def as_json(account: Account) -> str:
    """The account for machines."""
    tree = {
        "fetched": {str(kind): account.fetched[kind] for kind in Kind if account.fetched[kind]},
        "missing": dict(sorted(account.missing.items())),
        "failed": dict(sorted(account.failed.items())),
        "skipped": {str(reason): account.skipped[reason] for reason in Reason if account.skipped[reason]},
        "had": account.had,
        "requests": account.asked,
        "left": account.left,
        "bytes": account.kept_bytes,
        "stopped": account.stopped,
    }
    return json.dumps(tree, indent=2) + "\n"


def _lines(account: Account) -> Iterator[str]:
    """The account, a line for each fact."""
    size, time = readable_size(account.kept_bytes), spoken(account.seconds)
    yield f"{account.fetched.total():,} fetched in {time} with {account.asked:,} requests, {size} kept"
    yield from (f"  {kind} {account.fetched[kind]:,}" for kind in Kind if account.fetched[kind])
    if account.had:
        yield f"{account.had:,} were there from before and were not asked for again"
    if account.missing:
        yield "not there: " + ", ".join(f"{n:,} × {status}" for status, n in sorted(account.missing.items()))
    if account.skipped:
        yield f"{account.skipped.total():,} addresses passed over"
        yield from (f"  {reason} {n:,}" for reason in Reason if (n := account.skipped[reason]))
    for reason, urls in sorted(account.failed.items()):
        yield f"failed: {len(urls):,} × {reason}"
        yield from (f"  {url}" for url in urls[:_EXAMPLES])
        if len(urls) > _EXAMPLES:
            yield f"  … and {len(urls) - _EXAMPLES:,} more"
    yield _end(account)


def _end(account: Account) -> str:
    """How the run ended, and what to do next."""
    if account.stopped:
        return f"stopped: {account.stopped}; {account.left:,} known addresses are left. The same command goes on."
    return "the same command asks once more for what failed" if account.failed else "nothing is left to ask for"


def spoken(seconds: float) -> str:
    """A time for readers: "12 s", "5 min", "3 h 20 min"."""
    minutes = round(seconds / 60)
    if seconds < 90:  # noqa: PLR2004 (up to here seconds say more)
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"  # noqa: PLR2004 (an hour)
