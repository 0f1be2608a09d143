"""Pelican's settings for publishing: as pelicanconf.py, but warnings are errors and the link ledger is kept."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from pelicanconf import *  # noqa: E402, F403

STRICT = True
