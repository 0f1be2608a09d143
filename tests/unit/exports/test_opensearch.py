from __future__ import annotations

from lxml import etree

from plugins.archive.records import ArchiveSettings
from plugins.exports.opensearch import description


def test_the_description_names_the_search_page_with_a_place_for_words() -> None:
    root = etree.fromstring(description(ArchiveSettings(name="A & B Council"), "https://x.example/"))
    assert root.find("{*}Url").get("template") == "https://x.example/search/?q={searchTerms}"
    assert root.findtext("{*}Description") == "Search the decisions of A & B Council"


def test_a_short_name_is_as_short_as_it_must_be() -> None:
    root = etree.fromstring(description(ArchiveSettings(name="A very long council name indeed"), ""))
    assert len(root.findtext("{*}ShortName") or "") <= 16
