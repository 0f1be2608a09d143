"""Pages as Pelican sees them: the Archive in, pages and theme out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from plugins.archive.archive import Archive
from plugins.archive.asked import Asked, AskedArchive
from plugins.build.theme import theme_address, theme_of_pelican
from plugins.edge import Run, register_stage
from plugins.pages.beside import file_sizes, prose_links
from plugins.pages.haste import hasten
from plugins.pages.plan import plan_pages
from plugins.pages.press import Press, print_pages
from plugins.pages.theme import write_theme
from plugins.pages.views import make_shelf, site_view


def register() -> None:
    """Tell Pelican. Its own prose pages are framed like ours."""
    register_stage("pages", write, context=_frame)


def write(run: Run) -> dict[str, int]:
    """Write the theme and all pages; how many pages there are."""
    settings, content = run.settings, run.settings.content
    theme = theme_address(settings.theme)
    write_theme(settings.theme / "static", settings.output / theme)
    archive = AskedArchive(run.archive)
    sizes = Asked("size", file_sizes(content / "documents"), archive.note)
    shelf = make_shelf(archive, site_url=settings.site_url, sizes=sizes)
    links = prose_links(content / "pages")
    common = {"site": site_view(archive), "theme": theme, "site_url": shelf.site_url, "prose": links}
    if run.last is None:
        shelf.make_ready()
    press = Press(shelf, hasten(run.templates), common, settings.output)
    return {"pages": print_pages(press, partial(plan_pages, shelf), settings, run.last)}


def _frame(archive: Archive) -> Mapping[str, object]:
    """What the frame of Pelican's own pages shows."""
    return {"site": site_view(archive), "theme_of": theme_of_pelican}
