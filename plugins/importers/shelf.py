"""The content folder as importers see it: records and ledgers read when asked for, written in one step each.

Knows files; the YAML of records is read and written by functions that are passed in.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from plugins.archive.findings import Finding
from plugins.archive.places import FOLDERS, AnyRecord
from plugins.importers import ledger as ledgers
from plugins.importers.drafts import DraftRecord
from plugins.importers.ledger import Ledger

Decode = Callable[[str, str, str, str], tuple[AnyRecord | None, tuple[Finding, ...]]]
Encode = Callable[[AnyRecord], str]

LARGEST_RECORD: Final = 16 * 1024 * 1024
KIND_NAMES: Final[dict[str, str]] = {folder: kind.__name__.lower() for kind, folder in FOLDERS.items()}


class RecordError(Exception):
    """A record that is there cannot be read, so nothing can be laid over it."""

    def __init__(self, file: str, reason: str) -> None:
        """Say which file and why."""
        super().__init__(f"{file}: {reason}")
        self.file, self.reason = file, reason


class TooLargeError(OSError):
    """A record larger than builds read."""

    def __init__(self, size: int) -> None:
        """Say how large it would be."""
        super().__init__(f"it would be {size // 1024**2} MB large, and records may have {LARGEST_RECORD // 1024**2}")


@dataclass(slots=True)
class Shelf:
    """Reads and writes the records and ledgers of one content folder. A dry shelf writes nothing."""

    content: Path
    decode: Decode
    encode: Encode
    dry: bool = False
    _ledgers: dict[str, Ledger] = field(default_factory=dict)

    def record(self, name: str) -> DraftRecord | None:
        """The record of a name such as "issues/budget"; `None` where there is none."""
        path = self.content / f"{name}.yaml"
        if not path.exists():
            return None
        folder, _, identity = name.partition("/")
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise RecordError(f"{name}.yaml", str(error)) from error
        record, findings = self.decode(KIND_NAMES[folder], text, f"{name}.yaml", identity)
        if record is None:
            raise RecordError(f"{name}.yaml", findings[0].message if findings else "it is no record")
        return record  # type: ignore[return-value]

    def names(self, folder: str) -> Iterator[str]:
        """The names of all records of a folder, in order."""
        root = self.content / folder
        for path in sorted(root.rglob("*.yaml")):
            yield path.relative_to(self.content).with_suffix("").as_posix()

    def ledger(self, name: str) -> Ledger:
        """What imports have written of a record; an empty ledger where none did."""
        if name not in self._ledgers:
            path = self._ledger_path(name)
            self._ledgers[name] = ledgers.decode(path.read_bytes()) if path.is_file() else Ledger()
        return self._ledgers[name]

    def ledger_names(self, folder: str) -> Iterator[str]:
        """The names of all records of a folder that have a ledger."""
        root = self.content / ledgers.FOLDER
        for path in sorted((root / folder).rglob("*.json")):
            yield path.relative_to(root).with_suffix("").as_posix()

    def put(self, name: str, record: DraftRecord) -> None:
        """Write a record. One that no build would read again, for it is too large, is not written."""
        text = self.encode(record).encode()
        if len(text) > LARGEST_RECORD:
            raise TooLargeError(len(text))
        self._write(self.content / f"{name}.yaml", text)

    def put_ledger(self, name: str, ledger: Ledger) -> None:
        """Write a ledger, if it says anything new."""
        if ledger != self.ledger(name):
            self._ledgers[name] = ledger
            self._write(self._ledger_path(name), ledgers.encode(ledger))

    def _ledger_path(self, name: str) -> Path:
        """Where a record's ledger lies."""
        return self.content / ledgers.FOLDER / f"{name}.json"

    def _write(self, path: Path, content: bytes) -> None:
        """Write a file in one step: whoever looks sees the old bytes or the new."""
        if self.dry:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".import-")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
