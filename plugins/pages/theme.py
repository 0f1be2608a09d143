"""The theme's static files: one stylesheet out of the parts, fonts, scripts and pictures as they are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

STYLESHEET = "minutebook.css"
_COMMENTS = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_BLANKS = re.compile(r"\s*([{};])\s*")


def write_theme(static: Path, output: Path) -> int:
    """Write everything of `theme/static` below a folder of the output; the number of files."""
    files = [
        path for path in sorted(static.rglob("*")) if path.is_file() and "css" not in path.relative_to(static).parts
    ]
    for path in files:
        target = output / path.relative_to(static)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    output.mkdir(parents=True, exist_ok=True)
    (output / STYLESHEET).write_text(stylesheet(static / "css"), encoding="utf-8")
    return len(files) + 1


def stylesheet(css: Path) -> str:
    """All styles in their fixed order: tokens, base, components by name, print; without comments and blanks."""
    parts = [css / "tokens.css", css / "base.css", *sorted((css / "components").glob("*.css")), css / "print.css"]
    text = "".join(part.read_text(encoding="utf-8") for part in parts if part.exists())
    return _BLANKS.sub(r"\1", _COMMENTS.sub("", text)).replace(";}", "}").replace("}", "}\n")
