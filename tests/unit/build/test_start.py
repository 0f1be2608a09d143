"""A build that has nothing to do is done before what makes pages is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.site import ROOT, build, write_content

_BUILD = """
import sys
import pelican
try:
    pelican.main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
names = ("plugins.archive.archive", "plugins.pages.plugin", "plugins.search.plugin", "plugins.intake.plugin")
print("loaded:", [name for name in names if name in sys.modules])
"""


def test_where_nothing_has_changed_no_plugin_is_loaded(tmp_path: Path) -> None:
    content, output = write_content(tmp_path / "content"), tmp_path / "output"
    environment = os.environ | {"WORKERS": "1", "MINUTEBOOK_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-c", _BUILD, str(content), "-o", str(output), "-s", "pelicanconf.py"]
    said = []
    for _ in range(2):
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        said.append(done.stdout.splitlines())
    assert "built in" in said[0][0]
    assert len(said[0][-1].split(",")) == 4
    assert "nothing has changed" in said[1][0]
    assert said[1][-1] == "loaded: []"


def test_a_build_that_another_holds_up_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    content, output = write_content(tmp_path / "content"), tmp_path / "output"
    holder = (
        "import sys; from pathlib import Path; from plugins.build.output import only_build_of\n"
        "with only_build_of(Path(sys.argv[1]).resolve()):\n    print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", holder, str(output)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        done = build(content, output)
    finally:
        other.communicate("")
    assert done.returncode == 1
    assert f'another build is writing "{output}"' in done.stderr
    assert not output.exists()
