"""Addresses of stores as settings name them: `s3://bucket/records`, or any other that fsspec knows."""

from __future__ import annotations

from urllib.parse import urlsplit


class StoreError(Exception):
    """A store cannot be worked with."""

    def __init__(self, address: str, reason: str) -> None:
        """Name the address, without a password, and the reason."""
        super().__init__(f'"{shown(address)}": {reason}')
        self._given = address, reason

    def __reduce__(self) -> tuple[type[StoreError], tuple[str, str]]:
        """A worker may have raised it."""
        return StoreError, self._given


def is_address(given: str) -> bool:
    """Whether a setting names a store and not a folder."""
    return "://" in given


def shown(address: str) -> str:
    """An address as it may be printed: without user and password."""
    place = urlsplit(address).netloc
    return address.replace(place, place.rpartition("@")[2], 1) if "@" in place else address
