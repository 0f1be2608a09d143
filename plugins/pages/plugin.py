"""Pages as Pelican sees them: the Archive in, pages and theme out."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.archive.archive import Archive
from plugins.edge import Run, register_stage
from plugins.pages.beside import file_sizes, prose_links
from plugins.pages.plan import plan_pages
from plugins.pages.press import Press, print_pages
from plugins.pages.theme import write_theme
from plugins.pages.views import make_shelf, site_view


def register() -> None:
    """Tell Pelican. Its own prose pages are framed like ours."""
    register_stage("pages", write, context=_frame)


def write(run: Run) -> dict[str, int]:
    """Write the theme and all pages; how many pages there are."""
    write_theme(run.settings.theme / "static", run.settings.output / "theme")
    content = run.settings.content
    shelf = make_shelf(run.archive, site_url=run.settings.site_url, sizes=file_sizes(content / "documents"))
    common = {**_frame(run.archive), "site_url": shelf.site_url, "prose": prose_links(content / "pages")}
    press = Press(shelf, run.templates, common, run.settings.output)
    return {"pages": print_pages(press, plan_pages(shelf), workers=run.settings.workers)}


def _frame(archive: Archive) -> Mapping[str, object]:
    """What the frame of every page shows."""
    return {"site": site_view(archive)}
