"""The published index as a whole: its words, its directories, and the manifest, which says where all the rest lies.

Streams: `w` words as written, `x` directories of `t` and `w` where they are long. `terms`, `columns` and `cards` write
the others; DESIGN.md beside this file draws each. Knows nothing of Whoosh.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from plugins.search import format as form
from plugins.search.analyse import language
from plugins.search.dictionary import Dictionary, Shard, Sizes
from plugins.search.format import sealed, varints
from plugins.search.terms import spelling

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from plugins.search.documents import SearchedCommittee
    from plugins.search.files import Files

_A_COUNT = 2


def word_sizes() -> Sizes:
    """Return how large shards of words are."""
    return Sizes(form.WORD_SHARD, lambda words, _: [len(word) + _A_COUNT for word in words])


def write_words(files: Files, words: Dictionary, start: int, end: int) -> Shard:
    """Write some words in a row with their counts."""
    name = files.keep("w", spelling(words.keys[start:end]), varints(words.counts[start:end]))
    return Shard(name, (files.made[f"w/{name}.bin"],))


Starting = tuple[str, str]
"""The start of the first word in a shard, and the shard's name."""


def _write_directory(files: Files, shards: Sequence[Starting], inside: int) -> str | list[Starting]:
    """Return the directory of shards, as text, or where it is long that of its parts, which are files.

    What stands in the manifest is there when the page asks: a round trip fewer.
    """
    if len(shards) <= inside:
        return b64encode(sealed("x", *_directory(shards))).decode()
    parts = [shards[at : at + form.DIRECTORY] for at in range(0, len(shards), form.DIRECTORY)]
    return [(part[0][0], files.keep("x", *_directory(part))) for part in parts]


def _directory(shards: Sequence[Starting]) -> tuple[bytes, bytes]:
    """The starts of shards, and their names."""
    return spelling(start for start, _ in shards), b"".join(bytes.fromhex(name) for _, name in shards)


def _scoring(lengths: Mapping[str, float]) -> dict[str, object]:
    """All that is needed to weigh a document anew from its text."""
    fields = [(field.weight, field.slack, lengths.get(field.name, 1.0)) for field in form.FIELDS]
    sizes = {"levels": form.LEVELS, "saturation": form.SATURATION, "routine": form.ROUTINE_WEIGHT}
    near = {"neighbours": form.NEIGHBOURS, "nearness": form.NEARNESS}
    return {"fields": fields, **sizes, **near, "gap": form.GAP, "grid": form.GRID}


class Published(NamedTuple):
    """All that a manifest tells of."""

    language: str
    committees: Sequence[SearchedCommittee]
    documents: int
    days: tuple[dt.date, dt.date] | None
    lengths: Mapping[str, float]
    terms: Dictionary
    words: Dictionary
    each: int
    folders: Sequence[str]
    columns: Mapping[str, str]
    outcomes: Sequence[str]


def write_manifest(files: Files, told: Published) -> None:
    """Write the directories and the manifest."""
    first, last = told.days or (None, None)
    manifest = {
        "format": form.FORMAT,
        "language": told.language,
        "common": sorted(language(told.language).common),
        "documents": told.documents,
        "sizes": {"whole": form.WHOLE, "tier": form.TIER, "places": form.PLACES_CHUNK, "folder": form.DOCUMENT_FOLDER},
        "scoring": _scoring(told.lengths),
        "terms": _write_directory(files, told.terms.starting(), form.INSIDE),
        "words": _write_directory(files, told.words.starting(), form.FEW),
        "blocks": {"documents": told.each, "folders": told.folders},
        "columns": told.columns,
        "first": first and first.isoformat(),
        "last": last and last.isoformat(),
        "committees": told.committees,
        "kinds": form.KINDS,
        "outcomes": told.outcomes,
    }
    files.write("manifest.json", msgspec.json.encode(manifest))
