"""Permanence as Pelican sees it."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.edge import Run, register_stage


def register() -> None:
    """Tell Pelican."""
    register_stage("permanence", write)


def write(run: Run) -> Mapping[str, int]:  # noqa: ARG001
    """Nothing yet."""
    return {}
