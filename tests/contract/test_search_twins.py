"""Python and JavaScript read text, words, queries and numbers alike.

`python -m tests.contract.test_search_twins` writes the fixtures anew after a change that is meant.
"""

from __future__ import annotations

import json
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.search.analyse import TOKEN, Analyser, fold
from tests.support.searching import NODE, QUIET, ROOT
from tests.support.twins import FIXTURES, many_german_words, many_words

HERE = ROOT / "tests" / "contract" / "search"


def _as_written(fixture: object) -> str:
    return json.dumps(fixture, ensure_ascii=False, indent=1) + "\n"


def _in_node(script: str, given: object) -> Any:
    """What a script of the browser's modules makes of the value on its standard input."""
    modules = (ROOT / "theme/static/js/search").as_uri()
    source = f"import {{ readFileSync }} from 'node:fs';\nconst given = JSON.parse(readFileSync(0, 'utf8'));\n{script}"
    command = [NODE, QUIET, "--input-type=module", "--eval", source.replace("@", modules)]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", FIXTURES)
def test_a_fixture_says_what_python_does_today(name: str) -> None:
    written = (HERE / name).read_text(encoding="utf-8")
    assert written == _as_written(FIXTURES[name]()), "python -m tests.contract.test_search_twins writes it anew"


@pytest.mark.parametrize(("tag", "name", "words"), [("en", "english", many_words), ("de", "german", many_german_words)])
def test_the_stemmers_agree_on_every_word_of_a_long_list(tag: str, name: str, words: Callable[[], list[str]]) -> None:
    listed, stem = words(), Analyser(tag).language.stem
    script = f"import {{ stem }} from '@/stem-{name}.js'; console.log(JSON.stringify(given.map(stem)));"
    stems = _in_node(script, listed)
    assert len(listed) > 40_000
    assert [pair for pair in zip(listed, stems, strict=True) if stem(pair[0]) != pair[1]] == []


@pytest.mark.parametrize(("tag", "words"), [("en", many_words), ("de", many_german_words)])
def test_a_stem_keeps_the_first_letter_of_its_word(tag: str, words: Callable[[], list[str]]) -> None:
    """The client looks no further at words that begin otherwise than those it looks for."""
    stem = Analyser(tag).language.stem
    assert [word for word in words() if word[0] != "'" and not stem(word).startswith(word[0])] == []


def test_every_character_folds_alike_and_is_in_words_alike() -> None:
    points = [n for n in range(0x110000) if unicodedata.category(chr(n)) not in {"Cn", "Co", "Cs"}]
    script = """
        import { Analyser, fold } from '@/analyse.js';
        const analyser = new Analyser('und');
        const read = (text) => analyser.tokens(text).map(({ start, end }) => fold(text.slice(start, end)));
        const letters = given.map((n) => String.fromCodePoint(n));
        console.log(JSON.stringify(letters.map((letter) => [fold(letter), read(`x${letter}y`)])));
    """
    ours = [[fold(chr(n)), TOKEN.findall(fold(f"x{chr(n)}y"))] for n in points]
    theirs = _in_node(script, points)
    assert [hex(n) for n, one, other in zip(points, ours, theirs, strict=True) if one != other] == []


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for fixture, make in FIXTURES.items():
        Path(HERE / fixture).write_text(_as_written(make()), encoding="utf-8")
