"""How a guest behaves: what robots.txt allows, how long to wait before asking again, whether to ask again at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

from protego import Protego

NAME: Final = "Minutebook"
TRIES: Final = 4
LONGEST_ROBOTS: Final = 512 * 1024
# Statuses that say "not now", and those of them that say "too much".
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
TOO_MUCH: Final = frozenset({429, 503})
_LONGEST_PAUSE: Final = 60.0
_FIRST_WAIT: Final = 0.02
_SLOWEST: Final = 16.0


def user_agent(contact: str | None) -> str:
    """How we tell a site who asks."""
    return f"{NAME}/0.1 (archive of council decisions; {f'contact {contact}' if contact else 'no contact given'})"


@dataclass(frozen=True, slots=True)
class Robots:
    """What the site's robots.txt allows us, and the seconds between two requests that it asks for."""

    allows: Callable[[str], bool]
    pause: float = 0.0

    @classmethod
    def read(cls, status: int, body: bytes) -> Robots | None:
        """The rules of an answer; `None` where the site could not say, so that nothing may be asked (RFC 9309)."""
        if 400 <= status < 500 and status not in PASSING:  # noqa: PLR2004 (the site has no rules)
            return cls(lambda _url: True)
        if status != 200:  # noqa: PLR2004 (the rules were given)
            return None
        rules = Protego.parse(body[:LONGEST_ROBOTS].decode("utf-8", errors="replace"))
        return cls(lambda url: bool(rules.can_fetch(url, NAME)), float(rules.crawl_delay(NAME) or 0))


@dataclass(slots=True)
class Pace:
    """How long to pause between two requests: as asked, as long as the site took to answer, longer when it is hurt."""

    pause: float
    slower: float = 1.0

    def after(self, took: float, *, too_much: bool) -> float:
        """The seconds to pause after an answer that took some seconds, or that said that we ask too much."""
        self.slower = min(_SLOWEST, self.slower * 2) if too_much else max(1.0, self.slower * 0.9)
        return min(_LONGEST_PAUSE, max(self.pause, took) * self.slower) if self.pause < _LONGEST_PAUSE else self.pause

    def before_try(self, number: int) -> float:
        """The seconds to wait before the second try, the third, and so on."""
        return min(_LONGEST_PAUSE * 5, float(max(self.pause, _FIRST_WAIT) * 4**number))


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """The seconds that a Retry-After field asks us to wait, in either of its forms; `None` where it asks nothing."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or dt.UTC) - now).total_seconds())
