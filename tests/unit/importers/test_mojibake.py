from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.importers.mojibake import mended


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Membersâ€™ views", "Members’ views"),
        ("â€œducksâ€\x9d", "“ducks”"),
        ("MÃ´n and cafÃ©", "Môn and café"),
        ("Â£5 Â– no", "£5 \x96 no"),
        ("GrÅµp", "Grŵp"),
        ("â€“ dash", "– dash"),
    ],
)
def test_broken_characters_are_mended(broken: str, whole: str) -> None:
    assert mended(broken)[0] == whole


@pytest.mark.parametrize("text", ["Ynys Môn", "Âge d'or", "naïve café", "Gr?p", "£5 – “so”", "Ã", "É Â É"])
def test_whole_text_is_left_alone(text: str) -> None:
    assert mended(text) == (text, 0)


@settings(deadline=None)
@given(st.text(alphabet="abé’“”–£ŵôñ€ 1", max_size=40))
def test_text_read_in_the_wrong_alphabet_is_mended_whole(text: str) -> None:
    wrong = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in text.encode())
    assert mended(wrong)[0] == text or mended(text)[0] != text
