"""Plain static hosts: one at the root, one that lies under a sub-path."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SUB_PATH = "/records/wendlestow/"


class Handler(SimpleHTTPRequestHandler):
    """A plain static host, which may lie under a sub-path."""

    prefix = "/"

    def translate_path(self, path: str) -> str:
        """The file of an address; nothing lies outside the sub-path."""
        inside = path.removeprefix(self.prefix) if path.startswith(self.prefix) else "no-such-place"
        return super().translate_path("/" + inside)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


class SubPathHandler(Handler):
    prefix = SUB_PATH


@contextmanager
def serving(handler: type[Handler], folder: Path) -> Iterator[str]:
    """Serve the folder while the context lasts; gives the host's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{handler.prefix}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
