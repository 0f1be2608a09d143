from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, FileSystemBytecodeCache, StrictUndefined, UndefinedError
from markupsafe import Markup

from plugins.archive.records import Contact
from plugins.build.parcels import left_for_workers, unpacked
from plugins.pages.haste import Hasty, hasten

_TEMPLATES = {
    "macros.html": (
        "{% macro row(text, last=false) %}<b>{{ text }}{{ '.' if last else ',' }}</b>{% endmacro %}"
        "{% macro framed() %}<i>{{ caller() }}</i>{% endmacro %}"
    ),
    "base.html": "<title>{% block title %}{{ who.name }}{% endblock %}</title>{% block main %}{% endblock %}",
    "page.html": (
        "{% extends 'base.html' %}{% from 'macros.html' import row, framed %}{% block main %}"
        "{{ super() }}{% for one in values %}{{ row(one, loop.last) }}{% endfor %}"
        "{% call framed() %}{{ who.email }}{% endcall %}{{ 'a' ~ values[0] }}{{ '{:,}'.format(1234) }}{% endblock %}"
    ),
    "missing.html": "{{ nobody }}",
}
_VALUES = {
    "who": Contact(name="O'Neil & <Sons>", email="a@example.org"),
    "values": ["<", Markup("<br>"), 5, None, "\"'"],
}


@pytest.fixture
def plain() -> Environment:
    return Environment(loader=DictLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)


def test_pages_are_those_that_jinja_makes(plain: Environment) -> None:
    made = hasten(plain).get_template("page.html").render(_VALUES)
    assert made == plain.get_template("page.html").render(_VALUES)
    assert made.startswith("<title>O&#39;Neil &amp; &lt;Sons&gt;</title><b>&lt;,</b><b><br>,</b><b>5,</b><b>None,</b>")


def test_a_template_is_looked_for_once(plain: Environment) -> None:
    hasty = hasten(plain)
    assert hasty.get_template("page.html") is hasty.get_template("page.html")


def test_templates_kept_as_compiled_are_not_mistaken_for_those_that_jinja_compiled(
    plain: Environment, tmp_path
) -> None:
    plain.bytecode_cache = FileSystemBytecodeCache(str(tmp_path))
    expected = plain.get_template("page.html").render(_VALUES)
    for _ in range(2):
        assert hasten(plain).get_template("page.html").render(_VALUES) == expected
    plain.cache.clear()
    assert plain.get_template("page.html").render(_VALUES) == expected
    assert len(list(tmp_path.glob("__straight_*.cache"))) == len(list(tmp_path.glob("__jinja2_*.cache"))) == 3


def test_error_a_name_that_is_not_there_is_a_mistake(plain: Environment) -> None:
    with pytest.raises(UndefinedError):
        hasten(plain).get_template("missing.html").render()


def test_a_worker_elsewhere_is_as_fast(plain: Environment, tmp_path) -> None:
    with left_for_workers(tmp_path, hasten(plain)) as parcel:
        again = unpacked(parcel)
    assert type(again) is Hasty
    assert again.get_template("page.html").render(_VALUES) == plain.get_template("page.html").render(_VALUES)


def test_a_frame_is_made_anew_where_it_is_given_other_values_even_of_another_kind() -> None:
    frame = "{% macro frame(title, front) %}<b>{{ title }}</b>{{ front }}{% endmacro %}"
    page = "{% from 'layouts/frame.html' import frame %}{% for one in values %}{{ frame(one, loop.first) }}{% endfor %}"
    templates = {"layouts/frame.html": frame, "page.html": page}
    plain = Environment(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined)
    values = {"values": ["<", Markup("<"), "<", 1, True, "1"]}
    assert hasten(plain).get_template("page.html").render(values) == plain.get_template("page.html").render(values)
