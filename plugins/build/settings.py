"""What a build is told: where to read and write, for which address, how strictly, with how many workers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """The settings of one build.

    `output` and `cache` are staging folders, empty at first, which take the places of `final_output` and
    `final_cache` when the whole build has succeeded; until then those still hold the last good build. The cache is
    kept between builds and never published. `site_url` is "" or ends in "/". `strict` makes warnings errors.
    `others` are all other settings as one text, to be compared.
    """

    content: Path
    output: Path
    cache: Path
    final_output: Path
    final_cache: Path
    theme: Path
    site_url: str = ""
    strict: bool = False
    workers: int = 1
    others: str = ""
