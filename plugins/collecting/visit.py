"""A visit to a site, one request after another: ask, keep, learn where it leads, pause. Knows no network library."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Final
from urllib.parse import urljoin

from scrapy.http import Response

from plugins.collecting.account import Account
from plugins.collecting.addresses import SESSION, Address, Site, Skip, Wants
from plugins.collecting.frontier import Frontier, Link
from plugins.collecting.keeper import Keeper, Kept
from plugins.collecting.links import links
from plugins.collecting.manners import PASSING, TOO_MUCH, TRIES, Pace, Robots, retry_after
from plugins.collecting.pages import Reason

_MOST_HOPS: Final = 5
_MOST_FAILURES: Final = 8
_LONGEST_WAIT: Final = 3600.0
_LONGEST_SLEEP: Final = 1.0
NOT_THERE: Final = frozenset({404, 410})


class NoAnswerError(Exception):
    """An address could not be had; `passing` where another try may do better."""

    def __init__(self, reason: str, *, passing: bool) -> None:
        """Say why."""
        super().__init__(reason)
        self.reason, self.passing = reason, passing


class StopVisitError(Exception):
    """The visit ends before all is done, as a person asked: by a limit or by hand."""


class SiteStopsVisitError(StopVisitError):
    """The visit ends before all is done because of the site: it fails, or wants to be left alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site sent, as it was sent and as it is read."""

    kept: Kept
    page: Response
    took: float


@dataclass(frozen=True, slots=True)
class Limits:
    """When a visit ends: after so many addresses, at a moment of the monotonic clock."""

    pages: int | None = None
    until: float | None = None


Fetch = Callable[[str], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a visit works with. `told` is called after every address, `stop_asked` before every request."""

    frontier: Frontier
    keeper: Keeper
    pace: Pace
    sleep: Callable[[float], Awaitable[None]]
    told: Callable[[Account], None]
    stop_asked: Callable[[], bool]


@dataclass(slots=True)
class _State:
    """What a visit has learnt of the site's ways, and what has gone wrong lately."""

    robots: Robots
    session: str = ""
    is_encrypted: bool = False
    in_a_row: int = 0
    due: float = 0.0


