"""Every old address that the demonstration's records name is answered, however it is spelled."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from plugins.intake.checked import checked_archive
from plugins.permanence.old_addresses import kind_of, read_address
from plugins.permanence.redirects import answers_of, hear, origins_of, witnesses_in

ROOT = Path(__file__).resolve().parents[3]


def _as_it_was(url: str) -> str:
    return url


def _with_session_port_and_case(url: str) -> str:
    parts = urlsplit(url)
    return f"http://{(parts.hostname or '').upper()}:9071/(S(k2b1)){parts.path.upper()}?{parts.query.upper()}"


def _turned_round_and_decorated(url: str) -> str:
    parts = urlsplit(url)
    pairs = "&".join(reversed(["J=1", "bcr=1", *parts.query.split("&")]))
    return f"{parts.scheme}://{parts.netloc}{parts.path}?{pairs}"


@pytest.mark.parametrize("spelled", [_as_it_was, _with_session_port_and_case, _turned_round_and_decorated])
def test_every_known_old_address_leads_somewhere_it_names(spelled) -> None:
    archive, _ = checked_archive(ROOT / "content")
    assert archive is not None
    witnesses = tuple(witnesses_in(archive))
    heard = hear(witnesses, archive.settings.origins)
    origins = origins_of(heard, archive.settings.origins)
    answers = answers_of(heard, origins)
    unanswered = []
    for witness in witnesses:
        asked = read_address(spelled(witness.url), origins)
        found = next((key for key in asked.keys if key in answers), None) if asked else None
        if found is None or (kind_of(found) == "committee" and witness.own != "committee"):
            unanswered.append(witness.url)
    assert len(witnesses) > 100
    assert len(unanswered) <= len(witnesses) / 100, unanswered[:5]
