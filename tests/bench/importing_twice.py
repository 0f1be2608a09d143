"""What a second import does: nothing; a hand edit stays; where source and edit differ, both texts are told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.bench.importing_sources import every_sample, installations
from tests.bench.tables import Table
from tests.support.importing import files, import_paths

_EDITED = "Edited by a person"
_EDITS = 10
_LONG = 25
_PLAIN = re.compile(r"[\w .,;()/-]+", re.ASCII)


def twice(work: Path) -> Table:
    """The table over all samples and seeds."""
    rows = tuple(
        _row(name if part is pages else f"{name}/{part[0].stem}", part, work / name / str(place))
        for name, pages in every_sample().items()
        for place, part in enumerate(installations(name, pages))
    )
    columns = ("sample", "records", "changed by importing again", "edits", "edits kept", "conflicts", "with both texts")
    return Table("Twice is once", columns, rows)


def _row(name: str, pages: list[Path], work: Path) -> tuple[str, ...]:
    content, sources = work / "content", work / "sources"
    copies = _copied(pages, sources)
    import_paths(content, *copies)
    before = files(content)
    import_paths(content, *copies)
    after = files(content)
    changed = sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())
    titles = _edit(content, copies)
    import_paths(content, *copies)
    kept = sum(_EDITED in (content / path).read_text(encoding="utf-8") for path in titles)
    _change_sources(copies, list(titles.values()))
    report = import_paths(content, *copies)
    found = [each for source in report.sources for _, each in source.conflicts]
    both = sum(_EDITED in str(each.in_record) and "Altered" in str(each.in_source) for each in found)
    again = sum(_EDITED in (content / path).read_text(encoding="utf-8") for path in titles)
    records = sum(not path.startswith("imported/") for path in before)
    return name, str(records), str(changed), str(len(titles)), f"{kept}, then {again}", str(len(found)), str(both)


def _copied(pages: list[Path], into: Path) -> list[Path]:
    """The pages as copies that may be changed."""
    found = []
    for place, page in enumerate(pages):
        copy = into / f"{place:04d}" / page.name
        copy.parent.mkdir(parents=True)
        shutil.copyfile(page, copy)
        found.append(copy)
    return found


def _edit(content: Path, pages: list[Path]) -> dict[str, str]:
    """Change one line of up to ten records that stands word for word, and once only, in a source; the old by path."""
    whole = b"\0".join(page.read_bytes() for page in pages)
    found: dict[str, str] = {}
    for path in sorted(content.rglob("*.yaml")):
        if len(found) == _EDITS or path.parent == content:
            break
        lines = path.read_text(encoding="utf-8").splitlines()
        text = next((text for line in lines if (text := _words_of(line)) and whole.count(text.encode()) == 1), None)
        if text is not None:
            path.write_text("\n".join(lines).replace(text, _EDITED, 1) + "\n", encoding="utf-8")
            found[path.relative_to(content).as_posix()] = text
    return found


def _words_of(line: str) -> str | None:
    """The text of a line that is long enough to be known again, and no name by which a record is known."""
    text = re.sub(r"^[\s-]*(?:\w+: )?", "", line)
    known_by = line.lstrip("- ").startswith(("name:", "file:", "url:", "sha256:", "kind:"))
    return None if known_by or len(text) < _LONG or not _PLAIN.fullmatch(text) else text


def _change_sources(pages: list[Path], titles: list[str]) -> None:
    """The same titles, altered in the sources."""
    for page in pages:
        content = page.read_bytes()
        for title in titles:
            content = content.replace(title.encode(), f"Altered {title}".encode())
        page.write_bytes(content)
