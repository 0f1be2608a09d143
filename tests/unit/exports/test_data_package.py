from __future__ import annotations

from plugins.archive.records import ArchiveSettings
from plugins.exports.data_package import TABLES, data_package

SETTINGS = ArchiveSettings(name="X Council", licence="OGL", licence_url="https://x.example/ogl")


def test_every_table_is_described_with_its_columns_in_order() -> None:
    package = data_package(SETTINGS, "", ("meeting",))
    described = {resource["path"]: resource for resource in package["resources"]}
    for table in TABLES:
        fields = described[f"{table.name}.csv"]["schema"]["fields"]
        assert [field["name"] for field in fields] == table.header.strip().split(",")
        assert all(field["description"] for field in fields)


def test_the_promised_downloads_are_described() -> None:
    paths = {resource["path"] for resource in data_package(SETTINGS, "", ())["resources"]}
    promised = {"items.csv", "meetings.csv", "committees.csv", "issues.csv", "documents.csv", "archive.jsonl.gz"}
    assert promised <= paths


def test_licence_and_home_are_named_where_they_are_known() -> None:
    package = data_package(SETTINGS, "https://x.example/", ())
    assert package["licenses"] == [{"title": "OGL", "path": "https://x.example/ogl"}]
    assert package["homepage"] == "https://x.example/"
    assert "licenses" not in data_package(ArchiveSettings(name="X"), "", ())
