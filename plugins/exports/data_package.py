"""The description of the downloads: a Data Package (Frictionless), which says what every table and column means."""

from __future__ import annotations

from typing import Any, Final

from plugins.archive.records import ArchiveSettings
from plugins.exports.csv_tables import Table
from plugins.exports.tables import COMMITTEES, DECISIONS, DOCUMENTS, ISSUES, ITEMS, MEETINGS, PEOPLE

TABLES: Final[tuple[Table[Any], ...]] = (ITEMS, MEETINGS, COMMITTEES, ISSUES, DOCUMENTS, DECISIONS, PEOPLE)
LINES_FILE: Final = "data/archive.jsonl.gz"
PACKAGE_FILE: Final = "data/datapackage.json"

_FORMULAS: Final = (
    "A text that begins with =, +, -, @, a tab or a line break has an apostrophe before it, so that no spreadsheet "
    "takes it for a formula; take the apostrophe away, or use the JSON, where the text must be exact."
)
_ADDRESSES: Final = (
    "Addresses are absolute where the address of the site was known when it was built; else they lead from the folder "
    "of the file they stand in."
)
_LINES: Final = (
    'One JSON object a line: "type" (archive, committee, person, issue, meeting, decision), "url", "id" and the fields '
    "of the record as in its file; fields without a value are left out. The schemas are in schema/."
)


def data_package(settings: ArchiveSettings, site_url: str, schemas: tuple[str, ...]) -> dict[str, Any]:
    """The Data Package of the archive; `schemas` are the kinds that have a JSON Schema."""
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "decisions-archive",
        "title": settings.title or settings.name,
        "description": f"Decisions of {settings.name}. {_ADDRESSES} {_FORMULAS}",
        **({"homepage": site_url} if site_url else {}),
        **_licence(settings),
        "resources": [*(_resource(table) for table in TABLES), _lines_resource(schemas)],
    }
    return package


def _licence(settings: ArchiveSettings) -> dict[str, Any]:
    if not settings.licence and not settings.licence_url:
        return {}
    named = {"title": settings.licence, "path": settings.licence_url}
    return {"licenses": [{key: value for key, value in named.items() if value}]}


def _resource(table: Table[Any]) -> dict[str, Any]:
    """One table: its file, its columns, its key."""
    fields = [{"name": c.name, "type": c.type, "description": c.means} for c in table.columns]
    return {
        "name": table.name,
        "type": "table",
        "title": table.means,
        "path": table.file.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": fields, **({"primaryKey": [fields[0]["name"]]} if table.keyed else {})},
    }


def _lines_resource(schemas: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": "archive",
        "title": "All records",
        "description": _LINES,
        "path": LINES_FILE.removeprefix("data/"),
        "format": "jsonl",
        "mediatype": "application/x-ndjson",
        "compression": "gz",
        "encoding": "utf-8",
        "recordSchemas": {kind: f"schema/{kind}.json" for kind in schemas},
    }