@dataclass(slots=True)
class Visit:
    """One run over one site, which `fetch` asks."""

    site: Site
    wants: Wants
    limits: Limits
    tools: Tools
    fetch: Fetch
    account: Account
    _state: _State = field(default_factory=lambda: _State(Robots(lambda _url: False)))

    async def run(self) -> None:
        """Ask for all that is wanted, until nothing is left or a limit is reached."""
        begun = monotonic()
        try:
            await self._read_robots()
            while (address := self.tools.frontier.take()) is not None:
                await self._deal_with(address)
                self._note(begun)
        except StopVisitError as stop:
            self.account.stopped = str(stop)
            self.account.is_stopped_by_site = isinstance(stop, SiteStopsVisitError)
        self.account.skipped = self.tools.frontier.skipped()
        self._note(begun)

    # --- one address ---------------------------------------------------------------------------------------------

    async def _deal_with(self, address: Address) -> None:
        """Ask for one address, keep what comes and learn from it."""
        if not self._state.robots.allows(address.url):
            self.tools.frontier.skip(Skip(address.key, Reason.ROBOTS))
            return
        try:
            self._check_limits()
            await self._follow(address)
            self._state.in_a_row = 0
        except StopVisitError:
            self.tools.frontier.put_back(address)
            raise
        except NoAnswerError as error:
            self.account.fail(error.reason, address.url)
            self._state.in_a_row += 1
            if self._state.in_a_row >= _MOST_FAILURES:
                raise StopVisitError(
                    f"{_MOST_FAILURES} failures one after another, the last: {error.reason}"
                ) from error

    async def _follow(self, address: Address) -> None:
        """Ask for an address, through the redirects that only put a session into it."""
        url = self.site.with_session(address.url, self._state.session)
        url = url.replace("http:", "https:", 1) if self._state.is_encrypted else url
        for _ in range(_MOST_HOPS):
            answer = await self._try(url)
            target = redirected(answer.page, url)
            link = self.site.read(target, url, self.wants) if target else None
            if not isinstance(link, Address) or link.key != address.key:
                self._take_in(address, answer)
                return
            url = target or url
            self._note_session(url)
        raise NoAnswerError("redirects that lead back to themselves", passing=False)

    def _note_session(self, url: str) -> None:
        """Go on with the session, or the encryption, that the site wants, so that it need not send us there again."""
        self._state.is_encrypted = url.startswith("https:")
        match = SESSION.search(url)
        self._state.session = match[1] if match else self._state.session

    def _take_in(self, address: Address, answer: Answer) -> None:
        """Keep an answer, count it, and learn from it."""
        status = answer.page.status
        if status >= 400 and status not in NOT_THERE:  # noqa: PLR2004 (errors)
            raise NoAnswerError(f"answer {status}", passing=False)
        self.tools.keeper.keep(answer.kept)
        if status in NOT_THERE:
            self.account.missing[str(status)] += 1
            return
        self.account.fetched[address.kind] += 1
        self.tools.frontier.learn(led_to(address, answer.page, self.site, self.wants))

    # --- one request ---------------------------------------------------------------------------------------------

    async def _try(self, url: str) -> Answer:
        """An answer that is none of those that say "not now", after as many tries as are decent."""
        for number in range(1, TRIES + 1):
            try:
                answer = await self._ask(url)
            except NoAnswerError as error:
                if number == TRIES or not error.passing:
                    raise
                await self._wait(self.tools.pace.before_try(number))
                continue
            if answer.page.status not in PASSING:
                return answer
            if number < TRIES:
                await self._wait(self._asked_wait(answer) or self.tools.pace.before_try(number))
        raise NoAnswerError(f"answer {answer.page.status}", passing=True)

    async def _ask(self, url: str) -> Answer:
        """One answer, after the pause that is due."""
        await self._wait(self._state.due)
        self.account.asked += 1
        begun = monotonic()
        try:
            answer = await self.fetch(url)
        except NoAnswerError:
            self._state.due = self.tools.pace.after(monotonic() - begun, too_much=False)
            raise
        self._state.due = self.tools.pace.after(answer.took, too_much=answer.page.status in TOO_MUCH)
        return answer

    def _asked_wait(self, answer: Answer) -> float | None:
        """The seconds that the site asks us to wait; where that is too long for one run, the run ends."""
        value = answer.page.headers.get("Retry-After")
        seconds = retry_after(value.decode("latin-1") if value else None, answer.kept.when)
        if seconds is not None and seconds > _LONGEST_WAIT:
            raise SiteStopsVisitError(f"the site asks us to wait {seconds / 60:.0f} minutes")
        return seconds

    async def _wait(self, seconds: float) -> None:
        """Wait, but not beyond the end of the visit."""
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0:
            self._check_limits()
            rest = self.limits.until - monotonic() if self.limits.until is not None else left
            await self.tools.sleep(max(0.0, min(left, rest, _LONGEST_SLEEP)))

    # --- the whole -----------------------------------------------------------------------------------------------

    async def _read_robots(self) -> None:
        """Read what the site allows, before anything else is asked."""
        answer = await self._robots_answer(f"{self.site.scheme}://{self.site.host}/robots.txt")
        robots = Robots.read(answer.page.status, answer.page.body)
        if robots is None:
            raise SiteStopsVisitError(
                f"robots.txt could not be read (answer {answer.page.status}): nothing may be asked"
            )
        self._state.robots = robots
        self.tools.pace.pause = max(self.tools.pace.pause, robots.pause)

    async def _robots_answer(self, url: str) -> Answer:
        """The answer for robots.txt, through redirects on the same host."""
        try:
            for _ in range(_MOST_HOPS):
                answer = await self._try(url)
                target = redirected(answer.page, url)
                if target is None or not self.site.is_host_of(target):
                    return answer
                url = target
        except NoAnswerError as error:
            raise SiteStopsVisitError(f"robots.txt could not be read ({error.reason}): nothing may be asked") from error
        raise SiteStopsVisitError("robots.txt is a redirect that leads back to itself: nothing may be asked")

    def _check_limits(self) -> None:
        """End the visit where a limit is reached."""
        if self.tools.stop_asked():
            raise StopVisitError("as you asked")
        if self.limits.pages is not None and self.account.answered() >= self.limits.pages:
            raise StopVisitError(f"the limit of {self.limits.pages:,} pages is reached")
        if self.limits.until is not None and monotonic() >= self.limits.until:
            raise StopVisitError("the time is up")

    def _note(self, begun: float) -> None:
        """Bring the account up to date and show it."""
        self.account.seconds = monotonic() - begun
        self.account.left, self.account.kept_bytes = self.tools.frontier.left(), self.tools.keeper.kept_bytes
        self.tools.told(self.account)


def redirected(page: Response, url: str) -> str | None:
    """Where an answer sends us, whole; `None` where it does not."""
    location = page.headers.get("Location")
    if not 300 <= page.status < 400 or not location:  # noqa: PLR2004 (redirects)
        return None
    try:
        return urljoin(url, location.decode("utf-8", errors="replace"))
    except ValueError:
        return None


def led_to(address: Address, page: Response, site: Site, wants: Wants) -> Iterator[Link]:
    """What an answer leads to: the links of a page, or where it sends us."""
    target = redirected(page, address.url)
    if target is None:
        yield from links(address, page, site, wants)
    elif (link := site.read(target, address.url, wants)) is not None:
        yield link
