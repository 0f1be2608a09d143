"""Prose pages of `content/pages/`: that Pelican can read them, and that none takes the place of another page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from plugins.archive.findings import Finding, Place, quote
from plugins.archive.text import slugify
from plugins.intake.files import is_nameable, text_of, unnameable

FOLDER: Final = "pages"
_META: Final = re.compile(r"([A-Za-z_]+):\s*(.*)")
_SLUG: Final = re.compile(r"[\w-]*\w[\w-]*(?:/[\w-]+)*")
_WORDS: Final = re.compile(r"\w+")
_TAKEN: Final = frozenset(
    ["committees", "meetings", "issues", "people", "decisions", "topics", "wards", "search", "go"]
    + ["data", "feeds", "documents", "theme", "search-index", "drafts"]
)
_STATUSES: Final = ("published", "hidden", "draft")
_DATES: Final = ("date", "modified")
_SUFFIX: Final = ".md"
_NAMED: Final = 5  # files of which one finding tells, by name
# What somebody may take for a prose page: other markup that Pelican knows, and other ways to name CommonMark.
_ALIKE: Final = frozenset([_SUFFIX, ".markdown", ".mkd", ".mdown", ".rst", ".html", ".htm"])
_HINT: Final = 'expected a first line as "Title: About this archive"'


def check(content: Path, theme: Path | None = None) -> Iterator[Finding]:
    """R001, R002, R011, R014 and R016. Where the theme is given, the templates that pages name must be there."""
    yield from _not_taken_in(content)
    seen: dict[str, str] = {}
    for path in sorted((content / FOLDER).rglob(f"*{_SUFFIX}")):
        file = path.relative_to(content).as_posix()
        text = text_of(path, file) if is_nameable(file) else unnameable(file)
        if isinstance(text, Finding):
            yield text
        else:
            yield from _checked(file, _meta(text), seen, theme)


def _not_taken_in(content: Path) -> Iterator[Finding]:
    """R014, once for all files that might pass for prose pages and are none."""
    others = (path for path in (content / FOLDER).rglob("*.*") if path.suffix.lower() in _ALIKE)
    names = (path.relative_to(content).as_posix() for path in others if path.suffix != _SUFFIX)
    if files := sorted(filter(is_nameable, names)):
        told = ", ".join(map(quote, files[:_NAMED])) + (f" and {len(files) - _NAMED:,} more" * (len(files) > _NAMED))
        yield Finding("R014", f"nothing reads {told}", Place(files[0]), f"expected {FOLDER}/<page>{_SUFFIX}")


def _checked(file: str, meta: Mapping[str, str], seen: dict[str, str], theme: Path | None) -> Iterator[Finding]:
    """The findings of one page; `seen` are the addresses of those before it."""
    if not meta.get("title"):
        yield Finding("R016", "the page has no title", Place(file, 1), _HINT)
        return
    found = (_wrong_address(_address(meta), file, seen), *_wrong_values(meta), _wrong_template(meta, theme))
    yield from (Finding("R016", message, Place(file, 1), hint) for message, hint in filter(None, found))


def _address(meta: Mapping[str, str]) -> str:
    """Where the page is to lie, without the stroke at its end."""
    given = meta.get("save_as", "").removesuffix("/index.html") or meta.get("slug")
    return given or slugify(meta["title"]) or "-".join(_WORDS.findall(meta["title"]))


def _wrong_address(address: str, file: str, seen: dict[str, str]) -> tuple[str, str] | None:
    """What is wrong with the address of a page, and what was expected."""
    if not _SLUG.fullmatch(address):
        return f"the slug {quote(address)} gives no address", 'expected words joined by hyphens, as "Slug: about-us"'
    if address.partition("/")[0] in _TAKEN:
        return f"the slug {quote(address)} is taken by a page of the archive", "expected another"
    if seen.setdefault(address, file) != file:
        return f"the slug {quote(address)} is that of {seen[address]} too", "expected another"
    return None


def _wrong_values(meta: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The status and dates that Pelican would stumble over, and what was expected."""
    status = meta.get("status", _STATUSES[0])
    if status.lower() not in _STATUSES:
        yield f"the status is {quote(status)}", f"expected one of {', '.join(_STATUSES)}"
    for key in _DATES:
        if key in meta and not _is_date(meta[key]):
            yield f"the {key} is {quote(meta[key])}", "expected a date as 2013-09-11"


def _is_date(text: str) -> bool:
    """Whether Pelican can read a date."""
    from dateutil import parser  # type: ignore[import-untyped]  # noqa: PLC0415 (few pages are dated)

    try:
        parser.parse(text)
    except (ValueError, OverflowError):
        return False
    return True


def _wrong_template(meta: Mapping[str, str], theme: Path | None) -> tuple[str, str] | None:
    """What to say of a template that the theme does not have."""
    name = meta.get("template")
    if name is None or theme is None or (theme / "templates" / f"{name}.html").is_file():
        return None
    return f"the theme has no template {quote(name)}", f"expected none, or a file {name}.html in the theme's templates"


def _meta(text: str) -> dict[str, str]:
    """The lines before the first blank one, as names in lower case and values."""
    lines = text.removeprefix("---\n").lstrip("\n").partition("\n\n")[0].split("\n")
    found = (_META.fullmatch(line.strip()) for line in lines)
    return {match[1].lower(): match[2].strip().strip("\"'") for match in found if match}
