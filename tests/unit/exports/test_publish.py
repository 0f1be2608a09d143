from __future__ import annotations

import json

from plugins.archive.records import ArchiveSettings
from plugins.exports.publish import site_files

SETTINGS = ArchiveSettings(name="X Council")


def test_schemas_are_published_and_described() -> None:
    files = dict(site_files(SETTINGS, "", {"meeting": {"title": "A meeting"}}, ()))
    assert json.loads(files["data/schema/meeting.json"]) == {"title": "A meeting"}
    (records,) = (r for r in json.loads(files["data/datapackage.json"])["resources"] if r["name"] == "archive")
    assert records["recordSchemas"] == {"meeting": "schema/meeting.json"}


def test_a_map_is_made_only_where_addresses_can_be_absolute() -> None:
    assert "sitemap.xml" not in dict(site_files(SETTINGS, "", {}, ("issues/",)))
    assert "sitemap.xml" in dict(site_files(SETTINGS, "https://x.example/", {}, ("issues/",)))
