from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.permanence.old_addresses import kind_of, read_address

ORIGIN = "https://old.example/"


@given(
    st.permutations(["CId=288", "MId=8533", "Ver=4", "J=1"]),
    st.sampled_from(["http", "HTTPS"]),
    st.sampled_from(["old.example", "OLD.example:9071"]),
    st.sampled_from(["", "/(S(abc123))", "/%28S%28abc123%29%29"]),
    st.sampled_from([str.upper, str.lower, str.title]),
)
def test_every_spelling_of_one_address_has_the_same_keys(
    query: list[str], scheme: str, host: str, session: str, cased: Callable[[str], str]
) -> None:
    """Scheme, port, session, case and order of keys change nothing."""
    tail = "ieListDocuments.aspx?" + "&".join(query)
    read = read_address(f"{scheme}://{host}{session}/{cased(tail)}", [ORIGIN])
    assert read is not None
    assert read.keys == ("meeting:8533", "committee:288")


@given(st.text())
def test_whatever_is_pasted_is_read_without_complaint(text: str) -> None:
    """Any text is an address of an origin, of no host, or of neither."""
    read_address(text, [ORIGIN])


def test_the_longest_beginning_of_a_path_tells_origins_of_one_host_apart() -> None:
    origins = ["https://x.example/", "https://x.example/moderngov/"]
    read = read_address("https://x.example/moderngov/mgAi.aspx?ID=1", origins)
    assert read is not None
    assert read.origin == 1


@pytest.mark.parametrize(("key", "kind"), [("meeting:8533", "meeting"), ("address:a:b", "address")])
def test_a_key_says_of_what_kind_it_is(key: str, kind: str) -> None:
    assert kind_of(key) == kind
