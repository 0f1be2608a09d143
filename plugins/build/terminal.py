"""What a command says, on whatever terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def say(words: str) -> None:
    """Print words: what the terminal cannot show as escapes; whoever has stopped listening has heard enough."""
    encoding = sys.stdout.encoding or "ascii"
    with _as_long_as_anyone_listens():
        print(words.encode(encoding, "backslashreplace").decode(encoding), flush=True)  # noqa: T201 (said by commands)


def say_in_utf8(text: str) -> None:
    """Print what another program reads, in the one encoding that it may have, whatever the terminal's is."""
    with _as_long_as_anyone_listens():
        sys.stdout.flush()
        sys.stdout.buffer.write(f"{text}\n".encode())
        sys.stdout.buffer.flush()


@contextmanager
def _as_long_as_anyone_listens() -> Iterator[None]:
    """Have what is said to nobody any more go nowhere."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
