"""Builds killed at random moments, watched until then: what stood there, what was touched, whether the next healed it.

Three archives are built in turn into one folder: one, the same with a word changed, and another. A third of the kills
falls anywhere, a third near the end of a build, and a third just after the old site gave way to the new one. What a
build leaves running is killed too, or not.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from tests.bench.measuring import adopt_orphans, children
from tests.bench.tables import Table, say
from tests.bench.watching import Watch
from tests.support.breaking import MEANS, kill, sums
from tests.support.site import ROOT, build, build_command

_ITEMS: Final = {"one": 300, "another": 360}
_EDITED: Final = "one, edited"
_HEALED_EVERY: Final = 5
_SAID: Final = 20
_PATIENCE: Final = 300
_SOON: Final = 0.2
_EARLIER: Final = 0.5
_LATER: Final = 1.2
_PARTS: Final = {"any": (0.0, 1.0), "end": (0.7, 1.0), "after": (-1.0, 0.0)}
_WHEN: Final = {"any": "at any moment", "end": "near the end", "after": "after the change-over"}
_BESIDE: Final = ("notes.txt", "site.old/letter.txt", "site.bak/index.html", "site.new/plan.txt", "site~/plan.txt")
"""A person's own files beside the output folder."""
_NEVER: Final = (
    "half a site",
    "a moment without a site",
    "files of the site changed before the change-over",
    "records or files beside the site lost or changed",
    "next builds that did not make the whole site",
)


class _Scene(msgspec.Struct):
    """The archives, what each is built to, how long that takes, and a person's files.

    `soon` are seconds from the change-over within which most builds are still at work; it is learnt as kills go.
    """

    work: Path
    whole: dict[str, dict[str, str]]
    seconds: dict[bool, float]
    soon: dict[bool, float]
    theirs: Mapping[str, str]
    seen: Counter[str]
    told: list[str]

    @property
    def site(self) -> Path:
        return self.work / "site"

    def never(self, what: str, told: str) -> None:
        """Count what must never happen."""
        self.seen[what] += 1
        self.told.append(f"{what}: {told}")


def kills(times: int, work: Path, seed: int) -> tuple[list[Table], Any]:
    """Kill so many builds; the table of what came of it, broken where a goal of 0 was missed."""
    adopt_orphans()
    scene, chance = _made(work), random.Random(seed)
    for turn in range(times):
        _killed(scene, turn, chance)
        if turn % _HEALED_EVERY == 0:
            _heal(scene, chance.choice(sorted(scene.whole)))
        if turn % _SAID == _SAID - 1:
            say(f"  {turn + 1} of {times} killed; {sum(scene.seen[what] for what in _NEVER)} broken")
    for name in scene.whole:
        _heal(scene, name)
    return [_table(scene, f"{times} builds killed at random moments (seed {seed})")], dict(scene.seen)


def _table(scene: _Scene, title: str) -> Table:
    seen = scene.seen
    counted = sorted(name for name in seen if name not in _NEVER)
    rows = (*((name, "0", f"{seen[name]:,}") for name in _NEVER), *((name, "", f"{seen[name]:,}") for name in counted))
    left = sorted(path.name for path in scene.work.iterdir() if path.name not in _expected(scene))
    rows = (*rows, ("folders and files left beside the site", "0", f"{len(left):,}"))
    broken = any(seen[what] for what in _NEVER)
    return Table(title, ("", "goal", "seen"), rows, (*scene.told[:20], *left), broken=broken)


def _expected(scene: _Scene) -> set[str]:
    return {"site", "cache", *scene.whole, *(name.split("/")[0] for name in _BESIDE)}


def _made(work: Path) -> _Scene:
    """The archives, and the checksums of their sites as they are built from nothing."""
    for name, items in _ITEMS.items():
        command = [sys.executable, "scripts/make_archive.py", "--items", str(items), "--seed", "5", "--content"]
        subprocess.run([*command, str(work / name)], cwd=ROOT, check=True, capture_output=True)
        _attach(work / name, f"Plan of {name}.\n")
    shutil.copytree(work / "one", work / _EDITED)
    _attach(work / _EDITED, "Plan of one, edited.\n")
    for name in _BESIDE:
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).write_text(f"My own {name}.\n")
    scene = _Scene(work, {}, {}, dict.fromkeys((True, False), _SOON), {}, Counter(), [])
    for name in ("one", _EDITED, "another"):
        started = time.monotonic()
        _built(scene, name)
        scene.seconds[name == _EDITED] = time.monotonic() - started
        scene.whole[name] = _from_nothing(work, name)
    scene.theirs = _theirs(scene)
    return scene


def _from_nothing(work: Path, name: str) -> dict[str, str]:
    """The checksums of an archive's site as a first build makes it."""
    site, cache = work / "fresh", work / "fresh-cache"
    build(work / name, site, WORKERS="1", MINUTEBOOK_CACHE=str(cache))
    found = sums(site)
    for folder in (site, cache):
        shutil.rmtree(folder)
    return found


