"""The search page's modules as one file, without comments and idle spaces: one request, a third fewer bytes.

The modules are published beside it as they are written, and run as they are written. What is understood: `import`
lines that name what they take, or take all as a name, and `export` before a declaration. Anything else is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CLIENT = "client.js"
MODULES = "js/search"
ENTRY = "search"

_NAMED = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w-]+)\.js";$', re.MULTILINE)
_WHOLE = re.compile(r'^import \* as (\w+) from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
_NOTES = (
    re.compile(r"/\*\*.*?\*/[ \t]*\n?", re.DOTALL),
    re.compile(r"^\s*//.*\n", re.MULTILINE),
    re.compile(r"^[ \t]+", re.MULTILINE),
)
_PATTERN = r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/"
_LITERAL = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"""
    rf"|(?<=[(,=:\[!&|?;>]){_PATTERN}|(?<=[(,=:\[!&|?;>] ){_PATTERN}|(?<=\breturn ){_PATTERN})",
    re.DOTALL,
)
_SPACED = re.compile(r" ?([=<>?:,{}()&|]) ?")


class UnreadableModuleError(Exception):
    """A module of the client imports or exports in a way that is not understood here."""

    def __init__(self, module: str, line: str) -> None:
        super().__init__(
            f'{module}.js: cannot join "{line}"; import {{ names }} from "./module.js", export declarations'
        )


def joined(folder: Path) -> str:
    """Return the modules that the search page needs, those first that others need."""
    order: list[str] = []
    _visit(folder, ENTRY, order)
    return "// The modules of this folder, joined and without their comments.\n" + "".join(
        _scoped(folder, module) for module in order
    )


def write_client(modules: Path, output: Path) -> None:
    """Write the joined modules beside those that are published as they are."""
    output.mkdir(parents=True, exist_ok=True)
    (output / CLIENT).write_text(joined(modules), encoding="utf-8")


def _visit(folder: Path, module: str, order: list[str]) -> None:
    """Add a module after those it imports."""
    source = _source(folder, module)
    for other in dict.fromkeys(found[2] for pattern in (_NAMED, _WHOLE) for found in pattern.finditer(source)):
        if other not in order:
            _visit(folder, other, order)
    order.append(module)


def _source(folder: Path, module: str) -> str:
    text = (folder / f"{module}.js").read_text(encoding="utf-8")
    for note in _NOTES:
        text = note.sub("", text)
    return text


def _squeezed(code: str) -> str:
    """Code without the spaces beside its signs; texts and patterns in it stay as they are.

    Spaces beside plus, minus and stroke stay, for two signs in a row may mean another; lines stay lines.
    """
    parts = _LITERAL.split(code)
    if any(quote in part for part in parts[::2] for quote in "\"'`"):
        return code  # read wrongly: better whole than wrong
    return "".join(part if place % 2 else _SPACED.sub(r"\1", part) for place, part in enumerate(parts))


def _name(module: str) -> str:
    return "_" + module.replace("-", "_")


def _scoped(folder: Path, module: str) -> str:
    """A module in a scope of its own, which gives what the module exports."""
    source = _source(folder, module)
    exports = ", ".join(_EXPORT.findall(source))
    source = _NAMED.sub(lambda found: f"const {{ {found[1].replace(' as ', ': ')} }} = {_name(found[2])};", source)
    source = _WHOLE.sub(lambda found: f"const {found[1]} = {_name(found[2])};", source)
    source = re.sub(r"^export (?=(?:async )?(?:function|class|const) )", "", source, flags=re.MULTILINE)
    if left := _OTHER.search(source):
        raise UnreadableModuleError(module, left[0])
    return f"const {_name(module)} = (() => {{\n{_squeezed(source.strip())}\nreturn {{ {exports} }};\n}})();\n"
