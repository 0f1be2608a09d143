"""Build an archive, serve it at http://localhost:8000/, and build it again whenever a file of it is saved."""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

ROOT = Path(__file__).resolve().parents[1]


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

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing of single requests."""


def build(content: str, output: str) -> None:
    """Build once; a failed build says why, and the site before it goes on being served."""
    command = [sys.executable, "-m", "pelican", content, "-o", output, "-s", str(ROOT / "pelicanconf.py")]
    subprocess.run([*command, "--fatal", "errors"], cwd=ROOT, check=False)  # noqa: S603 (our own command)


def main() -> None:
    """Read the command line, build, serve, and watch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", nargs="?", default="content")
    parser.add_argument("output", nargs="?", default="output")
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    build(arguments.content, arguments.output)
    handler = partial(Handler, directory=arguments.output)
    with ThreadingHTTPServer(("127.0.0.1", arguments.port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Serving {arguments.output} at http://localhost:{arguments.port}/ (Ctrl+C stops)", flush=True)
        for _changes in watch(arguments.content, ROOT / "theme", raise_interrupt=False):
            build(arguments.content, arguments.output)


if __name__ == "__main__":
    main()
