"""Makes the exports that describe the site as a whole: what the downloads mean, the schemas, the maps for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec

from plugins.archive.records import ArchiveSettings
from plugins.exports import opensearch, twin_types
from plugins.exports.data_package import PACKAGE_FILE, data_package
from plugins.exports.sitemap import ROBOTS, robots, sitemaps
from plugins.exports.twin_remarks import Twin
from plugins.exports.twin_types import CommitteeTwin, DecisionTwin, IssueTwin, MeetingTwin

TWINS: Final[dict[str, type[Twin]]] = {
    "committee": CommitteeTwin,
    "decision": DecisionTwin,
    "issue": IssueTwin,
    "meeting": MeetingTwin,
}

Schemas = Mapping[str, Mapping[str, Any]]


def site_files(
    settings: ArchiveSettings,
    site_url: str,
    schemas: Schemas,
    addresses: tuple[str, ...],
    *,
    is_kept: Callable[[str], bool] = lambda _address: False,
) -> Iterator[tuple[str, bytes]]:
    """The files, each with its address. A map needs absolute addresses: without `site_url` there is none.

    What stands on nothing but the code need not be made where it `is_kept`.
    """
    yield PACKAGE_FILE, pretty(data_package(settings, site_url, tuple(sorted(schemas))))
    for kind in sorted(schemas):
        if not is_kept(address := f"data/schema/{kind}.json"):
            yield address, pretty(schemas[kind])
    for kind, twin in TWINS.items():
        if not is_kept(address := f"data/schema/twin-{kind}.json"):
            yield address, pretty(twin_schema(kind, twin))
    yield ROBOTS, robots(site_url).encode()
    yield opensearch.DESCRIPTION, opensearch.description(settings, site_url)
    if site_url:
        yield from sitemaps(addresses, site_url)


def twin_schema(kind: str, twin: type[Twin]) -> dict[str, Any]:
    """The JSON Schema of the data that stands beside the pages of a kind."""
    made = msgspec.json.schema(twin)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The index.json of a {kind}" if kind != "issue" else "The index.json of an issue",
        "description": " ".join((twin_types.__doc__ or "").split()),
        **made,
    }


def pretty(value: object) -> bytes:
    """JSON for people too."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
