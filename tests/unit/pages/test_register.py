from __future__ import annotations

from plugins.pages.views import make_shelf
from plugins.pages.views.register import decision_page, decisions_page, register_year_page
from plugins.pages.views.shelf import Shelf
from tests.support.builders import make_archive, make_decision, make_item, make_meeting

RESOLVED = "RESOLVED: That it be approved."


def register() -> Shelf:
    routine = make_item("Minutes", number="1", routine=True, minutes=RESOLVED)
    decided = make_item("Parks", number="2", minutes=RESOLVED)
    talked = make_item("Talk", number="3", minutes="The Board talked.")
    return make_shelf(
        make_archive(
            make_meeting("cabinet", "2019-03-01", decided),
            make_meeting("cabinet", "2020-03-01", routine, decided, talked),
            make_decision("2020/cycle-grant", "2020-05-06", decision="To approve the grant."),
        )
    )


def test_the_register_holds_outcomes_at_meetings_and_decisions_outside_newest_first() -> None:
    rows = decisions_page(register(), "")["rows"]
    assert [(r.title, r.date.iso, r.outside) for r in rows] == [  # type: ignore[attr-defined]
        ("Cycle grant", "2020-05-06", True),
        ("Parks", "2020-03-01", False),
        ("Parks", "2019-03-01", False),
    ]


def test_routine_items_and_items_without_an_outcome_are_not_in_the_register() -> None:
    shelf = register()
    titles = [row.title for year in shelf.register_years() for row in shelf.rows_in(year)]
    assert "Minutes" not in titles
    assert "Talk" not in titles


def test_a_year_stands_month_by_month_newest_first() -> None:
    months = register_year_page(register(), 2020)["months"]
    assert [(month, len(rows)) for month, rows in months] == [("May", 1), ("March", 1)]  # type: ignore[attr-defined]


def test_a_decision_outside_a_meeting_has_its_paragraphs_on_its_own_page() -> None:
    view = decision_page(register(), "2020/cycle-grant")["decision"]  # type: ignore[arg-type]
    assert 'id="d1"' in str(view.editions[0].html())  # type: ignore[attr-defined]
    assert view.outcome.address == "decisions/2020/cycle-grant/#d1"  # type: ignore[attr-defined]
