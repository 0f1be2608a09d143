"""A built site served to its maker, on this machine alone."""

from __future__ import annotations

import errno
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class PortTakenError(Exception):
    """Another program answers at the port."""

    def __init__(self, port: int) -> None:
        """Name the port, and what to do about it."""
        super().__init__(
            f"port {port} is taken by another program; end that, or choose another port: "
            f".venv/bin/python scripts/serve_archive.py --port {port + 1}"
        )


class Handler(SimpleHTTPRequestHandler):
    """Files of the output folder; what is not there gets the archive's own page for that."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with 404.html where a page is missing."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():  # noqa: PLR2004 (not found)
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def end_headers(self) -> None:
        """Have browsers keep nothing: a page may be another within the second, which is all that its date tells."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing of single requests."""


def server_of(output: str, port: int) -> ThreadingHTTPServer:
    """What will answer at the port with the files of the output folder. Raises PortTakenError."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=output))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTakenError(port) from error
