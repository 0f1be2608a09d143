"""A plot of bars as SVG, for the README."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

import msgspec

_WIDTH, _LEFT, _RIGHT, _ROW, _HEAD = 860, 340, 90, 26, 44
_OURS, _THEIRS = "#1d5fa8", "#9aa5b1"


class Bars(msgspec.Struct, frozen=True):
    """A heading and bars: each a name, a length, and whether it is ours."""

    title: str
    bars: tuple[tuple[str, float, bool], ...]


def svg(groups: Sequence[Bars], unit: str) -> str:
    """Groups of bars below each other, each group to its own scale."""
    parts, top = list[str](), 10
    for group in groups:
        parts.append(f'<text class="title" x="10" y="{top + 22}">{html.escape(group.title)}</text>')
        parts += _bars(group, top + _HEAD, unit)
        top += _HEAD + _ROW * len(group.bars) + 14
    named = html.escape("; ".join(group.title for group in groups))
    told = html.escape(" ".join(_in_words(group, unit) for group in groups))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" role="img" '
        'aria-labelledby="title desc">\n'
        f'<title id="title">{named}</title>\n<desc id="desc">{told}</desc>\n'
        "<style>text{font:14px system-ui,sans-serif;fill:#1f2933}.title{font-weight:600;font-size:16px}"
        "@media(prefers-color-scheme:dark){text{fill:#e4e7eb}}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _in_words(group: Bars, unit: str) -> str:
    """What a group of bars shows, for who does not see it."""
    return f"{group.title}: {', '.join(f'{name} {_shown(length)} {unit}' for name, length, _ in group.bars)}."


def _shown(length: float) -> str:
    return f"{length:.1f}" if length < 100 else f"{length:,.0f}"


def _bars(group: Bars, top: int, unit: str) -> list[str]:
    longest = max(length for _, length, _ in group.bars) or 1.0
    return [
        _bar(name, length, (_WIDTH - _LEFT - _RIGHT) * length / longest, (top + _ROW * place, ours, unit))
        for place, (name, length, ours) in enumerate(group.bars)
    ]


def _bar(name: str, length: float, width: float, drawn: tuple[int, bool, str]) -> str:
    top, ours, unit = drawn
    return (
        f'<text x="{_LEFT - 8}" y="{top + 16}" text-anchor="end">{html.escape(name)}</text>'
        f'<rect x="{_LEFT}" y="{top + 3}" width="{max(width, 1):.1f}" height="{_ROW - 8}" rx="2" '
        f'fill="{_OURS if ours else _THEIRS}"/>'
        f'<text x="{_LEFT + max(width, 1) + 6:.1f}" y="{top + 16}">{_shown(length)} {unit}</text>'
    )


def draw(path: Path, groups: Sequence[Bars], unit: str) -> None:
    """Write a plot."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(svg(groups, unit), encoding="utf-8")
