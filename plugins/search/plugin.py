"""Search as Pelican sees it: the Archive in, the index to ask and the files to publish out."""

from __future__ import annotations

from plugins.build.theme import theme_address
from plugins.edge import Order, Run, register_stage
from plugins.search import papers
from plugins.search.catalogue import Catalogue
from plugins.search.client import CLIENT, MODULES, write_client
from plugins.search.files import FOLDER
from plugins.search.indexing import Places
from plugins.search.renewal import bring_up_to_date


def register() -> None:
    """Tell Pelican."""
    folders = (f"{FOLDER}/", f"{papers.FOLDER}/{FOLDER}/")
    register_stage("search", write, order=Order.BESIDE, folders=folders)


def write(run: Run) -> dict[str, int]:
    """Write the Whoosh indexes into the cache, the files into the output; how much there is of them."""
    settings = run.settings
    places = Places(settings.output, settings.cache, run.last)
    # The index of papers first, little of which is done by several: the other stages are still under way.
    of_papers = Catalogue(papers.Papers(run.archive))
    more = bring_up_to_date(places._replace(above=f"{papers.FOLDER}/"), of_papers, settings.workers)
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
