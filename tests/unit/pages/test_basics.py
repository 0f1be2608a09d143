from __future__ import annotations

import pytest

from plugins.pages.views.basics import Head


@pytest.mark.parametrize(
    ("address", "section", "is_front"),
    [
        ("", "", True),
        ("issues/", "issues/", True),
        ("issues/a/", "issues/", False),
        ("meetings/cabinet/2020-05-06/", "meetings/", False),
        ("404.html", "404.html", True),
    ],
)
def test_a_page_belongs_to_the_first_folder_of_its_address(address: str, section: str, is_front: bool) -> None:  # noqa: FBT001
    head = Head("Title", "Description", address)
    assert (head.section, head.is_front) == (section, is_front)
