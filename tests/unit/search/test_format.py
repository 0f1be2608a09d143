from __future__ import annotations

import zlib
from math import log2

import pytest

from plugins.search import format as form


@pytest.mark.parametrize(("number", "code"), [(0, b"\0"), (127, b"\x7f"), (128, b"\x80\x01"), (300, b"\xac\x02")])
def test_a_number_is_written_in_bytes_of_seven_bits(number: int, code: bytes) -> None:
    assert form.varint(number) == code
    assert form.varints([number]) == code


def test_large_numbers_are_written_like_small_ones() -> None:
    assert form.varints([1 << 20]) == form.varint(1 << 20)


def test_places_are_steps_after_their_length() -> None:
    assert form.places_code([5]) == b"\x01\x05"
    assert form.places_code([5, 7, 300]) == b"\x04\x05\x02\xa5\x02"
    assert form.places_code([]) == b"\0"
    assert form.places_code([1 << 15]) == b"\x03" + form.varint(1 << 15)


def test_a_set_is_steps_where_it_is_sparse_and_bits_where_it_is_dense() -> None:
    assert form.document_set([3, 90], 100) == b"\x03\x57"
    assert form.document_set([0, 1, 9], 16) == b"\x03\x02"
    assert form.document_set([7, 8, 17], 18) == b"\x80\x01\x02"


def test_a_level_is_the_saturated_weight_in_64ths() -> None:
    assert [form.level(weight) for weight in (0.001, form.SATURATION, 1e9)] == [1, 32, 63]


@pytest.mark.parametrize("number", range(1, form.LEVELS))
def test_the_weight_of_a_level_has_that_level(number: int) -> None:
    assert form.level(form.weight_of(number)) == number


@pytest.mark.parametrize(("found", "documents"), [(1, 1), (1, 50_000), (40_000, 50_000), (17, 12_345), (1, 1_000_000)])
def test_rarity_is_bm25s_within_its_rounding(found: int, documents: int) -> None:
    exact = 32 * log2((documents + 1) / (found + 0.5))
    assert exact - 1.01 < form.rarity(found, documents) <= max(1, exact + 0.01)


def test_rarity_falls_as_a_word_is_found_more_often_and_is_never_nothing() -> None:
    worths = [form.rarity(found, 1000) for found in range(1, 1001)]
    assert worths == sorted(worths, reverse=True)
    assert worths[-1] == 1


def test_a_file_says_what_it_is_and_carries_a_checksum() -> None:
    code = form.sealed("t", b"ab", b"")
    assert zlib.decompress(code) == b"MB" + bytes((form.FORMAT,)) + b"t\x02ab\x00"
    with pytest.raises(zlib.error):
        zlib.decompress(code[:-1] + bytes((code[-1] ^ 1,)))


def test_a_name_depends_on_the_content_alone() -> None:
    assert form.name_of(b"x") == form.name_of(b"x") != form.name_of(b"y")
    assert len(form.name_of(b"x")) == 10


def test_no_passage_is_within_reach_of_another() -> None:
    assert form.FARTHEST < form.GAP
