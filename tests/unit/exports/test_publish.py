from __future__ import annotations

import json

import jsonschema
import msgspec

from plugins.archive.records import ArchiveSettings, Source
from plugins.exports.publish import site_files
from plugins.exports.sight import Sight
from tests.support.builders import make_archive, make_issue, make_item, make_meeting
from tests.support.exports import twin_of_issue

SETTINGS = ArchiveSettings(name="X Council")


def test_schemas_are_published_and_described() -> None:
    files = dict(site_files(SETTINGS, "", {"meeting": {"title": "A meeting"}}, ()))
    assert json.loads(files["data/schema/meeting.json"]) == {"title": "A meeting"}
    (records,) = (r for r in json.loads(files["data/datapackage.json"])["resources"] if r["name"] == "archive")
    assert records["recordSchemas"] == {"meeting": "schema/meeting.json"}


def test_a_map_is_made_only_where_addresses_can_be_absolute() -> None:
    assert "sitemap.xml" not in dict(site_files(SETTINGS, "", {}, ("issues/",)))
    assert "sitemap.xml" in dict(site_files(SETTINGS, "https://x.example/", {}, ("issues/",)))


def test_the_data_beside_a_page_keeps_its_published_schema() -> None:
    issue = make_issue("plan", sources=(Source(file="a.html"),))
    item = make_item(
        number="5", issue=issue.id, minutes="RESOLVED: To go on.", sources=(Source(url="https://x.example/"),)
    )
    archive = make_archive(issue, make_meeting("cabinet", "2013-09-11", item))
    twin = json.loads(msgspec.json.encode(twin_of_issue(Sight(archive, "issues/plan/", ""), issue)))
    schema = json.loads(dict(site_files(SETTINGS, "", {}, ()))["data/schema/twin-issue.json"])
    jsonschema.Draft202012Validator(schema).validate(twin)
    assert "lead from the folder of the file" in schema["description"]


def test_schemas_that_are_kept_from_the_last_build_are_not_made() -> None:
    kept = {"data/schema/meeting.json", "data/schema/twin-issue.json"}
    files = dict(site_files(SETTINGS, "", {"meeting": {"title": "A meeting"}}, ()))
    others = dict(site_files(SETTINGS, "", {"meeting": {"title": "A meeting"}}, (), is_kept=kept.__contains__))
    assert files.keys() - others.keys() == kept
    assert others.items() <= files.items()
