from __future__ import annotations

from lxml import etree

from plugins.exports.sitemap import robots, sitemaps

SITE = "https://x.example/"


def _locations(xml: bytes) -> list[str]:
    return [str(element.text) for element in etree.fromstring(xml).iter("{*}loc")]


def test_a_small_site_has_one_map_of_absolute_addresses() -> None:
    files = dict(sitemaps(["", "issues/a&b/"], SITE))
    assert {name: _locations(xml) for name, xml in files.items()} == {
        "sitemap.xml": ["https://x.example/", "https://x.example/issues/a&b/"]
    }


def test_a_large_site_has_an_index_and_parts() -> None:
    addresses = [f"issues/{n}/" for n in range(5)]
    files = dict(sitemaps(addresses, SITE, most=2))
    parts = _locations(files["sitemap.xml"])
    assert parts == [f"{SITE}sitemap-{n}.xml" for n in (1, 2, 3)]
    listed = [url for part in parts for url in _locations(files[part.removeprefix(SITE)])]
    assert listed == [SITE + address for address in addresses]


def test_robots_may_read_everything_and_are_told_of_the_map_where_there_is_one() -> None:
    assert robots("") == "User-agent: *\nAllow: /\n"
    assert robots(SITE).endswith("\nSitemap: https://x.example/sitemap.xml\n")
