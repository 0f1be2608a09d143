"""What imports have written, field by field, so that a person's edits are told from imported text.

One JSON file a record under `content/imported/`, beside nothing that people edit. A field is named by its path in the
record as the source told it (`items/50/minutes`), and known by checksums only: no text is kept twice. Beside the
fields stand the things of the record's lists: by what numbers other systems know them, and what each source called
them. So a thing is known again when a person has renamed it, when its source has, and when both have.
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

    def known(self) -> tuple[str, ...]:
        """All that sources have said."""
        return (self.written, *self.said)


class Thing(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing of a list: its name in the paths of fields, its numbers in other systems, what each source called it.

    A number is a system, a blank, and the number there. What a source called it is a checksum; a source that tells of
    several things by one name has one for each.
    """

    name: str
    keys: tuple[str, ...] = ()
    told: Mapping[str, tuple[str, ...]] = {}


class Ledger(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of one record: its identities in other systems, and its imported fields by path.

    `state` is the checksum of the whole record as the last import left it: a record of another state has been edited.
    `lists` are the things of its lists by the list's path, in the order in which imports know them.
    """

    keys: tuple[str, ...] = ()
    state: str = ""
    fields: Mapping[str, Field] = {}
    lists: Mapping[str, tuple[Thing, ...]] = {}


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
