"""What a template is made of, so that whoever keeps pages can tell whether it is still the same."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, meta

from plugins.build.last import LastBuild
from plugins.build.memo import keep, recall

_MEMO: Final = "templates"
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
    """The same of a template of which nothing is known yet."""
    if templates.loader is None:
        return b""
    source, _, _ = templates.loader.get_source(templates, name)
    named = sorted(filter(None, meta.find_referenced_templates(templates.parse(source))))
    parts = b"".join(digest_of_template(templates, each) for each in named)
    _asked[name] = hashlib.blake2b(source.encode() + parts, digest_size=12).digest()
    return _asked[name]
