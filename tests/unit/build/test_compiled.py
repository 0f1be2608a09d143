from __future__ import annotations

import random
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from plugins.build.compiled import CompiledTemplates

_PAGE = "{% for one in values %}<li>{{ one }}</li>{% endfor %}"
_EXPECTED = "<li>a</li><li>b</li>"


def _rendered(folder: Path, compiler: type[Environment] = Environment) -> str:
    """The page, by an environment of its own that keeps compiled templates in a folder."""
    templates = compiler(loader=DictLoader({"page": _PAGE}), bytecode_cache=CompiledTemplates(str(folder)))
    return templates.get_template("page").render(values="ab")


class _CannotCompile(Environment):
    """An environment that must find its templates compiled."""

    def compile(self, *_given: object, **_named: object) -> None:  # type: ignore[override]
        raise AssertionError


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    assert [_rendered(tmp_path), _rendered(tmp_path, _CannotCompile)] == [_EXPECTED] * 2


def test_a_wrong_byte_anywhere_has_it_compiled_again(tmp_path: Path) -> None:
    _rendered(tmp_path)
    [kept] = tmp_path.iterdir()
    whole = kept.read_bytes()
    for place in random.Random(1).sample(range(len(whole)), 100):
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        assert _rendered(tmp_path) == _EXPECTED
        assert kept.read_bytes() == whole


@pytest.mark.parametrize("left", [0, 1, 16, 20, 200])
def test_a_part_of_it_is_as_good_as_nothing(tmp_path: Path, left: int) -> None:
    _rendered(tmp_path)
    [kept] = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:left])
    assert _rendered(tmp_path) == _EXPECTED
    assert kept.read_bytes() == whole


def test_a_folder_that_cannot_be_written_into_costs_no_page(tmp_path: Path) -> None:
    assert _rendered(tmp_path / "missing") == _EXPECTED
