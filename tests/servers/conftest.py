"""A small published archive, behind the web servers whose recipes the project gives: Debian's packages, on loopback."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.running import SERVERS, Place, Server, running
from tests.support.site import SMALL, build, write_content

# Where servers lie; on Debian only root's PATH says so.
os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])

OLD = "https://democracy.old.example"
HOME = "https://decisions.example.org"
MEETING = (
    "committee: cabinet\ndate: 2013-09-11\n"
    f"sources: [{{url: '{OLD}/ieListDocuments.aspx?CId=288&MId=8533&Ver=4'}}]\nitems:\n"
    '  - number: "5"\n    title: Plan for the parks\n    issue: parks\n'
    f"    sources: [{{url: '{OLD}/mgAi.aspx?ID=73396'}}]\n"
    "    documents:\n      - title: The plan\n        renditions:\n"
    f"          - {{format: pdf, url: '{OLD}/documents/s123/The plan.pdf'}}\n"
    "          - {format: pdf, file: cabinet/plan.pdf}\n"
    f"      - title: Pack\n        renditions: [{{format: pdf, url: '{OLD}/documents/g8533/Pack.pdf?T=10'}}]\n"
    f"      - title: Older\n        renditions: [{{format: pdf, url: '{OLD}/Data/Cabinet/20080304/Agenda/one.pdf'}}]\n"
    "    minutes: |\n      The Board considered a plan.\n\n      RESOLVED: That the plan be approved.\n"
)
CONTENT = SMALL | {
    "archive.yaml": f"name: Exampleton Borough Council\nas_of: 2020-12-31\norigins: ['{OLD}/']\n",
    "meetings/cabinet/2013-09-11.yaml": MEETING,
    "documents/cabinet/plan.pdf": "%PDF-1.4\n" + "% a plan\n" * 100,
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published archive, under a path that is not the whole host's; its folder is readable by every server."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "published"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site/index.html").is_file():
            content = write_content(folder / "content", CONTENT)
            done = build(content, folder / "site", "publishconf.py", SITEURL=f"{HOME}/")
            assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="session", params=sorted(SERVERS))
def server(request: pytest.FixtureRequest) -> Server:
    """A web server that is installed, or can be."""
    server = SERVERS[request.param]
    if shutil.which(server.command) is None:
        _install(server)
    return server


@pytest.fixture(scope="session")
def place(server: Server, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The archive at the root of a host, behind the server."""
    with running(server, site, tmp_path_factory.mktemp("server")) as place:
        yield place


@pytest.fixture(scope="session")
def sub_place(server: Server, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The archive at a sub-path of a host, behind the server."""
    with running(server, site, tmp_path_factory.mktemp("server"), "/council/decisions") as place:
        yield place


def _install(server: Server) -> None:
    """Install Debian's package, or skip with the reason."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        pytest.skip(f"{server.command} is not installed, and only root on Debian could install it")
    with Path("/var/lock/minutebook-servers").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        for command in (
            ["apt-get", "update"],
            ["apt-get", "install", "-y", "--no-install-recommends", *server.packages],
        ):
            done = subprocess.run(
                [command[0], "-qq", *command[1:]], env=quiet, capture_output=True, text=True, check=False, timeout=300
            )
            if done.returncode != 0 and command[1] == "install":
                pytest.skip(f"{server.packages} cannot be installed: {done.stderr.strip()[-200:]}")
