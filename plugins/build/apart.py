"""Which files of an output no stage gives a place in the next output: those that are made, or linked, anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plugins.build.fingerprints import Fingerprint
from plugins.build.grounds import files_of_stages
from plugins.build.output import MARKER
from plugins.build.standing import Standing


def apart_of(files: Standing, last: Fingerprint | None, cache: Path, folders: Iterable[str]) -> tuple[str, ...]:
    """Those of the files, sorted, which are in none of the folders that are a stage's own.

    `last` is the build that made what the files are told by; of what is as it was then, that is known.
    """
    maybe = files if last is None else {*last.apart, *files.other}
    ours, own = files_of_stages(cache), tuple(folders)
    ours.append({MARKER})
    return tuple(sorted(f for f in maybe if f in files and not f.startswith(own) and not any(f in one for one in ours)))
