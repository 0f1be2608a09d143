"""A run from beginning to end: what earlier runs kept, then the visit to the site, then the account of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import IO, Final

from plugins.collecting.account import Account
from plugins.collecting.addresses import Address, Site, Wants
from plugins.collecting.crawler import Client, crawl, read_back
from plugins.collecting.frontier import Frontier
from plugins.collecting.keeper import Keeper, Kept, kept
from plugins.collecting.links import first_links
from plugins.collecting.manners import Pace, user_agent
from plugins.collecting.pages import Kind
from plugins.collecting.visit import NOT_THERE, Limits, Tools, Visit, led_to

_MB: Final = 1024 * 1024
_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for. Pages (not documents) that are older than `again` days are asked for again."""

    site: Site
    folder: Path
    wants: Wants
    pause: float = 1.0
    contact: str | None = None
    max_pages: int | None = None
    max_minutes: float | None = None
    timeout: float = 60.0
    largest_mb: int = 200
    again: int | None = None


def collect(wish: Wish, now: dt.datetime, told: Callable[[Account], None]) -> Account:
    """Collect what is wanted and not there yet. Ends at a limit, at Ctrl+C, or when nothing is left."""
    limits = Limits(wish.max_pages, monotonic() + wish.max_minutes * _MINUTE if wish.max_minutes else None)
    with Keeper(wish.folder, wish.site.host, _about(wish)) as keeper:
        account, frontier = Account(), Frontier()
        recall(wish, now, frontier, lambda: _tell_recall(account, frontier, told))
        tools = Tools(frontier, keeper, Pace(wish.pause), asyncio.sleep, told, _stop_at_signal())
        client = Client(user_agent(wish.contact), wish.contact, wish.timeout, wish.largest_mb * _MB)
        crawl(client, lambda fetch: Visit(wish.site, wish.wants, limits, tools, fetch, account).run())
    return account


def _about(wish: Wish) -> dict[str, str]:
    """What each file says of its making."""
    agent, origin = user_agent(wish.contact), wish.site.origin
    about = {"software": agent, "http-header-user-agent": agent, "robots": "obeyed", "description": f"from {origin}"}
    return about | ({"operator": wish.contact} if wish.contact else {})


def _stop_at_signal() -> Callable[[], bool]:
    """Whether a person or the system has asked for an end; at the second time the run ends at once."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    return lambda: bool(asked)


def _tell_recall(account: Account, frontier: Frontier, told: Callable[[Account], None]) -> None:
    """Say how much of what is there has been read."""
    account.had, account.left = frontier.had(), frontier.left()
    told(account)


def recall(wish: Wish, now: dt.datetime, frontier: Frontier, told: Callable[[], None]) -> None:
    """Tell the frontier of every kept answer: it leads on as it did when it was asked for, and is not asked again."""
    frontier.learn(first_links(wish.site, wish.wants))
    for answer, stream in kept(wish.folder):
        address = wish.site.read(answer.url, wish.site.origin, wish.wants)
        if isinstance(address, Address):
            _recall_one(address, answer, stream, (wish, now, frontier))
            told()


def _recall_one(address: Address, answer: Kept, stream: IO[bytes], run: tuple[Wish, dt.datetime, Frontier]) -> None:
    """Note one kept answer and what it leads to."""
    wish, now, frontier = run
    is_page = address.kind is not Kind.DOCUMENT
    if wish.again is not None and is_page and now - answer.when > dt.timedelta(days=wish.again):
        frontier.learn([address])
    else:
        frontier.have(address.key)
    if is_page and answer.code() not in NOT_THERE:
        page = read_back(answer, stream.read())
        frontier.learn(led_to(address, page, wish.site, wish.wants))
