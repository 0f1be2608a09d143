"""Makes the exports that describe the site as a whole: what the downloads mean, the schemas, the maps for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from plugins.archive.records import ArchiveSettings
from plugins.exports import opensearch
from plugins.exports.data_package import PACKAGE_FILE, data_package
from plugins.exports.sitemap import ROBOTS, robots, sitemaps

Schemas = Mapping[str, Mapping[str, Any]]


def site_files(
    settings: ArchiveSettings, site_url: str, schemas: Schemas, addresses: tuple[str, ...]
) -> Iterator[tuple[str, bytes]]:
    """The files, each with its address. A map needs absolute addresses: without `site_url` there is none."""
    yield PACKAGE_FILE, pretty(data_package(settings, site_url, tuple(sorted(schemas))))
    for kind in sorted(schemas):
        yield f"data/schema/{kind}.json", pretty(schemas[kind])
    yield ROBOTS, robots(site_url).encode()
    yield opensearch.DESCRIPTION, opensearch.description(settings, site_url)
    if site_url:
        yield from sitemaps(addresses, site_url)


def pretty(value: object) -> bytes:
    """JSON for people too."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
