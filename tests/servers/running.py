"""Web servers on loopback, each with the project's own recipe: only ports and paths are changed, as a user would."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RECIPES = Path(__file__).resolve().parents[2] / "plugins/permanence/hosting"
NGINX_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
APACHE_MODULES = Path("/usr/lib/apache2/modules")
LOADED = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "filter", "deflate", "negotiation")


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Place:
    """An archive behind a server: where it listens, and below which path the archive lies."""

    server: str
    port: int
    path: str

    def ask(self, address: str, *, method: str = "GET", host: str = "decisions.example.org", **headers: str) -> Answer:
        """The answer to one request for an address below the archive's path; header names with underscores."""
        return self.ask_host(self.path + address, method=method, host=host, **headers)

    def ask_host(
        self, path: str, *, method: str = "GET", host: str = "decisions.example.org", **headers: str
    ) -> Answer:
        """The answer to one request for a path of the host."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers={"Host": host, **named})
        answer = connection.getresponse()
        found = Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        connection.close()
        return found


@dataclass(frozen=True)
class Server:
    """A web server: its command, Debian's packages, and the command that runs it with its recipe in a folder."""

    command: str
    packages: tuple[str, ...]
    start: Callable[[Path, Path, str, int], list[str]]


@contextmanager
def running(server: Server, site: Path, folder: Path, path: str = "") -> Iterator[Place]:
    """The archive behind a server while the context lasts."""
    root = folder / "root"
    shutil.copytree(site, f"{root}{path}")
    subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
    _open_way_to(folder)
    port = _free_port()
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            server.start(folder, root, path, port), stdout=log, stderr=log, env=os.environ | {"HOME": str(folder)}
        )
    try:
        _wait(process, port, folder / "log")
        yield Place(server.command, port, path)
    finally:
        process.terminate()
        process.wait(10)


def _nginx(folder: Path, root: Path, path: str, port: int) -> list[str]:
    recipe = _changed(
        "nginx.conf",
        {
            "/var/www/decisions/data": f"{root}{path}/data",
            "root /var/www/decisions;": f"root {root};",
            "listen 80;": f"listen 127.0.0.1:{port};",
            "=404 /404.html": f"=404 {path}/404.html",
            "# brotli_static on;": "brotli_static on;" if NGINX_BROTLI.is_file() else "#",
        },
    )
    module = f"load_module {NGINX_BROTLI};\n" if NGINX_BROTLI.is_file() else ""
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # As in Debian's own nginx.conf, compressing while a reader waits is on where a site does not turn it off.
    around = f"gzip on;\naccess_log off;\nerror_log {folder}/error.log;\n{temporary}"
    user = "user www-data;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}{module}daemon off;\nworker_processes 1;\npid {folder}/pid;\nevents {{}}\nhttp {{\n{around}{recipe}}}\n"
    )
    return ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]


def _apache(folder: Path, root: Path, path: str, port: int) -> list[str]:
    recipe = _changed(
        "apache.conf",
        {
            "Define MINUTEBOOK /var/www/decisions": f"Define MINUTEBOOK {root}{path}",
            "DocumentRoot ${MINUTEBOOK}": f"DocumentRoot {root}",
            "*:80": f"127.0.0.1:{port}",
            " /404.html": f" {path}/404.html",
        },
    )
    modules = "".join(f"LoadModule {n}_module {APACHE_MODULES}/mod_{n}.so\n" for n in LOADED)
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    # As in Debian's own configuration: compressing is on, and .br is a language.
    defaults = "AddOutputFilterByType DEFLATE text/html text/css\nAddLanguage br .br\nTypesConfig /etc/mime.types\n"
    if not Path("/etc/mime.types").is_file():
        defaults = defaults.replace("/etc/mime.types", "/dev/null")
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\nServerName localhost\nPidFile {folder}/pid\nErrorLog {folder}/error.log\n"
        f"DefaultRuntimeDir {folder}\nListen 127.0.0.1:{port}\n{modules}{user}{defaults}"
        f"<Directory />\nRequire all denied\n</Directory>\n{recipe}"
    )
    return ["apache2", "-D", "FOREGROUND", "-f", str(folder / "apache.conf")]


def _caddy(folder: Path, root: Path, path: str, port: int) -> list[str]:
    recipe = _changed(
        "Caddyfile",
        {
            "\ndecisions.example.org {": f"\nhttp://:{port} {{\n\tbind 127.0.0.1",
            "/var/www/decisions": str(root),
            "rewrite * /404.html": f"rewrite * {path}/404.html",
        },
    )
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + recipe)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


SERVERS = {
    "apache": Server("apache2", ("apache2-bin",), _apache),
    "caddy": Server("caddy", ("caddy",), _caddy),
    "nginx": Server("nginx", ("nginx-light", "libnginx-mod-http-brotli-static"), _nginx),
}


def _changed(recipe: str, changes: Mapping[str, str]) -> str:
    """A recipe with what a user changes in it."""
    text = (RECIPES / recipe).read_text(encoding="utf-8")
    for before, after in changes.items():
        assert before in text, f"{recipe} no longer has {before!r}"
        text = text.replace(before, after)
    return text


def _open_way_to(folder: Path) -> None:
    """Let a server without rights walk to the folder: pytest's own are closed to others."""
    if os.geteuid() == 0:
        for above in folder.parents:
            if above.name.startswith(("pytest-", "popen-")):
                above.chmod(0o755)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text())
