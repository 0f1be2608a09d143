"""Archive → what a template shows: immutable values, computed once a record, that know no page's place.

Addresses in views are relative to the site's root; templates put the way to the root before them.
"""

from plugins.pages.views.shelf import Shelf, make_shelf
from plugins.pages.views.site import SiteView, site_view

__all__ = ["Shelf", "SiteView", "make_shelf", "site_view"]
