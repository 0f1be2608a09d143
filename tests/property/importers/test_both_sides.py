"""Random edits by hand and random changes at the source: no item twice, no edit lost, every clash told with both texts.

What is imported is a model of our own: a meeting's items, written in each of the formats. A case is a model, edits of
some fields of its records and changes of some fields at the source, in any combination.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.importers.report import Report
from tests.support.importing import files, import_texts

SLOW = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
WORDS = ("Harbour", "Ponds", "Allotments", "Market stalls", "Bus lanes", "Tree survey", "Gritting", "Grants")


@dataclass(frozen=True)
class Item:
    """One item of the model; `id` is its number in the system."""

    id: int
    number: str | None
    title: str
    text: str


Model = tuple[Item, ...]
Sources = dict[str, str]


def as_agenda(model: Model) -> Sources:
    """The text of a meeting page. Items without a number cannot be told from text, so each has one."""
    rows = "".join(f"{each.number}.\n{each.title}\nMinutes:\n{each.text}\n" for each in model)
    return {"page.txt": f"Agenda and minutes\nHarbour Board - Monday 4th May 2015 6.00 pm\nItems\nNo. Item\n{rows}"}


def as_issues(model: Model) -> Sources:
    """An issue page for each item, as text."""
    page = "Issue - meetings\nMatter {0}\nMeeting: 04/05/2015 - Harbour Board (Item {1})\n{1} {2}\nMinutes:\n{3}\n"
    return {f"{each.id}.txt": page.format(each.id, each.number, each.title, each.text) for each in model}


def as_legistar(model: Model) -> Sources:
    """The event with its items."""
    items = [
        {
            "EventItemId": each.id, "EventItemEventId": 9, "EventItemAgendaSequence": n, "EventItemTitle": each.title,
            "EventItemAgendaNumber": each.number, "EventItemMinutesNote": each.text, "EventItemActionName": None,
            "EventItemMatterId": None, "EventItemMinutesSequence": n, "EventItemGuid": f"g{each.id}",
        }
        for n, each in enumerate(model, 1)
    ]  # fmt: skip
    event = {
        "EventId": 9, "EventGuid": "g", "EventBodyId": 1, "EventBodyName": "Harbour Board",
        "EventDate": "2015-05-04T00:00:00", "EventTime": "6:00 PM", "EventItems": items,
    }  # fmt: skip
    return {"event.json": json.dumps([event])}


def as_oparl(model: Model) -> Sources:
    """The meeting with its items."""
    base = "https://oparl.example.org"
    items = [
        {
            "id": f"{base}/item/{each.id}", "type": "https://schema.oparl.org/1.1/AgendaItem", "order": n,
            "number": each.number, "name": each.title, "resolutionText": each.text,
        }
        for n, each in enumerate(model)
    ]  # fmt: skip
    meeting = {
        "id": f"{base}/meeting/9", "type": "https://schema.oparl.org/1.1/Meeting", "name": "Harbour Board",
        "start": "2015-05-04T18:00:00+02:00", "organization": [f"{base}/board"], "agendaItem": items,
    }  # fmt: skip
    return {"meeting.json": json.dumps(meeting)}


FORMATS: dict[str, Callable[[Model], Sources]] = {
    "agenda": as_agenda, "issues": as_issues, "legistar": as_legistar, "oparl": as_oparl,
}  # fmt: skip
TEXTS = {"agenda": "minutes", "issues": "minutes", "legistar": "minutes", "oparl": "decision"}


FIELDS = ("title", "number", "text")
RAREST = 20


@st.composite
def models(draw: st.DrawFn) -> Model:
    titles = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True))
    return tuple(Item(n, str(2 * n), title, f"Members spoke of {title} first.") for n, title in enumerate(titles, 1))


def some_fields(most: int) -> st.SearchStrategy[dict[int, set[str]]]:
    """Which fields of which items, by the item's place."""
    return st.dictionaries(st.integers(0, 4), st.sets(st.sampled_from(FIELDS), min_size=1, max_size=most), max_size=3)


@dataclass(frozen=True)
class Hand:
    """What a person did: fields written over, an item taken out, one put in."""

    edits: dict[int, set[str]]
    removes: int | None
    inserts: int | None


@dataclass(frozen=True)
class Change:
    """What the source did: fields changed, an item left out, one added at the end."""

    changes: dict[int, set[str]]
    drops: int | None
    adds: bool


