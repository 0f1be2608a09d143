"""A site that somebody edits: changes of every kind, drawn by chance: to records, pages, theme, settings, output."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.site import ROOT, snapshot


class EditedSiteError(Exception):
    """The site could not be built, or what was built from the last one is not what a clean build makes."""


@dataclass(slots=True)
class EditedSite:
    """A content folder and a theme under a folder, with what chance may draw and the settings of the next build."""

    folder: Path
    chance: random.Random
    site_url: str = ""
    zone: str = "UTC"
    written: int = 0

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    @property
    def theme(self) -> Path:
        """The site's own copy of the theme."""
        return self.folder / "theme"

    @property
    def output(self) -> Path:
        """What is built from what the last build left."""
        return self.folder / "output"

    def one_of(self, pattern: str) -> Path:
        """A file of the content folder, by chance."""
        return self.chance.choice(sorted(self.content.glob(pattern)))

    def next_number(self) -> int:
        """A number that no other edit has."""
        self.written += 1
        return self.written


def edited_site(folder: Path, *, items: int, seed: int) -> EditedSite:
    """A synthetic archive to edit, with a prose page, not built yet."""
    site = EditedSite(folder, random.Random(seed))
    command = [sys.executable, "scripts/make_archive.py", "--items", str(items), "--seed", str(seed), "--content"]
    subprocess.run([*command, str(site.content)], cwd=ROOT, check=True, capture_output=True)
    shutil.copytree(ROOT / "theme", site.theme)
    (site.content / "pages").mkdir(exist_ok=True)
    (site.content / "pages/about.md").write_text("Title: About\n\nWhat this is.\n")
    return site


def build_after(site: EditedSite, workers: int) -> None:
    """Build from what the last build left. Raises EditedSiteError."""
    _build(site, site.output, site.folder / "cache", workers)


def compare_with_clean(site: EditedSite) -> None:
    """Build the same from nothing, and compare. Raises EditedSiteError with the files that differ."""
    clean, cache = site.folder / "clean", site.folder / "clean-cache"
    for folder in (clean, cache):
        shutil.rmtree(folder, ignore_errors=True)
    _build(site, clean, cache, 1)
    found, expected = snapshot(site.output), snapshot(clean)
    wrong = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    if wrong:
        raise EditedSiteError(f"{len(wrong)} files are not as a clean build makes them: {wrong[:12]}")
    folders = [{p.relative_to(f) for p in f.rglob("*") if p.is_dir()} for f in (site.output, clean)]
    if folders[0] != folders[1]:
        raise EditedSiteError(f"other folders than a clean build makes: {sorted(folders[0] ^ folders[1])[:12]}")


def _build(site: EditedSite, output: Path, cache: Path, workers: int) -> None:
    command = [sys.executable, "-m", "pelican", str(site.content), "-o", str(output), "-t", str(site.theme)]
    done = subprocess.run(
        [*command, "-s", "pelicanconf.py", "--fatal", "errors"], cwd=ROOT, check=False, capture_output=True, text=True,
        env=os.environ | {
            "WORKERS": str(workers), "SITEURL": site.site_url, "TZ": site.zone, "MINUTEBOOK_CACHE": str(cache),
        },
    )  # fmt: skip
    if done.returncode:
        raise EditedSiteError(done.stdout[-2000:] + done.stderr[-2000:])


def edit(site: EditedSite) -> str:
    """Make an edit that chance draws; what it was."""
    made = site.chance.choice(EDITS)
    made(site)
    return made.__name__.strip("_")


def _word(site: EditedSite) -> None:
    """Another word in what was said."""
    _sub(site.one_of("meetings/*/*.yaml"), r"(?<=[a-z] )the(?= [a-z])", f"this{site.next_number()}")


def _item_title(site: EditedSite) -> None:
    _sub(site.one_of("meetings/*/*.yaml"), r"(?m)^(    title: )\w+", rf"\g<1>Retitled{site.next_number()}")


def _meeting_added(site: EditedSite) -> None:
    """A meeting with the business of another, on a day of its own."""
    record = site.one_of("meetings/*/*.yaml")
    text, date = record.read_text(), f"{site.chance.choice((1996, 2012, 2031))}-03-{site.next_number() % 28 + 1:02}"
    (record.parent / f"{date}.yaml").write_text(re.sub(r"(?m)^date: .*$", f"date: {date}", text))


def _meeting_removed(site: EditedSite) -> None:
    site.one_of("meetings/*/*.yaml").unlink()


def _meeting_moved(site: EditedSite) -> None:
    record = site.one_of("meetings/*/*.yaml")
    _meeting_added(site)
    record.unlink(missing_ok=True)


def _issue_title(site: EditedSite) -> None:
    _sub(site.one_of("issues/*.yaml"), r"(?m)^title: \S+", f"title: Zoning{site.next_number()}")


