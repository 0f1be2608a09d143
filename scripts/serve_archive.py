"""Build an archive, serve it at http://localhost:8000/, and build it again whenever a file of it is saved."""

from __future__ import annotations

import argparse
import sys
import threading
from contextlib import closing
from functools import partial
from importlib import import_module
from pathlib import Path

import pelican
from watchfiles import watch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plugins.build.children import on_interrupt
from plugins.build.output import cache_folder
from plugins.build.serving import PortTakenError, server_of
from plugins.build.standby import Standby, begin_anew
from plugins.build.start import OTHER_CODE

ROOT = Path(__file__).resolve().parent.parent


def build(content: str, output: str) -> None:
    """Build once; a failed build says why, and the site before it goes on being served."""
    pelican.main([content, "-o", output, "-s", str(ROOT / "pelicanconf.py"), "--fatal", "errors"])


def main() -> None:
    """Read the command line, build, serve, and watch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", nargs="?", default="content")
    parser.add_argument("output", nargs="?", default="output")
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    try:
        server = server_of(arguments.output, arguments.port)
    except PortTakenError as error:
        sys.exit(f"error: {error}")
    once = partial(build, arguments.content, arguments.output)
    modules = [*import_module("pelicanconf").PLUGINS, "plugins.search.stage"]  # the last is loaded late by others
    standby = Standby(once, modules, cache_folder(Path(arguments.output)))
    on_interrupt(lambda _status: sys.exit())
    with closing(standby), server:
        standby.build()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Serving {arguments.output} at http://localhost:{arguments.port}/ (Ctrl+C stops)", flush=True)
        for _changes in watch(arguments.content, ROOT / "theme", raise_interrupt=False, debounce=200, step=20):
            if standby.build() == OTHER_CODE:
                break
        else:
            return
    begin_anew()


if __name__ == "__main__":
    main()
