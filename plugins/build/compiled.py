"""Templates as they were compiled, kept behind a digest: of code that is damaged nobody can say what it would do."""

from __future__ import annotations

import hashlib
import io
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

_DIGEST: Final = 16  # bytes


class CompiledTemplates(FileSystemBytecodeCache):
    """A folder of them. One that is not as it was written is made again, as is one that is not there."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept of a template, if it is whole."""
        try:
            kept = Path(self._get_cache_filename(bucket)).read_bytes()
        except OSError:
            return
        if kept[:_DIGEST] == _digest(kept[_DIGEST:]):
            bucket.load_bytecode(io.BytesIO(kept[_DIGEST:]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, in one step; where that cannot be done, the next build compiles it again."""
        code = bucket.bytecode_to_string()
        name = self._get_cache_filename(bucket)
        with suppress(OSError):
            written = Path(f"{name}.{os.getpid()}.tmp")
            written.write_bytes(_digest(code) + code)
            written.replace(name)


def _digest(code: bytes) -> bytes:
    """What tells code from any other."""
    return hashlib.blake2b(code, digest_size=_DIGEST).digest()
