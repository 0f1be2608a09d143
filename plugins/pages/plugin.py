"""Pages as Pelican sees them: the Archive in, pages and theme out."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.archive.archive import Archive
from plugins.build.theme import theme_address, theme_of_pelican
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
    theme = theme_address(run.settings.theme)
    write_theme(run.settings.theme / "static", run.settings.output / theme)
    content = run.settings.content
    shelf = make_shelf(run.archive, site_url=run.settings.site_url, sizes=file_sizes(content / "documents"))
    links = prose_links(content / "pages")
    common = {"site": site_view(run.archive), "theme": theme, "site_url": shelf.site_url, "prose": links}
    press = Press(shelf, run.templates, common, run.settings.output)
    return {"pages": print_pages(press, plan_pages(shelf), workers=run.settings.workers)}


def _frame(archive: Archive) -> Mapping[str, object]:
    """What the frame of Pelican's own pages shows."""
    return {"site": site_view(archive), "theme_of": theme_of_pelican}
