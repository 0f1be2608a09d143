"""The start of a build: its folder held, and what the last build left compared with what is there now.

This is all that a build needs where nothing has changed, so it is done before what makes pages is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from plugins.build import fingerprints
from plugins.build.fingerprints import Fingerprint, Sources
from plugins.build.last import LastBuild
from plugins.build.looking import NOTHING, Seen, look_meanwhile
from plugins.build.options import settings_from
from plugins.build.output import only_build_of
from plugins.build.settings import BuildSettings

_FEW: Final = 20  # sources
OTHER_CODE: Final = 75  # the exit status of a build that has to be begun anew, by a new process


@dataclass(frozen=True, slots=True)
class Start:
    """A build that has begun: what it was told, the right to its folder, the last build, and what there is now.

    `seen` gives the output as it looks, and waits for it if need be.
    """

    settings: BuildSettings
    held: ExitStack
    last: Fingerprint | None
    sources: Sources
    seen: Callable[[], Seen]

    @property
    def is_current(self) -> bool:
        """Whether a build would make what stands there already."""
        if self.last is None or self.sources.changed or self.last.told != fingerprints.told(self.settings):
            return False
        return self.seen().files.is_as_it_was

    @property
    def is_small(self) -> bool:
        """Whether little has changed since the last build, so that all that is made may be held until the end."""
        return self.last is not None and len(self.sources.changed) <= _FEW

    def left(self) -> LastBuild | None:
        """What the last build left to be taken over; `None` where there is none by the same code."""
        return fingerprints.left_by(self.settings, self.last, self.sources, self.seen())


def begin(told: Mapping[str, Any], held: ExitStack) -> Start:
    """Begin to build what Pelican was told; `held` is what the build lets go of at its end.

    Raises what `options.settings_from` and `output.only_build_of` raise, and SystemExit with `OTHER_CODE` in a process
    that stands by and has loaded code that is another by now.
    """
    held.enter_context(only_build_of(Path(told["OUTPUT_PATH"]).resolve()))
    settings = settings_from(told, told["PATH"], told["OUTPUT_PATH"])
    last = fingerprints.load(settings.final_cache)
    before = fingerprints.as_it_stood(last) if last else NOTHING
    look = look_meanwhile(settings.final_output, before) if last else lambda: NOTHING
    found = fingerprints.compared(fingerprints.sources(settings), last)
    if fingerprints.holds_other_code(found):
        raise SystemExit(OTHER_CODE)
    return Start(settings, held, last, found, _once(look))


def _once(look: Callable[[], Seen]) -> Callable[[], Seen]:
    """The same, looked at when it is first asked for."""
    known: list[Seen] = []

    def seen() -> Seen:
        if not known:
            known.append(look())
        return known[0]

    return seen
