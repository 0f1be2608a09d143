from __future__ import annotations

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from plugins.pages.haste import hasten
from plugins.pages.views.basics import Counted

# Each shows what could be told apart: text and markup, values that are neither, macros by place and by name, names that
# are taken twice, blocks within blocks.
_SHAPES = {
    "a sign beyond ASCII": "¶{{ foreign }}{{ foreign|upper }}{{ foreign ~ markup }}{{ foreign|safe }}"
    "{% filter upper %}é{{ foreign }}{% endfilter %}{% set kept %}é{{ foreign }}{% endset %}{{ kept }}"
    "{{ kept|length }}",
    "a macro with signs beyond ASCII": "{% macro own(value) %}é{{ value }}{% endmacro %}{{ own(foreign) }}"
    "{{ own(foreign)|upper }}{{ own(foreign)|length }}{% set x = own(foreign) %}{{ x }}{{ own(own(foreign)) }}"
    "{{ own(foreign) ~ foreign }}",
    "a loop that calls itself": "{% for one in tree recursive %}é{{ one.name }}"
    "{% if one.below %}({{ loop(one.below) }}){% endif %}{% endfor %}",
    "all that a loop knows": "{% for one in values %}{{ loop.length }}{{ loop.revindex }}{{ loop.first }}"
    "{{ loop.cycle(1, 2) }}{% endfor %}",
    "text is escaped, markup is not": "{{ text }}{{ markup }}{{ number }}{{ nothing }}",
    "values are put together": "{{ text ~ number }}{{ text ~ markup ~ text }}{% set all = text ~ '>' %}{{ all }}"
    "{% set marked = markup ~ text %}{{ marked }}",
    "one of two": "{{ '<' if number else '>' }}{{ text if nothing else markup }}{{ 'a' ~ text if number else text }}",
    "nothing where there is no other": "{{ text if number }}",
    "what is safe": "{{ text|safe }}{{ markup|safe }}{{ number|safe }}{{ (text ~ markup)|safe }}",
    "filters": "{{ text|upper }}{{ values|join(', ') }}{{ text|e|upper }}{{ values|length }}",
    "attributes and methods": "{{ link.text }}{{ link.count + 1 }}{{ text.upper() }}{{ '{:,}'.format(link.count) }}",
    "items": "{{ values[0] }}{{ values[1:] }}{{ {'<': text}['<'] }}",
    "a macro by place and by name": "{% from 'parts' import cell, row as line %}{{ cell(text) }}{{ cell(text, 'x') }}"
    "{{ cell(kind=text, value=markup) }}{{ line(values) }}{{ cell(text)|upper }}{{ cell(text) ~ text }}",
    "a macro in a loop": "{% from 'parts' import cell %}{% for cell_of in values %}{{ cell(cell_of) }}"
    "{{ loop.index }}{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}",
    "a macro of the template": "{% macro own(value, end='>') %}{{ value }}{{ end }}{% endmacro %}{{ own(text) }}"
    "{% for value in values %}{{ own(value, end=loop.index) }}{% endfor %}",
    "a macro that is handed the page": "{% from 'parts' import framed %}{% call framed() %}{{ text }}{% endcall %}",
    "a macro under a name that a value has too": "{% macro text(value) %}({{ value }}){% endmacro %}"
    "{% macro twice(number) %}{{ number }}{{ text(number) }}{% endmacro %}{{ twice('<') }}",
    "a macro with any arguments": "{% macro any() %}{{ varargs }}{{ kwargs }}{% endmacro %}"
    "{{ any(*values, **{'a': 1}) }}",
    "text kept for later": "{% set kept %}<b>{{ text }}</b>{% endset %}{{ kept }}",
    "text without escaping": "{% autoescape false %}{{ text }}{% endautoescape %}{{ text }}",
    "a part of another file": "{% include 'part' %}",
    "blocks": "{% extends 'base' %}{% from 'parts' import cell %}{% block main %}{{ super() }}{{ cell(text) }}"
    "{% block inner %}{{ markup }}{% endblock %}{% endblock %}",
    "blocks in a loop": "{% extends 'loop' %}{% block each scoped %}{{ one }}{% endblock %}",
    "what there is": "{{ 'yes' if text is defined else 'no' }}{{ 'yes' if nobody is defined else 'no' }}",
}
_PARTS = {
    "parts": "{% macro cell(value, kind='<') %}<td class={{ kind }}>{{ value }}</td>{% endmacro %}"
    "{% macro row(values) %}<tr>{% for one in values %}{{ cell(one, kind=loop.index) }}{% endfor %}</tr>{% endmacro %}"
    "{% macro framed() %}<i>{{ caller() }}</i>{% endmacro %}",
    "part": "<i>{{ text }}</i>",
    "base": "{% set word = 'w' %}<title>{{ text }}{{ word }}</title>{% block main %}<p>{{ number }}</p>{% endblock %}"
    "{% if number %}{% block foot %}{{ markup }}{% endblock %}{% endif %}",
    "loop": "{% for one in values %}{% block each scoped %}{% endblock %}{% endfor %}",
}
_VALUES = {
    "text": '<O\'Neil & "Sons">',
    "markup": Markup("<br>"),
    "number": 5,
    "foreign": "“é” – ✓ & 😀",
    "tree": (SimpleNamespace(name="–", below=(SimpleNamespace(name="é", below=()),)),),
    "nothing": None,
    "values": ("<", Markup("<br>"), 1.5),
    "link": Counted("A & B", "a/", 1234),
}


def _environment(**templates: str) -> Environment:
    return Environment(loader=DictLoader({**_PARTS, **templates}), autoescape=True, undefined=StrictUndefined)


@pytest.mark.parametrize("shape", _SHAPES.values(), ids=_SHAPES)
def test_a_page_is_the_one_that_jinja_makes(shape: str) -> None:
    plain = _environment(page=shape)
    expected = plain.get_template("page").render(_VALUES)
    assert expected
    assert hasten(plain).get_template("page").render(_VALUES) == expected


def test_what_is_done_to_all_that_is_shown_is_done() -> None:
    plain = _environment(page="{{ nothing }}{{ text }}{{ text if number else nothing }}")
    plain.finalize = lambda value: "–" if value is None else value
    expected = plain.get_template("page").render(_VALUES)
    assert expected.startswith("–")
    assert hasten(plain).get_template("page").render(_VALUES) == expected


@pytest.mark.parametrize(
    "mistake",
    [
        "{{ nobody }}",
        "{{ nobody.name }}",
        "{% from 'parts' import cell %}{{ cell() }}",
        "{% from 'parts' import none_such %}{{ none_such(1) }}",
        "{% from 'parts' import framed %}{{ framed() }}",
    ],
)
def test_error_what_is_not_there_is_a_mistake(mistake: str) -> None:
    with pytest.raises(UndefinedError):
        hasten(_environment(page=mistake)).get_template("page").render(_VALUES)


@pytest.mark.parametrize("mistake", ["{{ cell(1, 2, 3) }}", "{{ cell(1, name=2) }}"])
def test_error_a_macro_is_given_no_more_than_it_names(mistake: str) -> None:
    template = hasten(_environment(page="{% from 'parts' import cell %}" + mistake)).get_template("page")
    with pytest.raises(TypeError):
        template.render(_VALUES)
