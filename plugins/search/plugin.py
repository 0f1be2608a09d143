"""Search as Pelican sees it: the Archive in, the index to ask and the files to publish out."""

from __future__ import annotations

from plugins.edge import Order, Run, register_stage
from plugins.search.folders import INDEX, PAPERS


def register() -> None:
    """Tell Pelican."""
    register_stage("search", write, order=Order.BESIDE, folders=(f"{INDEX}/", f"{PAPERS}/{INDEX}/"))


def write(run: Run) -> dict[str, int]:
    """Write the Whoosh indexes into the cache, the files into the output; how much there is of them."""
    from plugins.search.stage import write_all  # noqa: PLC0415 (loaded beside other stages, by the process that does it)

    return write_all(run)
