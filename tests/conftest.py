"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real samples beside the project; a user's clone has none."""
    if not SHARED.is_dir():
        assert not os.environ.get("MINUTEBOOK_REQUIRE_SAMPLES"), f"{SHARED} is missing"
        pytest.skip("the real samples are not beside this checkout")
    return SHARED
