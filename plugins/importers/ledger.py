"""What imports have written, field by field, so that a person's edits are told from imported text.

One JSON file a record under `content/imported/`, beside nothing that people edit. A field is named by its path in the
record as the source told it (`items/50/minutes`), and known by checksums only: no text is kept twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

import msgspec

FOLDER: Final = "imported"

Value = str | int | bool | object


class Field(msgspec.Struct, frozen=True, omit_defaults=True):
    """One field: the checksum of what was written, which source wrote it, and what other sources said."""

    written: str
    by: str
    said: tuple[str, ...] = ()

    def knows(self, checksum: str) -> bool:
        """Whether a source has said this before."""
        return checksum == self.written or checksum in self.said


class Ledger(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of one record: its identities in other systems, and its imported fields by path.

    `state` is the checksum of the whole record as the last import left it: a record of another state has been edited.
    """

    keys: tuple[str, ...] = ()
    state: str = ""
    fields: Mapping[str, Field] = {}


def mark(value: Value) -> str:
    """The short checksum by which the ledger knows a value."""
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()[:16]


def encode(ledger: Ledger) -> bytes:
    """The ledger as JSON with sorted keys, so that equal ledgers are equal bytes."""
    return msgspec.json.format(msgspec.json.encode(ledger, order="sorted"), indent=1) + b"\n"


def decode(content: bytes) -> Ledger:
    """The ledger of the bytes; an unreadable one is empty, which makes every field a person's."""
    try:
        return msgspec.json.decode(content, type=Ledger)
    except msgspec.DecodeError:
        return Ledger()
