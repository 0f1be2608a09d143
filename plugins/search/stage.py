"""The search stage: the index of the records and that of the papers, and the program that asks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.build.theme import theme_address
from plugins.search.catalogue import Catalogue
from plugins.search.client import CLIENT, MODULES, write_client
from plugins.search.folders import PAPERS
from plugins.search.indexing import Places
from plugins.search.papers import Papers
from plugins.search.renewal import bring_up_to_date

if TYPE_CHECKING:
    from plugins.edge import Run


def write_all(run: Run) -> dict[str, int]:
    """Write the Whoosh indexes into the cache, the files into the output; return how much there is of them."""
    settings = run.settings
    places = Places(settings.output, settings.cache, run.last)
    # The index of papers first, little of which is done by several: the other stages are still under way.
    of_papers = Catalogue(Papers(run.archive))
    more = bring_up_to_date(places._replace(above=f"{PAPERS}/"), of_papers, settings.workers)
    del of_papers  # with all that it holds of the archive
    found = bring_up_to_date(places, Catalogue(run.archive), settings.workers)
    client = f"{theme_address(settings.theme)}{MODULES}"  # a folder named by all that the client is made of
    if run.last is None or not run.last.keep(f"{client}/{CLIENT}", settings):
        write_client(settings.theme / "static" / MODULES, settings.output / client)
    return {
        "searchable": found.documents + more.documents,
        "index files": found.files + more.files,
        "index bytes": found.size + more.size,
    }
