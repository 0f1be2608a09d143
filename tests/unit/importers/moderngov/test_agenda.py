from __future__ import annotations

from plugins.importers.lines import text_lines
from plugins.importers.moderngov.agenda import split_items


def items(text: str) -> list[tuple[str | None, list[str]]]:
    _, found = split_items(text_lines(text))
    return [(each.number, [line.text for line in each.lines]) for each in found]


def test_numbers_on_lines_of_their_own_begin_items() -> None:
    assert items("51.\nDucks\nMinutes:\nThey swam.\n52\nGeese\n7/21\nSwans") == [
        ("51", ["Ducks", "Minutes:", "They swam."]),
        ("52", ["Geese", "7/21", "Swans"]),
    ]
    assert items("77/21\nDucks\n78/21\nGeese") == [("77/21", ["Ducks"]), ("78/21", ["Geese"])]
    assert items("1\nDucks\n1a\nGeese\n2\nSwans") == [("1", ["Ducks"]), ("1a", ["Geese"]), ("2", ["Swans"])]


def test_a_list_in_the_minutes_begins_no_item() -> None:
    listed = "1.\nTo feed them.\n2.\nTo count them.\n3.\nTo name them.\n4.\nTo go home.\n"
    text = f"3.\nDucks\nMinutes:\nRESOLVED:\n{listed}4.\nGeese"
    assert [number for number, _ in items(text)] == ["3", "4"]


def test_numbers_before_titles_begin_items_where_a_label_follows() -> None:
    ducks = "1. Ducks\nMinutes:\n1. They swam.\n2. They ate.\n"
    text = f"{ducks}2. Geese PDF 9 KB\nMinutes:\nThey flew.\n3. Swans\nDecision:\nNone."
    assert [(number, lines[0]) for number, lines in items(text)] == [
        ("1", "1. Ducks"),
        ("2", "2. Geese PDF 9 KB"),
        ("3", "3. Swans"),
    ]


def test_an_agenda_without_labels_is_split_by_its_numbers() -> None:
    assert [number for number, _ in items("1 Apologies\nTo receive apologies.\n2 Ducks\nTo hear of ducks.")] == [
        "1",
        "2",
    ]


def test_rows_that_an_extractor_wrote_with_bars_are_items() -> None:
    first = "1. | Ducks Additional documents: Minutes: They swam. |"
    text = f"{first}\nGeese PDF 9 KB To hear of geese. Minutes: They flew. |\n||||"
    assert items(text) == [
        ("1", ["Ducks", "Additional documents:", "Minutes:", "They swam."]),
        (None, ["Geese PDF 9 KB", "To hear of geese.", "Minutes:", "They flew."]),
    ]


def test_text_without_numbers_has_no_items() -> None:
    assert items("Ducks\nGeese") == []
