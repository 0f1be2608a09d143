"""What a template is made of, so that whoever keeps pages can tell whether it is still the same."""

from __future__ import annotations

import hashlib
from functools import cache

from jinja2 import Environment, meta


@cache
def digest_of_template(templates: Environment, name: str) -> bytes:
    """The digest of a template with all that it extends, includes and imports, as it was when first asked."""
    if templates.loader is None:
        return b""
    source, _, _ = templates.loader.get_source(templates, name)
    named = sorted(filter(None, meta.find_referenced_templates(templates.parse(source))))
    parts = b"".join(digest_of_template(templates, each) for each in named)
    return hashlib.blake2b(source.encode() + parts, digest_size=12).digest()
