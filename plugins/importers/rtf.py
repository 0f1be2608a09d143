r"""Rich Text Format → plain text: the words of a text in order, a line for each paragraph.

After Microsoft's Rich Text Format Specification, version 1.9.1: control words (`\par`), control symbols (`\'e9`),
groups in braces; a group that begins with a destination such as `\fonttbl`, or with `\*`, holds no words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_TOKEN: Final = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z'])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\"
)
_NO_WORDS: Final = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr", "footerl",
    "footerr", "listtable", "listoverridetable", "rsidtbl", "generator", "themedata", "fldinst", "bkmkstart", "bkmkend",
    "xmlnstbl", "datastore", "latentstyles", "mmathPr", "nonshppict",
))  # fmt: skip
_SIGNS: Final = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t", "emdash": "—",
    "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ",
    "enspace": " ", "qmspace": " ", "~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n",
}  # fmt: skip
_SIGN_BIT: Final = 0x8000


def rtf_text(text: str) -> str:
    """The words of a text in Rich Text Format."""
    joined = "".join(_words(text))
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _words(text: str) -> Iterator[str]:
    """The words and breaks of the text, piece by piece."""
    silent, depth, pass_over, fallback = 0, 0, 0, 1
    for token in _TOKEN.finditer(text):
        depth += {"{": 1, "}": -1}.get(token["brace"] or "", 0)
        silent = 0 if depth < silent else silent
        if not silent and _begins_silence(token):
            silent = depth
        if silent:
            continue
        if token["word"] == "uc":
            fallback = int(token["number"] or 1)
        piece = _piece(token)
        yield piece[min(pass_over, len(piece)) :] if token["text"] or token["byte"] else piece
        pass_over = max(0, pass_over - len(piece)) if token["text"] or token["byte"] else pass_over
        pass_over = fallback if token["word"] == "u" else pass_over


def _begins_silence(token: re.Match[str]) -> bool:
    """Whether the group that is open holds no words from here on."""
    return token["word"] in _NO_WORDS or token["sign"] == "*"


def _piece(token: re.Match[str]) -> str:
    """What one token adds to the text."""
    if token["text"]:
        return token["text"]
    if token["byte"]:
        return bytes([int(token["byte"], 16)]).decode("cp1252", "replace")
    if token["word"] == "u":
        return chr(int(token["number"] or 0) % (2 * _SIGN_BIT))
    return _SIGNS.get(token["word"] or token["sign"] or "", "")
