"""What Pelican was told, as our settings; what cannot be used is said in the user's words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from plugins.build.cluster import is_address
from plugins.build.output import ForeignFolderError, cache_folder, staging_of
from plugins.build.settings import BuildSettings

_NO_MATTER: Final = frozenset({"OUTPUT_PATH", "WORKERS", "CACHE_PATH", "PLUGINS", "PROFILE", "STORE"})


class WrongSettingError(Exception):
    """A setting cannot be used."""


def settings_from(settings: Mapping[str, Any], content: str, output: str) -> BuildSettings:
    """Pelican's dictionary as our settings. The folders are those of the command line.

    Raises WrongSettingError, and ForeignFolderError where the output would be the whole disk.
    """
    final_output = Path(output).resolve()
    if not final_output.name:
        raise ForeignFolderError(final_output)
    final_cache = cache_folder(final_output)
    site_url = _site_url(str(settings.get("PUBLISHED_URL") or ""))
    return BuildSettings(
        content=Path(content).resolve(),
        output=staging_of(final_output),
        cache=staging_of(final_cache),
        final_output=final_output,
        final_cache=final_cache,
        theme=Path(settings["THEME"]).resolve(),
        site_url=site_url and site_url.rstrip("/") + "/",
        strict=bool(settings.get("STRICT", False)),
        workers=_workers(settings.get("WORKERS", 1)),
        others=_others(settings),
    )


def _workers(given: object) -> int:
    """The number of processes that is asked for; with a cluster, all is still done here."""
    if is_address(str(given)):
        return 1
    if not str(given).isdecimal() or int(str(given)) < 1:
        raise WrongSettingError(f'WORKERS is "{given}"; expected a whole number from 1 on, or dask://host:port')
    return int(str(given))


def _site_url(given: str) -> str:
    """The address the site will have, where one is given."""
    parts = urlsplit(given)
    if given and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise WrongSettingError(f'SITEURL is "{given}"; expected an address such as https://decisions.example.org')
    return given


def _others(settings: Mapping[str, Any]) -> str:
    """All of Pelican's settings that are plain values, as one text; where and with how many hands is not among them."""
    plain = {key: value for key, value in settings.items() if _is_plain(value) and key not in _NO_MATTER}
    return json.dumps(plain, sort_keys=True)


def _is_plain(value: object) -> bool:
    """Whether a setting is text, a number, or a list of such."""
    is_list = isinstance(value, list | tuple) and all(isinstance(v, str | int) for v in value)
    return is_list or isinstance(value, str | int | float | None)
