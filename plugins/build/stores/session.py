"""A build of records that lie in a store, or of a site that is to: fetched, built as in any folder, put up."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.build.failures import plainly
from plugins.build.memo import keep, recall
from plugins.build.output import BusyFolderError, cache_folder, only_build_of
from plugins.build.stores.address import StoreError, is_address, shown
from plugins.build.stores.records import bring, put_back
from plugins.build.stores.store import Store
from plugins.build.stores.upload import make_ours, upload
from plugins.build.watch import Watch

_ROOT: Final = Path(__file__).resolve().parents[3]
_LEDGER: Final = "permalinks"
_MACHINE: Final = "machine"
_SITE: Final = "site"
_FAILED: Final = 1
_BUSY: Final = "another build with the same CONTENT and OUTPUT is under way; wait for it to end"
_SAFE: Final = "Nothing was built; the previous output is as it was."
_HALF: Final = "The site is built, but not all of it was put up; the same command does the rest."


@dataclass(frozen=True, slots=True)
class Session:
    """Where records are and where the site is to be, each a folder or the address of a store; how strictly it is built.

    What is fetched and what is built lies in a folder of the cache that is kept for these two.
    """

    content: str
    output: str
    strict: bool

    @property
    def kept(self) -> Path:
        """The folder of the cache."""
        return cache_folder(Path(f"{self.content} {self.output}".replace("/", " ")))

    def run(self) -> int:
        """Fetch, build and put up, with a word on each; the exit status."""
        try:
            with only_build_of(self.kept):
                return self._run(Watch())
        except BusyFolderError:
            return _failed(_BUSY, _SAFE)
        except Exception as error:
            words = str(error) if isinstance(error, StoreError) else plainly(error)
            if words is None:
                raise
            return _failed(words, _SAFE)

    def _run(self, watch: Watch) -> int:
        """The same, where it is the only one."""
        if is_address(self.output):
            make_ours(Store(self.output))
        content = self._content(watch)
        output = self.kept / _SITE if is_address(self.output) else Path(self.output).resolve()
        status = subprocess.run(self._command(content, output), cwd=_ROOT, check=False).returncode  # noqa: S603 (ours)
        if status:
            return status
        try:
            self._put_up(watch, content, output)
        except StoreError as error:
            return _failed(str(error), _HALF)
        return 0

    def _content(self, watch: Watch) -> Path:
        """The folder of the records, as they are now."""
        if not is_address(self.content):
            return Path(self.content).resolve()
        name = PurePosixPath(self.content.partition("://")[2]).name or "content"
        watch.run(f"records from {shown(self.content)}", lambda: bring(Store(self.content), self.kept / name)._asdict())
        return self.kept / name

    def _command(self, content: Path, output: Path) -> list[str]:
        """The command that builds."""
        settings, fatal = ("publishconf.py", "warnings") if self.strict else ("pelicanconf.py", "errors")
        return [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", settings, "--fatal", fatal]

    def _put_up(self, watch: Watch, content: Path, output: Path) -> None:
        """Put up what the build changed: first the ledger, so that no address is published that it does not know."""
        if self.strict and is_address(self.content):
            put_back(Store(self.content), content, _LEDGER)
        if is_address(self.output):
            put_up = partial(upload, output, Store(self.output), self._machine())
            watch.run(f"upload to {shown(self.output)}", lambda: _in_words(put_up()._asdict()))

    def _machine(self) -> str:
        """A name for this folder of the cache that no other machine's has."""
        name = recall(self.kept, _MACHINE, str, "") or uuid.uuid4().hex
        self.kept.mkdir(parents=True, exist_ok=True)
        keep(self.kept, _MACHINE, name)
        return name


def _in_words(counts: Mapping[str, int]) -> dict[str, int]:
    return {name.replace("_", " "): count for name, count in counts.items()}


def _failed(words: str, then: str) -> int:
    """Say why it ended badly."""
    sys.stderr.write(f"error: {words}\n{then}\n")
    return _FAILED
