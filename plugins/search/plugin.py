"""Search as Pelican sees it: the Archive in, the index to ask and the files to publish out."""

from __future__ import annotations

from plugins.build.theme import theme_address
from plugins.edge import Order, Run, register_stage
from plugins.search.catalogue import Catalogue
from plugins.search.client import MODULES, write_client
from plugins.search.indexing import Places
from plugins.search.renewal import bring_up_to_date


def register() -> None:
    """Tell Pelican."""
    register_stage("search", write, order=Order.BESIDE)


def write(run: Run) -> dict[str, int]:
    """Write the Whoosh index into the cache, the files into the output; how much there is of them."""
    settings, catalogue = run.settings, Catalogue(run.archive)
    files = bring_up_to_date(Places(settings.output, settings.cache, run.last), catalogue, settings.workers)
    write_client(settings.theme / "static" / MODULES, settings.output / theme_address(settings.theme) / MODULES)
    return {"searchable": len(catalogue), "index files": files.count, "index bytes": files.size}
