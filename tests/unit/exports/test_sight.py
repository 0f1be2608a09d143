from __future__ import annotations

from plugins.archive.records import Rendition
from plugins.exports.sight import Sight
from tests.support.builders import make_archive


def test_a_link_leads_from_where_the_export_lies() -> None:
    sight = Sight(make_archive(), "data/", "")
    assert sight.link("issues/a/") == "../issues/a/"
    assert sight.at("meetings/cabinet/2013-09-11/").link("issues/a/") == "../../../issues/a/"


def test_a_link_to_a_paragraph_names_the_item_or_stands_alone_on_a_decisions_page() -> None:
    sight = Sight(make_archive(), "", "https://x.example/")
    assert sight.paragraph_link("meetings/m/", "item-5", "m3") == "https://x.example/meetings/m/#item-5-m3"
    assert sight.paragraph_link("decisions/2013/d/", "", "d3") == "https://x.example/decisions/2013/d/#d3"
    assert sight.paragraph_link("decisions/2013/d/", "", None) is None


def test_the_size_of_our_own_file_counts_for_more_than_what_was_recorded() -> None:
    sight = Sight(make_archive(), "", "", {"a.pdf": 10})
    assert sight.rendition_size(Rendition(format="pdf", file="a.pdf", bytes=99)) == 10
    assert sight.rendition_size(Rendition(format="pdf", url="https://x.example/a.pdf", bytes=99)) == 99
