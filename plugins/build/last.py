"""What the last good build of an output folder left, from which the next one takes over what has not changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from plugins.build.settings import BuildSettings


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The last build by the same code.

    `files` are those of its output that stand as it wrote them and were made under the settings of today; what was
    changed, added or taken away there since is not among them. `sources` are the files that it was made from and that
    are as they were. `cache` is its cache folder, to be read only. `there` are those of the files that have a place in
    the new output already; who makes one of them again, or makes it no more, takes it away first, because it is still
    the old output's, too. Of a stage's own folders there are all or none. `same_theme` tells whether all files of the
    theme are as they were, `is_whole` whether `files` are all that the last build made.
    """

    output: Path
    cache: Path
    files: AbstractSet[str]
    sources: AbstractSet[str]
    there: AbstractSet[str] = frozenset()
    same_theme: bool = False
    is_whole: bool = False

    def keep(self, file: str, settings: BuildSettings) -> bool:
        """Give a file of the old output a place in the new one; false where it is not as the last build wrote it."""
        return file in self.there or (file in self.files and take_over(self.output / file, settings.output / file))

    def unchanged_below(self, folder: Path) -> frozenset[str]:
        """The unchanged sources in a folder, relative to it."""
        start = f"{folder}{os.sep}"
        return frozenset(path.removeprefix(start) for path in self.sources if path.startswith(start))


def take_over(old: Path, new: Path) -> bool:
    """A second name for a file, or a copy where the file system has none; false where it is not there."""
    try:
        link(str(old), str(new))
    except FileNotFoundError:
        if new.parent.is_dir() or not old.is_file():
            return False
        new.parent.mkdir(parents=True, exist_ok=True)
        return take_over(old, new)
    return True


def link(old: str, new: str) -> None:
    """Link a file, or copy it with its times where links are not to be had. Raises FileNotFoundError."""
    try:
        os.link(old, new)
    except FileNotFoundError:
        raise
    except FileExistsError:
        os.unlink(new)  # noqa: PTH108 (this runs over every file of a site)
        link(old, new)
    except OSError:
        shutil.copy2(old, new)
