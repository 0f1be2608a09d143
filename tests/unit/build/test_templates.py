"""A template's digest is another when the template, or any that it is made of, is another."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, meta

from plugins.build.templates import _found, _named_in, digest_of_template
from tests.support.site import ROOT

TEMPLATES = ROOT / "theme/templates"
BASE = {
    "page": '{% extends "frame" %}{%- from \'parts\' import one,\n two -%}{% include "gone" ignore missing %}',
    "frame": "{% block body %}{% endblock %}",
    "parts": '{%+ import "deep" as deep %}',
    "deep": "text",
    "apart": "other",
}


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    _found.cache_clear()


def digest(**changed: str) -> bytes:
    _found.cache_clear()
    return digest_of_template(Environment(loader=DictLoader(BASE | changed), autoescape=True), "page")


@pytest.mark.parametrize("name", ["page", "frame", "parts", "deep"])
def test_another_text_of_any_of_them_is_another_digest(name: str) -> None:
    assert digest(**{name: BASE[name] + " more"}) != digest()


def test_what_a_template_is_not_made_of_is_no_matter() -> None:
    assert digest(apart="more") == digest() == digest()
    assert digest(gone="is here") != digest()


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_the_templates_that_one_names_are_those_that_jinja_finds(path: Path) -> None:
    source = path.read_text()
    parsed = Environment(autoescape=True).parse(source)
    assert {*_named_in(source)} == {*filter(None, meta.find_referenced_templates(parsed))}
