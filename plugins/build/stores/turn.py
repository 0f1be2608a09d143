"""Whose turn it is to write into a store: one upload at a time, as far as a store without locks lets that be known.

An upload leaves a notice there, with a count that goes up every few seconds. Who finds one waits to see whether it
does: if so, another is at work; if not, that one was killed, and what it left undone is known from its list of names.
Two that begin within the same seconds see each other when they look at their own notice again.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import msgspec

from plugins.build.stores.address import StoreError
from plugins.build.stores.store import Store

NOTICE: Final = ".minutebook-upload"
BEAT: Final = 3.0  # seconds
_WAIT: Final = 4  # beats without a change, until a notice is taken for one of the dead
_BUSY: Final = "another upload is under way; wait for it to end"
_TAKEN: Final = "another upload began meanwhile, so this one stopped; run it once more when that has ended"


class _Notice(msgspec.Struct):
    """Who is at work, from which machine's cache, and how often this has been said."""

    upload: str
    machine: str
    count: int = 0


@contextmanager
def our_turn(store: Store, machine: str, beat: float = BEAT) -> Iterator[Callable[[], None]]:
    """Hold a store while files go up, and a function that raises StoreError when it is held no more.

    `machine` stands for a place where no other upload to this store can be at work now. Raises StoreError.
    """
    _wait_for_the_dead(store, machine, beat)
    mine, ended, lost = _Notice(uuid.uuid4().hex, machine), threading.Event(), threading.Event()
    _say(store, mine)

    def go_on() -> None:
        if lost.is_set():
            raise StoreError(store.address, _TAKEN)

    # By a connection of its own: not all can be used by two threads.
    given = Store(store.address), mine, (ended, lost), beat
    saying = threading.Thread(target=_keep_saying, args=given, daemon=True)
    saying.start()
    try:
        yield go_on
    finally:
        ended.set()
        saying.join()
        if not lost.is_set():
            store.remove([NOTICE])


def _wait_for_the_dead(store: Store, machine: str, beat: float) -> None:
    """Go on when no other upload is at work. Raises StoreError when one is."""
    found = _found(store)
    if found is None or found.machine == machine:
        return
    end = time.monotonic() + _WAIT * beat
    while time.monotonic() < end:
        time.sleep(beat / 2)
        if (now := _found(store)) is None:
            return
        if now != found:
            raise StoreError(store.address, _BUSY)


def _keep_saying(store: Store, mine: _Notice, events: tuple[threading.Event, threading.Event], beat: float) -> None:
    """Say now and then that the upload is at work, until it has ended, or another has taken its place."""
    ended, lost = events
    while not ended.wait(beat):
        with suppress(StoreError):  # what the network does is told by the upload itself
            now = _found(store)
            if now is None or now.upload != mine.upload:
                lost.set()
                return
            mine.count += 1
            _say(store, mine)


def _found(store: Store) -> _Notice | None:
    """The notice that lies in the store."""
    content = store.read(NOTICE)
    try:
        return msgspec.json.decode(content, type=_Notice) if content else None
    except msgspec.DecodeError:
        return None


def _say(store: Store, notice: _Notice) -> None:
    store.write(NOTICE, msgspec.json.encode(notice))
