"""The samples and seeds beside this checkout that the importers' formats cover, and imports of them for measuring."""

from __future__ import annotations

from pathlib import Path

from tests.support.site import ROOT

SHARED = ROOT.parent / "shared"
SAMPLES = {
    "legistar-nyc": ("*.json",),
    "legistar-olympia": ("*.json",),
    "moderngov-councillors-xml": ("*.xml",),
    "moderngov-lgsf": ("*.xml", "*.html"),
    "moderngov-search-pages": ("*.html",),
    "oparl-karlsruhe": ("*.json",),
    "oparl-spec-examples": ("*.json",),
}


def pages_of(name: str) -> list[Path]:
    """The pages of a sample, or of a seed, in the formats that importers cover."""
    if name == "seeds":
        return sorted((SHARED / "seeds").glob("*.txt"))
    folder = SHARED / "samples" / name
    return sorted(page for pattern in SAMPLES[name] for page in folder.rglob(pattern))


def every_sample() -> dict[str, list[Path]]:
    """All samples and both seeds with their pages; those that are not beside this checkout are left out."""
    found = {name: pages_of(name) for name in (*SAMPLES, "seeds")}
    return {name: pages for name, pages in found.items() if pages}


def installations(name: str, pages: list[Path]) -> list[list[Path]]:
    """The pages of each council's own system: numbers of one system mean nothing in another, so each has an archive."""
    if name == "moderngov-councillors-xml":
        return [[page] for page in pages]
    if name == "moderngov-lgsf":
        return [[page for page in pages if page.suffix == kind] for kind in (".html", ".xml")]
    return [pages]


def own_pages() -> list[Path]:
    """The pages of our own making that the tests import."""
    return sorted(page for page in (ROOT / "tests" / "golden").glob("*/*/pages/*") if page.is_file())


def short(path: Path) -> str:
    """A page's name for a table."""
    for base in (SHARED / "samples", SHARED, ROOT / "tests" / "golden"):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.name
