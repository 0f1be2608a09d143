"""What archive.yaml says of the council can be used: a language tag, a known time zone, addresses of the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, nearest, quote
from plugins.archive.places import ARCHIVE_FILE
from plugins.archive.records import ArchiveSettings

# Where zones have proper names; elsewhere lie copies of the same files.
_AREAS: Final = frozenset({"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"})
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def check(archive: Archive) -> Iterator[Finding]:
    """C005."""
    settings = archive.settings
    if not _TAG.fullmatch(settings.language):
        yield _finding("language", settings.language, 'expected a language tag such as "en" or "cy"')
    if not _is_zone(settings.time_zone):
        hint = nearest(settings.time_zone, available_timezones())
        yield _finding("time_zone", settings.time_zone, hint or 'expected a name such as "Europe/London"')
    for path, address in _addresses(settings):
        if not _is_of_the_web(address):
            yield _finding(path, address, "expected an address with https:// or http://")


def _addresses(settings: ArchiveSettings) -> Iterator[tuple[str, str]]:
    """The addresses that the settings give, with their paths."""
    contact = settings.contact.url if settings.contact else None
    single = {"url": settings.url, "licence_url": settings.licence_url, "contact.url": contact}
    yield from ((path, address) for path, address in single.items() if address is not None)
    yield from ((f"origins[{number}]", origin) for number, origin in enumerate(settings.origins))


def _is_of_the_web(address: str) -> bool:
    """Whether an address has a host that a browser would ask."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", address)


def _is_zone(name: str) -> bool:
    """Whether there is a time zone of this name. All are listed only where it is not found at once."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return name.partition("/")[0] in _AREAS or name in available_timezones()


def _finding(path: str, value: str, hint: str) -> Finding:
    """A value that cannot be used."""
    return Finding("C005", f"{path} is {quote(value)}", Place(ARCHIVE_FILE, path=path), hint)
