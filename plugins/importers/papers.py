"""Which addresses are those of one document: a paper of ModernGov has a number, and several addresses.

documents/s501/Report.pdf   mgConvert2PDF.aspx?ID=501       the same paper
documents/g11/Agenda.pdf?T=0   documents/g11/Pack.pdf?T=10   two packs of one meeting
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

PAPER: Final = re.compile(r"(?i).*/documents/(s\d+)/.*\.(\w{1,5})")
PACK: Final = re.compile(r"(?i).*/documents/(g\d+)/.*")


@lru_cache(maxsize=4096)
def document_key(url: str) -> str:
    """What makes two addresses those of one document: the host and the paper's number; else the whole address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host, path, query = parts.netloc.casefold(), unquote(parts.path), dict(parse_qsl(parts.query))
    told = {name.casefold(): value for name, value in query.items()}
    paper, pack = PAPER.fullmatch(path), PACK.fullmatch(path)
    if path.casefold().endswith("/mgconvert2pdf.aspx") and "id" in told and "t" not in told:
        return f"{host} s{told['id']}.pdf"
    if paper:
        return f"{host} {paper[1].casefold()}.{paper[2].casefold()}"
    if pack:
        return f"{host} {pack[1].casefold()} {told.get('t', '')}"
    return f"{host} {path.casefold()} {sorted(told.items())}"