PLACES = st.one_of(st.none(), st.integers(0, 4))
HANDS = st.builds(Hand, some_fields(2), PLACES, PLACES)
CHANGES = st.builds(Change, some_fields(2), PLACES, st.booleans())


def meeting(content: Path) -> Path:
    """The one meeting that was imported."""
    (found,) = (content / "meetings").rglob("*.yaml")
    return found


def items(content: Path) -> list[dict[str, Any]]:
    """Its items as they stand in the record."""
    return list(yaml.safe_load(meeting(content).read_text(encoding="utf-8")).get("items", ()))


def by_hand(content: Path, hand: Hand, text: str) -> None:
    """Edit the record."""
    record = yaml.safe_load(meeting(content).read_text(encoding="utf-8"))
    listed = record["items"]
    for place, fields in hand.edits.items():
        for name in fields if place < len(listed) else ():
            listed[place][text if name == "text" else name] = edited(name, place)
    if hand.removes is not None and hand.removes < len(listed):
        del listed[hand.removes]
    if hand.inserts is not None:
        listed.insert(hand.inserts, {"title": "A person's own item", "minutes": "We met."})
    meeting(content).write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), encoding="utf-8")


def edited(name: str, place: int) -> str:
    """What a person writes."""
    return f"E{place}" if name == "number" else f"Edited {name} {place} by a person"


def changed(model: Model, change: Change) -> Model:
    """The model as the source tells it later."""
    new = {"title": "Renamed {0} {1}", "text": "Officers said {0} {1} instead.", "number": "{2}"}
    later = [
        replace(each, **{name: new[name].format("XYZ"[n % 3], n, 2 * n + 3) for name in change.changes.get(n, ())})
        for n, each in enumerate(model)
        if n != change.drops
    ]
    return (*later, Item(RAREST, str(RAREST), "Quay lights", "The lights are out.")) if change.adds else tuple(later)


def clashes(report: Report) -> set[tuple[str, str]]:
    """Both texts of every conflict."""
    return {(str(c.in_record), str(c.in_source)) for source in report.sources for _, c in source.conflicts}


def must_be_told(model: Model, later: Model, hand: Hand, change: Change) -> set[tuple[str, str]]:
    """Both texts of every field that a person and the source have changed."""
    told = {each.id: each for each in later}
    return {
        (edited(name, place), getattr(told[model[place].id], name))
        for place, fields in hand.edits.items()
        for name in fields & change.changes.get(place, set())
        if place < len(model) and place != hand.removes and model[place].id in told
    }


class TestBothSides:
    @SLOW
    @given(models(), st.sampled_from(sorted(FORMATS)), HANDS, CHANGES)
    def test_no_item_is_doubled_no_edit_lost_and_every_clash_told(
        self, model: Model, form: str, hand: Hand, change: Change
    ) -> None:
        with tempfile.TemporaryDirectory() as folder:
            content, later = Path(folder) / "content", changed(model, change)
            import_texts(content, FORMATS[form](model))
            by_hand(content, hand, TEXTS[form])
            edit = items(content)
            report = import_texts(content, FORMATS[form](later))
            now = items(content)
            added = [each for each in now if each["title"] == "Quay lights"]
            assert len(now) == len(edit) + len(added)
            assert len(added) == change.adds
            for place, fields in hand.edits.items():
                for name in fields if place < len(model) and place != hand.removes else ():
                    key = TEXTS[form] if name == "text" else name
                    assert sum(each.get(key) == edited(name, place) for each in now) == 1
            assert must_be_told(model, later, hand, change) <= clashes(report)
            before = files(content)
            again = import_texts(content, FORMATS[form](later))
            assert files(content) == before
            assert clashes(again) == clashes(report)

    @SLOW
    @given(models(), st.sampled_from(sorted(FORMATS)), CHANGES)
    def test_an_unedited_record_says_what_its_source_says_now(self, model: Model, form: str, change: Change) -> None:
        with tempfile.TemporaryDirectory() as folder:
            content, later = Path(folder) / "content", changed(model, change)
            import_texts(content, FORMATS[form](model))
            report = import_texts(content, FORMATS[form](later))
            told = {(each["number"], each["title"], each[TEXTS[form]]) for each in items(content)}
            assert told >= {(each.number, each.title, each.text) for each in later}
            assert len(items(content)) == len(model) + change.adds
            assert clashes(report) == set()
