"""Text in the form that it has in a file: each sign stands for a byte of UTF-8.

A page put together in this form takes one byte a sign, whatever it says. In Python's own form a single tick makes the
whole page take two, and each sign of it is looked at again when it is written to the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as escaped
except ImportError:  # a system for which MarkupSafe is not compiled

    def escaped(text: str, /) -> str:
        """Text with the signs of markup written out."""
        return str(escape(text))


__all__ = ["as_file", "escaped", "in_bytes", "read", "shown", "written"]

_LATIN: Final = "latin-1"  # in which sign and byte have the same number


def in_bytes(text: str) -> str:
    """The text in this form."""
    return text if text.isascii() else text.encode().decode(_LATIN)


def read(text: str) -> str:
    """The text that has this form."""
    return text if text.isascii() else text.encode(_LATIN).decode()


def as_file(text: str) -> bytes:
    """What the file holds of a text in this form."""
    return text.encode(_LATIN)


def written(markup: object) -> str:
    """What is markup, or is taken for it, in this form: by its own `in_bytes` where it has one."""
    if type(markup) is str:
        return in_bytes(markup)
    known: Callable[[], str] | None = getattr(markup, "in_bytes", None)
    return in_bytes(str(Markup(markup))) if known is None else known()  # noqa: S704 (the template said so)


def shown(value: object) -> str:
    """A value in this form, escaped if it is not markup."""
    if type(value) is str:
        return in_bytes(escaped(value))
    return str(value) if type(value) is int else in_bytes(str(escape(value)))
