"""Search as Pelican sees it: the Archive in, the index to ask and the files to publish out."""

from __future__ import annotations

from plugins.edge import Run, register_stage
from plugins.search import index, shards
from plugins.search.analyse import Analyser
from plugins.search.client import MODULES, write_client
from plugins.search.documents import gather
from plugins.search.pool import read


def register() -> None:
    """Tell Pelican."""
    register_stage("search", write)


def write(run: Run) -> dict[str, int]:
    """Write the Whoosh index into the cache and the shards into the output; how much there is of them."""
    searched = gather(run.archive)
    pool = read(Analyser(searched.language), searched.documents)
    index.write(run.settings.cache / index.FOLDER, searched, pool)
    files = shards.write(run.settings.output / shards.FOLDER, searched, pool)
    write_client(run.settings.theme / "static" / MODULES, run.settings.output / "theme" / MODULES)
    return {"documents": len(searched.documents), "index files": files.count, "index bytes": files.size}
