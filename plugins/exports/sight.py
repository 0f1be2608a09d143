"""How one export sees the archive: what links look like from where it lies, what was read, how large files are.

Where the address of the site is known links are absolute; else they lead from the export's own folder, and work under
any sub-path.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import force_setattr

from plugins.archive.archive import Archive
from plugins.archive.permalinks import document_address, paragraph_anchor, root_of
from plugins.archive.records import CommitteeId, Rendition


class Sight(msgspec.Struct, frozen=True):
    """The archive as seen from the address `page`; `sizes` are the bytes of our own document files.

    `root` is what every link to an address of the site begins with.
    """

    archive: Archive
    page: str
    site_url: str
    sizes: Mapping[str, int] = {}
    root: str = ""

    def __post_init__(self) -> None:
        """Find the way to the root once: there are twenty links to an item."""
        force_setattr(self, "root", self.site_url or root_of(self.page))

    def at(self, page: str) -> Sight:
        """The same, seen from another address."""
        return Sight(self.archive, page, self.site_url, self.sizes)

    def link(self, address: str) -> str:
        """A link to an address of the site."""
        return self.root + address

    def paragraph_link(self, address: str, anchor: str, paragraph: str | None) -> str | None:
        """A link to a paragraph of the page at `address`, where one is named."""
        return None if paragraph is None else self.link(f"{address}#{paragraph_anchor(anchor, paragraph)}")

    def rendition_link(self, rendition: Rendition) -> str | None:
        """A link to a file of ours, or the address where the file lies elsewhere."""
        return self.link(document_address(rendition.file)) if rendition.file else rendition.url

    def rendition_size(self, rendition: Rendition) -> int | None:
        """The bytes of a rendition: as our file has them, else as recorded."""
        return self.sizes.get(rendition.file, rendition.bytes) if rendition.file else rendition.bytes

    def name_now(self, committee: CommitteeId) -> str:
        """The name that the work of a committee goes by now: its successor's, where it has one."""
        heir = self.archive.successor_now(committee)
        return self.archive.name_now(heir.id if heir else committee)
