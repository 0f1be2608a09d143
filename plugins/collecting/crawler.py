"""Scrapy's part: its downloader asks, with time-outs, cookies and a limit of size; the visit says what and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import Any, Final

from scrapy import Request, Spider, exceptions
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.http.headers import Headers
from scrapy.responsetypes import responsetypes

from plugins.collecting.keeper import Kept
from plugins.collecting.visit import Answer, Fetch, NoAnswerError

_AS_SENT: Final = "as_sent"
_PHRASES: Final = {int(status): status.phrase for status in HTTPStatus}
# A document may take longer than a page, for it is larger.
_DOCUMENT_PATIENCE: Final = 5
_REASONS: Final[dict[type[Exception], tuple[str, bool]]] = {
    exceptions.DownloadTimeoutError: ("no answer in time", True),
    exceptions.DownloadConnectionRefusedError: ("connection refused", True),
    exceptions.CannotResolveHostError: ("no such host", True),
    exceptions.DownloadFailedError: ("connection lost", True),
    exceptions.ResponseDataLossError: ("answer cut short", True),
    exceptions.DownloadCancelledError: ("larger than wanted", False),
    exceptions.IgnoreRequest: ("larger than wanted", False),
}


@dataclass(frozen=True, slots=True)
class Client:
    """How we ask: who we say we are, how long we wait for an answer, and how large an answer may be."""

    agent: str
    contact: str | None
    timeout: float
    largest: int

    def settings(self) -> dict[str, Any]:
        """Scrapy's settings: one request at a time, and nothing that asks by itself."""
        return {
            "CONCURRENT_REQUESTS": 1,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            # The visit pauses; it knows how long, and what the site says to it.
            "DOWNLOAD_DELAY": 0,
            "DOWNLOAD_TIMEOUT": self.timeout,
            "DOWNLOAD_MAXSIZE": self.largest,
            "DOWNLOAD_WARNSIZE": 0,
            "USER_AGENT": self.agent,
            "DEFAULT_REQUEST_HEADERS": {
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Language": "en",
                "Accept-Encoding": "gzip, deflate",
                **({"From": self.contact} if self.contact else {}),
            },
            # The visit reads robots.txt, repeats and follows for itself, for it accounts for each.
            "ROBOTSTXT_OBEY": False,
            "RETRY_ENABLED": False,
            "REDIRECT_ENABLED": False,
            "METAREFRESH_ENABLED": False,
            "COOKIES_ENABLED": True,
            "DOWNLOADER_MIDDLEWARES": {AsSent: 800},
            "TELNETCONSOLE_ENABLED": False,
            "LOG_ENABLED": False,
        }


class AsSent:
    """Notes an answer as it was sent, before it is unpacked."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer, unchanged."""
        request.meta[_AS_SENT] = (_fields(response.headers), response.body)
        return response


def _fields(headers: Headers) -> list[tuple[str, str]]:
    """Headers as text, each value on its own."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name in headers for value in headers.getlist(name)]


class VisitSpider(Spider):
    """A spider that is led through the site by a visit."""

    name = "minutebook"

    def __init__(self, visit: Callable[[Fetch], Awaitable[None]], **kwargs: Any) -> None:  # noqa: ANN401 (Scrapy's)
        super().__init__(**kwargs)
        self._visit = visit

    async def start(self) -> AsyncIterator[Request]:
        """No request of its own: the visit asks through the downloader."""
        await self._visit(self._fetch)
        no_requests: tuple[Request, ...] = ()
        for request in no_requests:
            yield request

    async def _fetch(self, url: str) -> Answer:
        """What the site answers."""
        begun, now = monotonic(), dt.datetime.now(dt.UTC)
        request = Request(url, dont_filter=True)
        if ".as" not in url:
            request.meta["download_timeout"] = self.settings.getfloat("DOWNLOAD_TIMEOUT") * _DOCUMENT_PATIENCE
        page = await self._downloaded(request)
        headers, body = page.meta[_AS_SENT]
        status = f"{page.status} {_PHRASES.get(page.status, '')}".strip()
        return Answer(Kept(url, now, status, headers, body), page, monotonic() - begun)

    async def _downloaded(self, request: Request) -> Response:
        """The answer, or why there is none."""
        if self.crawler.engine is None:
            raise NoAnswerError("the run has ended", passing=False)
        try:
            return await self.crawler.engine.download_async(request)
        except tuple(_REASONS) as error:
            reason, passing = next(told for kind, told in _REASONS.items() if isinstance(error, kind))
            raise NoAnswerError(reason, passing=passing) from error
        except Exception as error:  # what else a network can do has no end, and no name of ours
            raise NoAnswerError(type(error).__name__, passing=True) from error


def crawl(client: Client, visit: Callable[[Fetch], Awaitable[None]]) -> None:
    """Run a visit to its end; what stops it, stops us."""
    problems: list[Exception] = []

    async def guarded(fetch: Fetch) -> None:
        try:
            await visit(fetch)
        except Exception as error:  # noqa: BLE001 (Scrapy would only log it)
            problems.append(error)

    process = AsyncCrawlerProcess(client.settings())
    process.crawl(VisitSpider, visit=guarded)
    process.start(install_signal_handlers=False)
    if problems:
        raise problems[0]


def read_back(answer: Kept, body: bytes) -> Response:
    """A kept answer as the downloader would have given it."""
    headers = Headers()
    for name, value in answer.headers:
        headers.appendlist(name, value.encode("latin-1", errors="replace"))
    headers.pop("Content-Encoding", None)
    kind = responsetypes.from_args(headers=headers, url=answer.url, body=body)
    return kind(answer.url, status=answer.code(), headers=headers, body=body)
