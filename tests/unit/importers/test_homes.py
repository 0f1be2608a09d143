"""Where the page of an item belongs that does not name its meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.importing import files, import_texts, record

HOST = "https://democracy.exampleton.example"
MEETING = (
    f"<!-- saved from url=(0099){HOST}/ieListDocuments.aspx?CId=12&MId=345 --><div id='modgov'><h1>Agenda</h1>"
    "<h2>Harbour Committee - Wednesday, 3rd February, 2016 9.30 am</h2><table class='mgItemTable'><tr>"
    "<td class='mgItemNumberCell'>"
    "<a name='AI901'></a>1.</td><td><p class='mgAiTitleTxt'>Slipway</p></td></tr></table></div>"
)


def item(number: int) -> str:
    return (
        f"<!-- saved from url=(0099){HOST}/mgAi.aspx?ID={number} --><div id='modgov'><h1>Agenda item</h1>"
        f"<h2>Slipway</h2><p class='mgSubItemTitleTxt'>Minutes:</p><p>Oak {number}.</p></div>"
    )


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_an_item_is_the_one_of_its_number_and_no_other_of_its_title(order: str, tmp_path: Path) -> None:
    pages = {"m.html": MEETING, f"{order[0]}.html": item(901), f"{order[1]}.html": item(902)}
    report = import_texts(tmp_path / "content", pages)
    items = record(tmp_path / "content", "meetings/harbour-committee/2016-02-03")["items"]
    assert [each["minutes"] for each in items] == ["Oak 901."]  # type: ignore[attr-defined]
    told = {
        Path(s.path).name: any("names no meeting" in left.reason for left in s.not_understood) for s in report.sources
    }
    assert told == {"m.html": False, f"{order[0]}.html": False, f"{order[1]}.html": True}
    before = files(tmp_path / "content")
    import_texts(tmp_path / "content", pages)
    assert files(tmp_path / "content") == before
