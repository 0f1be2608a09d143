"""What a fuzzer does to a page: each takes chance, a page and another page, and gives back the bytes of a worse one."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, Final

DEEP: Final = 10_000
MOST: Final = 1_000_000

Mutation = Callable[[random.Random, bytes, bytes], bytes]


def _span(rng: random.Random, page: bytes) -> tuple[int, int]:
    first, second = rng.randrange(len(page) + 1), rng.randrange(len(page) + 1)
    return min(first, second), max(first, second)


def cut(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    start, end = _span(rng, page)
    return rng.choice([page[:end], page[start:], page[:start] + page[end:]])


def repeat(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    start, end = _span(rng, page)
    times = min(rng.choice([2, 3, 50, 5000]), MOST // max(end - start, 1))
    return (page[:start] + page[start:end] * max(times, 1) + page[end:])[:MOST]


def shuffle(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    lines = page.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


def splice(rng: random.Random, page: bytes, other: bytes) -> bytes:
    at, start, end = rng.randrange(len(page) + 1), *_span(rng, other)
    return (page[:at] + other[start:end] + page[at:])[:MOST]


def as_other_encoding(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    text = page.decode("utf-8", "replace")
    name = rng.choice(["cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "utf-7", "cp037"])
    return text.encode(name, "replace")


def mojibake(_rng: random.Random, page: bytes, _other: bytes) -> bytes:
    return page.decode("cp1252", "replace").encode("utf-8", "replace")


def noughts(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    at = rng.randrange(len(page) + 1)
    return page[:at] + b"\0" * rng.choice([1, 2, 1000]) + page[at:]


def flipped(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    worse = bytearray(page)
    for _ in range(rng.choice([1, 10, 200]) if worse else 0):
        worse[rng.randrange(len(worse))] = rng.randrange(256)
    return bytes(worse)


def digits(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    wild = [b"0", b"9", b"31", b"99999999999999999999", b"-1", b"1e999", b""]
    return b"".join(rng.choice(wild) if 48 <= byte < 58 and rng.random() < 0.05 else bytes([byte]) for byte in page)


def typed_over(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    """Values of JSON that are of another type."""
    wild = [b"null", b"[]", b"{}", b"[[]]", b'""', b"true", b"1e400", b'{"id": {"id": []}}']
    parts = page.split(b'"')
    for _ in range(min(20, len(parts) // 8)):
        parts[rng.randrange(len(parts))] = rng.choice(wild)
    return b'"'.join(parts)


def other_values(rng: random.Random, page: bytes, other: bytes) -> bytes:
    """JSON that is still whole, with values dropped, doubled, of another type, or taken from elsewhere."""
    try:
        tree = json.loads(page)
    except (ValueError, RecursionError):
        return shuffle(rng, page, other)
    places = list(_places(tree))
    for holder, key in rng.sample(places, min(len(places), rng.choice([1, 5, 40]))):
        holder[key] = _worse(rng, holder[key], places)
    return json.dumps(tree).encode()


def _places(tree: Any, depth: int = 0) -> Any:
    """Every place of a tree where a value stands."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(pairs):
        yield tree, key
        if depth < 50:
            yield from _places(value, depth + 1)


def _worse(rng: random.Random, value: Any, places: list[tuple[Any, Any]]) -> Any:
    """A value in place of another."""
    wild = [None, [], {}, "", 0, -1, 2**70, 1.5, True, "0001-01-01T00:00:00", "2020-02-30", "2:30 PM", "<p>a</p>", "\0"]
    holder, key = rng.choice(places)
    elsewhere = holder[key] if isinstance(holder[key], str | int | float | None) else str(key)
    doubled = [value, value] if len(str(value)) < 10_000 else value
    return rng.choice([rng.choice(wild), elsewhere, doubled, {"id": value} if isinstance(value, str) else value])


def nested(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    at = rng.randrange(len(page) + 1)
    opening, closing = rng.choice(
        [(b"[", b"]"), (b'{"a":', b"}"), (b"<div>", b"</div>"), (b"<ul><li>", b"</li></ul>"), (b"<b>", b"</b>")]
        + [(b"<table><tr><td>", b"</td></tr></table>"), (b"<agendaitem>", b"</agendaitem>"), (b"(", b")"), (b"> ", b"")]
        + [(b"&amp;", b""), (b"*", b"*"), (b"- ", b"\n"), (b"<p>", b""), (b"<![CDATA[", b"]]>")]
    )
    middle = rng.choice([b"", b"1", page[at : at + 500]])
    whole = rng.random() < 0.3
    before, after = (b"", b"") if whole else (page[:at], page[at:])
    return before + opening * DEEP + middle + closing * rng.choice([0, DEEP]) + after


def entity_bomb(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    bomb = b'<!DOCTYPE meeting [<!ENTITY l0 "ha">' + laughs + b'<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    at = page.find(b">", rng.randrange(len(page) + 1)) + 1
    return bomb + page[:at] + b"&l11;&file;" + page[at:]


def long_line(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    at = rng.randrange(len(page) + 1)
    pattern = rng.choice([b"a", b" ", b"a ", b"1.", b"Item ", b"(", b"|", b"- ", b"&nbsp;", b"<", b"*_", b"RESOLVED "])
    return page[:at] + pattern * rng.choice([1000, 100_000 // len(pattern), 400_000 // len(pattern)]) + page[at:]


def without_breaks(_rng: random.Random, page: bytes, _other: bytes) -> bytes:
    return page.replace(b"\n", b"").replace(b"\r", b"")


def other_breaks(rng: random.Random, page: bytes, _other: bytes) -> bytes:
    return page.replace(b"\n", rng.choice([b"\r\n", b"\r", b"\n\n\n", "\u2028".encode(), b"\x0c", b"\xc2\x85"]))


MUTATIONS: Final[tuple[Mutation, ...]] = (
    cut, repeat, shuffle, splice, as_other_encoding, mojibake, noughts, flipped, digits, typed_over, other_values,
    other_values, nested, entity_bomb, long_line, without_breaks, other_breaks,
)  # fmt: skip