def _attach(content: Path, text: str) -> None:
    """Publish a file of one's own with a meeting, and change a word of its minutes."""
    (content / "documents").mkdir(exist_ok=True)
    (content / "documents" / "plan.txt").write_text(text)
    meeting = min(content.glob("meetings/*/*.yaml"))
    record = re.sub(r"- format: \w+\n( +)url: .*", r"- format: txt\n\1file: plan.txt", meeting.read_text(), count=1)
    meeting.write_text(record.replace(" the ", f" the {len(text)} ", 1))


def _theirs(scene: _Scene) -> dict[str, str]:
    """The checksums of all that is a person's own: records and files beside the site."""
    folders = {*scene.whole, *(name.split("/")[0] for name in _BESIDE)}
    found = {f"{name}/{file}": digest for name in folders for file, digest in sums(scene.work / name).items()}
    return found | {name: (scene.work / name).read_text() for name in _BESIDE if (scene.work / name).is_file()}


def _killed(scene: _Scene, turn: int, chance: random.Random) -> None:
    """Start a build of one of the archives, watch, kill it, and look at what stands there."""
    standing = _standing(scene)
    name = chance.choice(sorted(scene.whole.keys() - {standing}))
    small = {standing, name} <= {"one", _EDITED}
    started, others = time.monotonic(), children()
    process = subprocess.Popen(
        build_command(scene.work / name, scene.site), cwd=ROOT, env=os.environ | _environment(scene),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    watch = Watch(scene.site)
    kind = chance.choice(("any", "end", "after"))
    _wait(watch, process, _moment(kind, chance), scene.soon[small] if kind == "after" else scene.seconds[small])
    if process.poll() is None:
        kill(process.pid, MEANS[turn % len(MEANS)])
        scene.soon[small] *= _LATER if kind == "after" else 1
    else:
        scene.seen[f"builds that had ended before, of those to be killed {_WHEN[kind]}"] += 1
        if kind == "after":
            scene.soon[small] *= _EARLIER
        else:
            scene.seconds[small] = (scene.seconds[small] + time.monotonic() - started) / 2
    process.wait(timeout=_PATIENCE)
    _left_running(others, chance)
    _note(scene, watch)


def _moment(kind: str, chance: random.Random) -> float:
    """When to kill: at which part of the time that is left; below 0 of that after the change-over."""
    start, end = _PARTS[kind]
    return chance.uniform(start, end)


def _wait(watch: Watch, process: subprocess.Popen[bytes], moment: float, seconds: float) -> None:
    """Watch until it is time to kill."""
    if moment < 0:
        watch.until_changed_over(lambda: process.poll() is not None, _PATIENCE)
        time.sleep(-moment * seconds)
    else:
        watch.until(lambda: process.poll() is not None, moment * seconds)


def _left_running(others: set[int], chance: random.Random) -> None:
    """What a build leaves running is killed, or goes on beside the next one."""
    for one in sorted(children() - others):
        if chance.random() < 1 / 2:
            os.kill(one, signal.SIGKILL)
    for one in children():
        os.waitpid(one, os.WNOHANG)


def _note(scene: _Scene, watch: Watch) -> None:
    """What was seen until the kill, and what stands there after it."""
    scene.seen["killed or ended after the change-over"] += watch.changed_over
    scene.seen["looks at the site while it was built"] += watch.looks
    for what, names in zip(_NEVER[1:3], (watch.missing, watch.changed), strict=True):
        if names:
            scene.never(what, ", ".join(names[:3]))
    if not (standing := _standing(scene)):
        scene.never(_NEVER[0], _nearest(scene))
    scene.seen[f"stood after a kill: {standing or 'no whole site'}"] += 1
    if (found := _theirs(scene)) != scene.theirs:
        wrong = {name for name in found.keys() | scene.theirs.keys() if found.get(name) != scene.theirs.get(name)}
        scene.never(_NEVER[3], ", ".join(sorted(wrong)[:3]))
        scene.theirs = found


def _standing(scene: _Scene) -> str:
    """Which of the sites stands there; "" where it is none of them."""
    found = sums(scene.site)
    return next((name for name, expected in scene.whole.items() if found == expected), "")


def _nearest(scene: _Scene) -> str:
    """How what stands there differs from the site that is most like it."""
    found = sums(scene.site)
    wrong = {name: sorted(dict(found.items() ^ expected.items())) for name, expected in scene.whole.items()}
    name = min(wrong, key=lambda name: len(wrong[name]))
    return f"{len(wrong[name])} files are not as in {name!r}: {', '.join(wrong[name][:3])}"


def _heal(scene: _Scene, name: str) -> None:
    """Build to the end, which makes the whole site."""
    standing, started = _standing(scene), time.monotonic()
    said = _built(scene, name)
    if standing != name:
        scene.seconds[{standing, name} <= {"one", _EDITED}] = time.monotonic() - started
    if _standing(scene) != name:
        scene.never(_NEVER[4], f"{name!r}, {_nearest(scene)} {said[-200:]}")
        shutil.rmtree(scene.work / "cache")
        _built(scene, name)


def _built(scene: _Scene, name: str) -> str:
    return build(scene.work / name, scene.site, **_environment(scene)).stderr


def _environment(scene: _Scene) -> dict[str, str]:
    return {"WORKERS": "2", "MINUTEBOOK_CACHE": str(scene.work / "cache")}
