from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.support.site import ROOT, SMALL, write_content

MEETING = "meetings/cabinet/2013-09-11"


Served = tuple[str, Path, subprocess.Popen[str]]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The address of a small archive that is served, its content, and what serves it."""
    with _serving(tmp_path, ROOT) as served:
        yield served


@contextmanager
def _serving(folder: Path, project: Path) -> Iterator[Served]:
    """The same, in a folder, by the code of a project."""
    content = write_content(folder / "content")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "scripts/serve_archive.py", str(content), str(folder / "output"), "--port", str(port)],
        cwd=project, env=os.environ | {"WORKERS": "2", "MINUTEBOOK_CACHE": str(folder / "cache")},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        until(lambda: page(f"http://127.0.0.1:{port}/") != "")
        time.sleep(1)  # until files are watched
        yield f"http://127.0.0.1:{port}/", content, process
    finally:
        process.kill()
        process.communicate()


def page(address: str) -> str:
    """A page as it is served now; empty where nothing is."""
    try:
        with urlopen(address, timeout=10) as answer:  # noqa: S310 (our own server)
            return str(answer.read().decode())
    except (URLError, OSError):
        return ""


def until(happens: Callable[[], bool]) -> None:
    """Wait for something, a minute at most."""
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_a_saved_record_is_seen_and_one_with_a_mistake_leaves_the_site_as_it_was(
    served: Served,
) -> None:
    address, content, _ = served
    record = content / f"{MEETING}.yaml"
    text = record.read_text()
    record.write_text(text.replace("considered a plan", "pondered a plan"))
    until(lambda: "pondered a plan" in page(f"{address}{MEETING}/"))
    record.write_text(text.replace("title:", "titel:"))
    time.sleep(2)
    assert "pondered a plan" in page(f"{address}{MEETING}/")
    record.write_text(text.replace("considered a plan", "weighed a plan"))
    until(lambda: "weighed a plan" in page(f"{address}{MEETING}/"))


def test_what_is_saved_after_the_code_has_changed_is_built_by_the_new_code(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("plugins", "scripts", "theme"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "publishconf.py", "requirements.lock"):
        shutil.copy(ROOT / name, project)
    with _serving(tmp_path, project) as (address, content, _):
        code = project / "plugins/pages/views/site.py"
        code.write_text(code.read_text().replace('"Committees"', '"Bodies"'))
        assert ">Bodies<" not in page(address)
        record = content / f"{MEETING}.yaml"
        record.write_text(record.read_text().replace("considered a plan", "pondered a plan"))
        until(lambda: "pondered a plan" in page(f"{address}{MEETING}/"))
        assert ">Bodies<" in page(address)


def test_a_page_that_is_not_there_is_answered_with_the_sites_own_page(
    served: Served,
) -> None:
    with pytest.raises(URLError, match="404"):
        urlopen(f"{served[0]}nothing/", timeout=10)  # noqa: S310 (our own server)


def test_a_page_is_never_kept_by_the_browser_for_it_may_be_another_within_the_second(
    served: Served,
) -> None:
    with urlopen(served[0], timeout=10) as answer:  # noqa: S310 (our own server)
        assert answer.headers["Cache-Control"] == "no-store"


def test_error_a_port_that_is_taken_is_told_before_anything_is_built(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "scripts/serve_archive.py", content, tmp_path / "output", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr == (
        f"error: port {port} is taken by another program; end that, or choose another port: "
        f".venv/bin/python scripts/serve_archive.py --port {port + 1}\n"
    )
    assert not (tmp_path / "output").exists()


def test_ctrl_c_ends_it_with_all_that_it_started(served: Served) -> None:
    process = served[2]
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    started = children.read_text().split() if children.exists() else []
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in started))


@pytest.mark.parametrize("means", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("whom", [os.kill, os.killpg])
def test_a_build_under_way_is_interrupted_with_what_serves(
    means: signal.Signals, whom: Callable[[int, int], None], tmp_path: Path
) -> None:
    files = {f"issues/i{n}.yaml": f"title: Issue {n}\n" for n in range(1200)}
    content, output = write_content(tmp_path / "content", SMALL | files), tmp_path / "output"
    process = subprocess.Popen(
        [sys.executable, "scripts/serve_archive.py", str(content), str(output), "--port", "0"],
        cwd=ROOT, env=os.environ | {"MINUTEBOOK_CACHE": str(tmp_path / "cache")}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    until((tmp_path / ".output.building").exists)
    whom(process.pid, means)
    said = process.communicate(timeout=30)[0]
    assert process.returncode == 0
    assert said.splitlines()[-1] == "Interrupted. Nothing was built; the previous output is as it was."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "content"]
