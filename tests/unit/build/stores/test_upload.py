"""A site put into a store: readers meet no page whose files are missing, only what is ours goes, one at a time."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins.build.stores.address import StoreError
from plugins.build.stores.headers import Headers
from plugins.build.stores.store import Store
from plugins.build.stores.turn import NOTICE, our_turn
from plugins.build.stores.upload import ForeignStoreError, make_ours, upload
from tests.support.site import SMALL, build, snapshot, write_content

_LINK = re.compile(r'(?:href|src)="([^"#?]+)')
_BEAT = 0.05


class Read(Store):
    """A store that is read by somebody after each file that goes up or away."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.put_up = list[str]()
        self.missing = set[str]()

    def put(self, folder: Path, names: Sequence[str], headers: Headers | None = None) -> None:
        for name in names:
            super().put(folder, [name], headers)
            self.put_up.append(name)
            self.look()

    def remove(self, names: Sequence[str]) -> None:  # type: ignore[override]
        super().remove(names)
        self.look()

    def look(self) -> None:
        there = self.files().keys()
        pages = [name for name in there if name.endswith(".html") and "/theme/" not in name]
        for page in pages:
            text = (self.read(page) or b"").decode()
            self.missing |= {f"{page}: {link}" for link in _LINK.findall(text) if _assets(page, link) - there}


def _assets(page: str, link: str) -> set[str]:
    """The style or script that a page names; nothing for other links."""
    if "://" in link or not link.endswith((".css", ".js", ".svg", ".woff2")):
        return set()
    parts = [] if link.startswith("/") else page.split("/")[:-1]
    for part in link.strip("/").split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return {"/".join(parts)}


def _store() -> Read:
    store = Read(f"memory://{uuid.uuid4().hex}/site")
    make_ours(store)
    return store


def _lying(store: Store) -> dict[str, bytes]:
    return {name: store.read(name) or b"" for name in store.files() if not name.startswith(".")}


def _built(content: Path, output: Path, settings: str = "pelicanconf.py", **given: str) -> dict[str, bytes]:
    done = build(content, output, settings, MINUTEBOOK_CACHE=str(output.with_name("cache")), **given)
    assert done.returncode == 0, done.stderr
    return {name: content for name, content in snapshot(output).items() if not name.startswith(".")}


def test_a_reader_never_meets_a_page_whose_style_or_script_is_missing(tmp_path: Path) -> None:
    content, store = write_content(tmp_path / "content"), _store()
    first = _built(content, tmp_path / "output")
    upload(tmp_path / "output", store, "here")
    assert _lying(store) == first
    assert len(store.put_up) == len(first)
    (content / "meetings" / "cabinet" / "2014-01-08.yaml").write_text(
        "committee: cabinet\ndate: 2014-01-08\nitems: [{number: '1', title: Benches, issue: parks}]\n", encoding="utf-8"
    )
    store.put_up.clear()
    second = _built(content, tmp_path / "output")
    upload(tmp_path / "output", store, "here")
    assert _lying(store) == second
    assert store.missing == set()
    assert sorted(store.put_up) == sorted(name for name in second if first.get(name) != second[name])
    assert store.put_up[-1] == "manifest.json"
    new, old = "meetings/cabinet/2014-01-08/index.html", "issues/parks/index.html"
    assert store.put_up.index(new) < store.put_up.index(old)


def test_what_is_published_no_more_goes_and_what_others_put_there_stays(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", SMALL | {"people/jane-doe.yaml": "name: Jane Doe\n"})
    store = _store()
    _built(content, tmp_path / "output")
    upload(tmp_path / "output", store, "here")
    store.write("google1234.html", b"of others")
    (content / "people" / "jane-doe.yaml").unlink()
    expected = _built(content, tmp_path / "output")
    assert upload(tmp_path / "output", store, "here").removed > 0
    assert _lying(store) == expected | {"google1234.html": b"of others"}


def test_where_a_server_reads_the_folder_twins_go_up_with_their_files_and_never_stay_behind(tmp_path: Path) -> None:
    content, place = write_content(tmp_path / "content"), tmp_path / "www"
    store = Store(f"file://{place}")
    make_ours(store)
    url = {"SITEURL": "https://decisions.example.org/"}
    strict = _built(content, tmp_path / "output", "publishconf.py", **url)
    upload(tmp_path / "output", store, "here")
    assert "index.html.br" in strict
    assert {n: c for n, c in snapshot(place).items() if not n.startswith(".")} == strict
    plain = _built(content, tmp_path / "output", **url)
    upload(tmp_path / "output", store, "here")
    assert {n: c for n, c in snapshot(place).items() if not n.startswith((".", "theme/"))} == {
        n: c for n, c in plain.items() if not n.startswith("theme/")
    }
    assert not list(place.rglob("*.minutebook-part"))
    assert [folder for folder in place.rglob("*") if folder.is_dir() and not any(folder.iterdir())] == []


def test_error_a_place_with_other_files_is_refused_and_a_site_that_was_copied_there_is_not(tmp_path: Path) -> None:
    store = Store(f"memory://{uuid.uuid4().hex}/site")
    store.write("report.html", b"another's")
    with pytest.raises(ForeignStoreError, match="it is not empty and was not made by Minutebook"):
        make_ours(store)
    built = _built(write_content(tmp_path / "content"), tmp_path / "output")
    copied = Store(f"memory://{uuid.uuid4().hex}/site")
    copied.put(tmp_path / "output", list(built))
    make_ours(copied)
    assert upload(tmp_path / "output", copied, "here").put_up == 0


def test_error_a_second_upload_says_that_another_is_under_way() -> None:
    store = _store()
    with our_turn(store, "here", _BEAT), pytest.raises(StoreError, match="another upload is under way"):  # noqa: SIM117
        with our_turn(store, "there", _BEAT):
            pass
    assert store.read(NOTICE) is None


def test_the_notice_of_a_killed_upload_is_waited_for_and_then_replaced() -> None:
    store = _store()
    store.write(NOTICE, b'{"upload":"gone","machine":"there","count":7}')
    with our_turn(store, "here", _BEAT) as go_on:
        go_on()
    assert store.read(NOTICE) is None


def test_error_an_upload_whose_place_was_taken_stops() -> None:
    store, seen = _store(), threading.Event()
    with our_turn(store, "here", _BEAT) as go_on:
        store.write(NOTICE, b'{"upload":"another","machine":"there","count":0}')
        seen.wait(10 * _BEAT)
        with pytest.raises(StoreError, match="another upload began meanwhile"):
            go_on()
    assert store.read(NOTICE) == b'{"upload":"another","machine":"there","count":0}'
