"""Text that was read in the wrong alphabet on its way to us, mended: "â€™" is an apostrophe, "Ã©" an e with an accent.

Only sequences are touched that are UTF-8 read as Windows-1252 or Latin-1 and nothing else makes sense of: a lead byte's
character and exactly the following bytes' characters that it calls for.
"""

from __future__ import annotations

import re

_AS_1252 = {byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0x100)}
_BYTE_OF = {character: byte for byte, character in _AS_1252.items()} | {chr(byte): byte for byte in range(0x80, 0x100)}
_TAIL = "[" + re.escape("".join(c for c, byte in _BYTE_OF.items() if byte < 0xC0)) + "]"  # noqa: PLR2004 (UTF-8's law)
_BROKEN = re.compile(f"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}")


def mended(text: str) -> tuple[str, int]:
    """The text with broken characters mended, and how many there were."""
    count = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal count
        try:
            whole = bytes(_BYTE_OF[c] for c in match[0]).decode("utf-8")
        except (UnicodeDecodeError, KeyError):
            return match[0]
        count += 1
        return whole

    return _BROKEN.sub(mend, text), count
