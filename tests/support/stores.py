"""An S3 server on this machine, and builds from and into it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs

from tests.support.site import ROOT

_PATIENCE = 60
_SERVER = "import sys\nfrom moto.server import main\nmain(['-H', '127.0.0.1', '-p', sys.argv[1]])\n"


class Bucket:
    """One bucket of the server: its address, its files, and what a build needs to reach it."""

    def __init__(self, name: str, environment: dict[str, str]) -> None:
        self.address, self.environment = f"s3://{name}", environment
        self.files = file_system(environment["AWS_ENDPOINT_URL"])
        self.files.mkdir(name)
        self._name = name

    def fill(self, prefix: str, folder: Path) -> str:
        """Put a folder's files under a prefix; its address."""
        for path in folder.rglob("*"):
            if path.is_file():
                self.files.pipe_file(f"{self._name}/{prefix}/{path.relative_to(folder).as_posix()}", path.read_bytes())
        return f"{self.address}/{prefix}"

    def snapshot(self, prefix: str) -> dict[str, bytes]:
        """Every file under a prefix with its bytes, but those with a leading dot."""
        self.files.invalidate_cache()
        root = f"{self._name}/{prefix}"
        found = {path.removeprefix(f"{root}/"): path for path in self.files.find(root)}
        return {name: self.files.cat_file(path) for name, path in found.items() if not name.startswith(".")}

    def head(self, key: str) -> dict[str, Any]:
        """The headers of a file."""
        return dict(self.files.call_s3("head_object", Bucket=self._name, Key=key))


def file_system(endpoint: str) -> Any:
    """The server as fsspec sees it."""
    return url_to_fs("s3://", endpoint_url=endpoint, key="any", secret="any", skip_instance_cache=True)[0]  # noqa: S106 (anything does)


@contextmanager
def s3_server(folder: Path) -> Iterator[dict[str, str]]:
    """Run a server; what the environment of a program must hold that is to use it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "s3.log").open("ab") as log:
        server = subprocess.Popen([sys.executable, "-c", _SERVER, str(port)], stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "any",
            "AWS_SECRET_ACCESS_KEY": "any",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def stored_command(content: object, output: object, *given: str) -> list[str]:
    """The command that builds from or into stores."""
    return [sys.executable, "scripts/build_in_stores.py", str(content), str(output), *given]


def build_stored(content: object, output: object, *given: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build from or into stores, and give back what the command said."""
    return subprocess.run(
        stored_command(content, output, *given),
        cwd=ROOT,
        env=os.environ | {"WORKERS": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
