"""What a template is made of, so that whoever keeps pages can tell whether it is still the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateNotFound

from plugins.build.last import LastBuild
from plugins.build.memo import keep, recall

_MEMO: Final = "templates"
_NAMING: Final = re.compile(r"{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%}", re.DOTALL)
_QUOTED: Final = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)
_known: dict[str, bytes] = {}
_asked: dict[str, bytes] = {}


def know(last: LastBuild | None) -> None:
    """Take for known what the last build found, if no file of the theme has changed since."""
    _known.clear()
    if last is not None and last.same_theme:
        _known.update(recall(last.cache, _MEMO, dict[str, bytes], {}))


def leave_known(cache: Path) -> None:
    """Leave the digests that were asked for, or were known, for the next build."""
    keep(cache, _MEMO, dict(sorted((_known | _asked).items())))


def digest_of_template(templates: Environment, name: str) -> bytes:
    """The digest of a template with all that it extends, includes and imports, as it was when first asked."""
    return _known.get(name) or _found(templates, name)


@cache
def _found(templates: Environment, name: str) -> bytes:
    """The same of a template of which nothing is known yet; nothing where there is none of that name."""
    if templates.loader is None:
        return b""
    try:
        source, _, _ = templates.loader.get_source(templates, name)
    except TemplateNotFound:
        return b""
    parts = b"".join(digest_of_template(templates, each) for each in sorted({*_named_in(source)} - {name}))
    _asked[name] = hashlib.blake2b(source.encode() + parts, digest_size=12).digest()
    return _asked[name]


def _named_in(source: str) -> Iterator[str]:
    """All that stands in quotes where a template names others. To parse it would take longer than a small change."""
    for tag in _NAMING.findall(source):
        yield from (text for _, text in _QUOTED.findall(tag))