def _issue_topic(site: EditedSite) -> None:
    record = site.one_of("issues/*.yaml")
    text = re.sub(r"(?m)^topics:\n(?:- .*\n|  - .*\n)+", "", record.read_text())
    record.write_text(text.rstrip("\n") + f"\ntopics:\n  - Topic {site.next_number()}\n")


def _issue_joined(site: EditedSite) -> None:
    """An item that was about one matter is about another."""
    _sub(site.one_of("meetings/*/*.yaml"), r"(?m)^(    issue: ).*$", rf"\g<1>{site.one_of('issues/*.yaml').stem}")


def _committee_renamed(site: EditedSite) -> None:
    record = site.one_of("committees/*.yaml")
    text = record.read_text()
    _sub(record, r"(?m)^(names:\n- name: |names:\n  - name: )\S+", rf"\g<1>Renamed{site.next_number()}")
    assert record.read_text() != text


def _person_renamed(site: EditedSite) -> None:
    _sub(site.one_of("people/*.yaml"), r"(?m)^name: \S+", f"name: Mx{site.next_number()}")


def _settings(site: EditedSite) -> None:
    record = site.content / "archive.yaml"
    text = re.sub(r"(?m)^tagline: .*\n", "", record.read_text())
    record.write_text(f"{text.rstrip()}\ntagline: Decisions {site.next_number()}\n")


def _prose_page(site: EditedSite) -> None:
    number = site.next_number()
    page = site.content / f"pages/page-{number % 3}.md"
    if page.exists():
        page.unlink()
    else:
        page.write_text(f"Title: Page {number % 3}\n\nWords {number}.\n")


def _decision_removed(site: EditedSite) -> None:
    if list(site.content.glob("decisions/*/*.yaml")):
        site.one_of("decisions/*/*.yaml").unlink()


def _template(site: EditedSite) -> None:
    """A word in a template of a page, or of a part that many pages show."""
    template = site.chance.choice(sorted(site.theme.glob("templates/*/*.html")))
    text = template.read_text()
    template.write_text(text.replace("</h1>", f" {site.next_number()}</h1>").replace("</dt>", "\N{MIDDLE DOT}</dt>"))


def _style(site: EditedSite) -> None:
    style = site.theme / "static/css/base.css"
    style.write_text(f"{style.read_text()}\n.edit-{site.next_number()} {{ color: inherit }}\n")


def _address(site: EditedSite) -> None:
    site.site_url = site.chance.choice(("", "https://decisions.example.org", "https://example.org/council"))


def _clock(site: EditedSite) -> None:
    """Another time zone, and files that say they were written at another time."""
    site.zone = site.chance.choice(("UTC", "Asia/Tokyo", "America/New_York"))
    os.utime(site.one_of("meetings/*/*.yaml"), (1_000_000_000, 1_000_000_000 + site.next_number()))


def _output_removed(site: EditedSite) -> None:
    """Somebody takes a file out of the site."""
    site.chance.choice(sorted(p for p in site.output.rglob("*") if p.is_file() and p.name[0] != ".")).unlink()


def _output_changed(site: EditedSite) -> None:
    """Somebody writes into a file of the site, as an editor does, and adds one."""
    file = site.chance.choice(sorted(p for p in site.output.rglob("*") if p.is_file() and p.name[0] != "."))
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content + b"\nedited")
    (file.parent / "added.html").write_text("added")


def _cache_damaged(site: EditedSite) -> None:
    """The cache, or the second copy beside it, has lost a file, or a piece of one."""
    caches = [p for p in _files_below(site.folder / "cache") if p.suffix not in {".lock", ".cache"}]
    copied = [p for p in caches if any(part.endswith(".second") for part in p.parts)]
    file = site.chance.choice(sorted(site.chance.choice([some for some in (copied, {*caches} - {*copied}) if some])))
    if site.chance.random() < 0.5:
        file.unlink(missing_ok=True)
    elif content := _content_of(file):
        file.unlink(missing_ok=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content[: len(content) // 2])


def _files_below(folder: Path) -> Iterator[Path]:
    """The files below a folder, but for those of copies that are being laid or cleared while nobody waits."""
    for above, folders, names in os.walk(folder):  # unlike rglob, it bears it that a folder is cleared meanwhile
        folders[:] = [name for name in folders if ".second." not in name]
        yield from (Path(above, name) for name in names)


def _content_of(file: Path) -> bytes:
    """What a file holds; nothing where it is being cleared."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _sub(file: Path, pattern: str, new: str) -> None:
    """Replace one of the places in a file where a pattern is found; nothing where it is not."""
    text = file.read_text()
    file.write_text(re.sub(pattern, new, text, count=1))


EDITS: Final[tuple[Callable[[EditedSite], None], ...]] = (
    _word, _item_title, _meeting_added, _meeting_removed, _meeting_moved, _issue_title, _issue_topic, _issue_joined,
    _committee_renamed, _person_renamed, _settings, _prose_page, _decision_removed, _template, _style, _address, _clock,
    _output_removed, _output_changed, _cache_damaged,
)  # fmt: skip
