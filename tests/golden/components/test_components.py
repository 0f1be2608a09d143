"""Every component of the theme gives exactly the markup that stands beside its example.

A folder is named for its component. `example.json` holds the macro and its arguments; in place of arguments it may hold
a `record`, an agenda item as written in a meeting's file, which is read and viewed first. `expected.html` is compared
line by line, blank lines apart.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.archive.records import AgendaItem
from plugins.pages.views import make_shelf
from plugins.pages.views.issues import issue_steps
from tests.support.builders import make_archive, make_issue, make_meeting

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[2] / "theme" / "templates"
CASES = sorted(path.name for path in HERE.iterdir() if (path / "example.json").is_file())


@cache
def templates() -> Environment:
    """Templates as the build has them."""
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _named(pairs: dict[str, Any]) -> SimpleNamespace:
    """A JSON object as the value that a view would be."""
    return SimpleNamespace(**pairs)


def _of_record(record: dict[str, Any], macro: str) -> dict[str, Any]:
    """The arguments that the component gets when an item is shown: the item's view, or its issue's first step."""
    item = msgspec.convert(record, AgendaItem)
    shelf = make_shelf(make_archive(make_issue("parks"), make_meeting("cabinet", "2020-05-06", item)))
    if macro == "item":
        return {"item": shelf.items_of(next(iter(shelf.archive.meetings.values())))[0], "root": "../../../"}
    return {"step": issue_steps(shelf, item.issue)[0], "root": "../../", "title": "Parks"}  # type: ignore[arg-type]


def rendered(case: str) -> str:
    """What the component gives for the example."""
    text = (HERE / case / "example.json").read_text(encoding="utf-8")
    example, plain = json.loads(text, object_hook=_named), json.loads(text)
    macro = getattr(templates().get_template(f"components/{case}.html").module, plain["macro"])
    arguments = _of_record(plain["record"], plain["macro"]) if "record" in plain else vars(example.arguments)
    return "\n".join(line for line in str(macro(**arguments)).splitlines() if line.strip()) + "\n"


@pytest.mark.parametrize("case", CASES)
def test_a_component_gives_the_expected_markup(case: str) -> None:
    assert rendered(case) == (HERE / case / "expected.html").read_text(encoding="utf-8")


def test_every_component_has_an_example() -> None:
    assert sorted(path.stem for path in (TEMPLATES / "components").glob("*.html")) == CASES
