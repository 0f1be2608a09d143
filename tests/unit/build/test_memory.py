from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from tests.support.site import ROOT

FILLED_AGAIN = """
import resource, sys
from plugins.build.memory import keep_what_is_let_go

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

if sys.argv[1] == "kept":
    keep_what_is_let_go()
def fill():
    return [bytes([letter]) * (8 << 20) for letter in b"abcdef"]

for _ in range(3):
    fill()
before = faults()
for _ in range(5):
    fill()
print(faults() - before)
"""


def _faults(how: str) -> int:
    """How many pages the system gave for six arrays of 2,000 pages, made and let go five times after others."""
    done = subprocess.run([sys.executable, "-c", FILLED_AGAIN, how], cwd=ROOT, check=True, capture_output=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries decide by themselves")
def test_memory_that_was_let_go_is_there_for_what_comes_next() -> None:
    assert _faults("kept") < 2_000
    assert _faults("given back") > 10_000  # else this test tells nothing
