"""The JSON Schema of every kind of record file, made from the record types, for editors and for checking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import msgspec

from plugins.archive.places import AnyRecord
from plugins.archive.records import ArchiveSettings, Committee, Decision, Issue, Meeting, Person

KINDS: Final[dict[str, type[AnyRecord]]] = {
    "archive": ArchiveSettings,
    "committee": Committee,
    "meeting": Meeting,
    "issue": Issue,
    "person": Person,
    "decision": Decision,
}


@lru_cache(maxsize=len(KINDS))
def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of record file."""
    made = msgspec.json.schema(KINDS[kind])
    for definition in made["$defs"].values():
        definition.get("properties", {}).pop("id", None)
        definition["description"] = " ".join(definition.get("description", "").split())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Minutebook {kind}", **made}


class Schemas(Mapping[str, dict[str, Any]]):
    """All schemas by kind, each made when it is asked for."""

    def __getitem__(self, kind: str) -> dict[str, Any]:
        """The schema of a kind. Raises KeyError."""
        return schema(kind)

    def __iter__(self) -> Iterator[str]:
        """The kinds."""
        return iter(KINDS)

    def __len__(self) -> int:
        """How many kinds there are."""
        return len(KINDS)
