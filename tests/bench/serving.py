"""A static server on this machine, as any static host: text compressed on its way, everything may be kept."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

_TEXT = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
_SMALLEST = 500


class Host(msgspec.Struct, frozen=True):
    """A server: its address, and each path that it sent with the bytes of the answer, head included."""

    address: str
    sent: list[tuple[str, int]]


@contextmanager
def served(folders: Mapping[str, Path]) -> Iterator[Host]:
    """A server that shows each folder under its name."""
    sent: list[tuple[str, int]] = []

    @cache
    def read(path: str) -> tuple[bytes, dict[str, str]] | None:
        """A file as it is sent: read and compressed once."""
        name, _, rest = path.lstrip("/").partition("/")
        file = folders[name] / (rest or "index.html") if name in folders else None
        if file is not None and file.is_dir():
            file /= "index.html"
        return _sent(file) if file is not None and file.is_file() else None

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            found = read(path)
            body, headers = found or (b"", {})
            self.send_response(200 if found else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            sent.append((path, len(body) + sum(map(len, self._headers_buffer))))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Host(f"http://127.0.0.1:{server.server_address[1]}/", sent)
    finally:
        server.shutdown()
        server.server_close()


def _sent(file: Path) -> tuple[bytes, dict[str, str]]:
    """A file's bytes and headers."""
    body = file.read_bytes()
    kind = _TEXT.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"Content-Type": kind, "Cache-Control": "max-age=600"}
    if file.suffix in _TEXT and len(body) > _SMALLEST:
        body = gzip.compress(body, 9, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return body, headers
