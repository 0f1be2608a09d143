from __future__ import annotations

import datetime as dt

from plugins.archive.records import ArchiveSettings
from plugins.exports.clockless import LONG_AGO, authority, known_until, moment, tag, zone_of


def test_a_time_zone_that_is_not_known_is_utc() -> None:
    assert zone_of(ArchiveSettings(name="X", time_zone="Nowhere/Land")) is dt.UTC


def test_a_moment_has_the_offset_of_its_day() -> None:
    zone = zone_of(ArchiveSettings(name="X"))
    assert moment(dt.date(2013, 7, 1), "18:30", zone).isoformat() == "2013-07-01T18:30:00+01:00"
    assert moment(dt.date(2013, 1, 1), None, zone).isoformat() == "2013-01-01T00:00:00+00:00"


def test_without_a_day_the_records_are_known_until_long_ago() -> None:
    assert known_until(ArchiveSettings(name="X"), dt.UTC) == LONG_AGO


def test_things_are_named_under_the_archives_own_host_where_it_has_one() -> None:
    settings = ArchiveSettings(name="X", url="https://decisions.x.example/archive/")
    assert authority(settings) == "decisions.x.example"
    assert tag(settings, "issues/a/") == "tag:decisions.x.example,2026:issues/a/"
