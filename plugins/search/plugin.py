"""Search as Pelican sees it: the Archive in, the index to ask and the files to publish out."""

from __future__ import annotations

from typing import Literal

from plugins.build.settings import BuildSettings
from plugins.build.theme import theme_address
from plugins.build.workers import map_parts
from plugins.edge import Order, Run, register_stage
from plugins.search import index, shards
from plugins.search.catalogue import gather
from plugins.search.client import MODULES, write_client
from plugins.search.documents import Searched
from plugins.search.pool import Pool, read

Part = Literal["index", "files"]


def register() -> None:
    """Tell Pelican."""
    register_stage("search", write, order=Order.BESIDE)


def write(run: Run) -> dict[str, int]:
    """Write the Whoosh index into the cache, the files into the output; how much there is of them."""
    settings, searched = run.settings, gather(run.archive)
    pool = read(searched.language, searched.documents, settings.workers)
    parts: tuple[Part, ...] = ("files", "index")
    counts, _ = map_parts(write_part, (settings, searched, pool), parts, settings.workers)
    write_client(settings.theme / "static" / MODULES, settings.output / theme_address(settings.theme) / MODULES)
    return {"searchable": len(searched.documents), **counts}


def write_part(shared: tuple[BuildSettings, Searched, Pool], part: Part) -> dict[str, int]:
    """Write one of the two forms of the index; how much there is of what is published."""
    settings, searched, pool = shared
    if part == "index":
        index.write(settings.cache / index.FOLDER, searched, pool)
        return {}
    files = shards.write(settings.output / shards.FOLDER, searched, pool)
    return {"index files": files.count, "index bytes": files.size}
