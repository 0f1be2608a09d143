"""The recipes of nginx, Apache and Caddy, as a reader's browser meets them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest

from plugins.permanence.compressed import TEXT
from tests.servers.running import NGINX_BROTLI, RECIPES, Place

pytestmark = pytest.mark.servers

ROOT = Path(__file__).resolve().parents[2]
HOME = "https://decisions.example.org"
OLD_HOST = "democracy.old.example"
WITH_RULES = pytest.mark.parametrize("server", ["apache", "nginx"], indirect=True)
WITHOUT_RULES = pytest.mark.parametrize("server", ["caddy"], indirect=True)
FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300, must-revalidate"
MEETING = "/meetings/cabinet/2013-09-11/"
TYPES = {
    "/": "text/html; charset=utf-8",
    "/feeds/decisions.atom": "application/atom+xml; charset=utf-8",
    "/committees/cabinet/calendar.ics": "text/calendar; charset=utf-8",
    "/data/items.csv": "text/csv; charset=utf-8",
    "/data/archive.jsonl.gz": "application/gzip",
    "/data/datapackage.json": "application/json",
    "/manifest.json": "application/json",
    "/robots.txt": "text/plain; charset=utf-8",
    "/documents/cabinet/plan.pdf": "application/pdf",
}


def _policy() -> str:
    frame = (ROOT / "theme/templates/layouts/base.html").read_text(encoding="utf-8")
    match = re.search(r'Content-Security-Policy" content="([^"]+)"', frame)
    assert match
    return match[1]


def _one(site: Path, pattern: str) -> str:
    return f"/{next(site.glob(pattern)).relative_to(site).as_posix()}"


def test_a_folder_is_its_page_and_asked_without_a_slash_leads_to_it(place: Place, site: Path) -> None:
    answer = place.ask(MEETING)
    assert (answer.status, answer.body) == (200, (site / f"{MEETING[1:]}index.html").read_bytes())
    answer = place.ask(MEETING.rstrip("/"))
    assert answer.status in {301, 308}
    assert answer.headers["location"].endswith(MEETING)


def test_a_missing_page_is_answered_404_with_our_page(place: Place, site: Path) -> None:
    answer = place.ask("/no/such/page/")
    assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == _policy()


def test_a_missing_file_with_a_hashed_name_is_not_kept_for_ever(place: Place) -> None:
    for path in ("/theme/0123456789abcdef/x.css", "/search-index/t/0123456789.bin"):
        answer = place.ask(path)
        assert (answer.status, answer.headers["cache-control"]) == (404, SHORT)


def test_a_folder_is_never_listed_and_what_begins_with_a_dot_is_not_there(place: Place) -> None:
    for path in ("/theme/", "/search-index/", "/data/redirects/", "/.minutebook", "/documents/"):
        assert place.ask(path).status == 404, path


def test_each_kind_of_file_has_its_type(place: Place, site: Path) -> None:
    found = {path: place.ask(path).headers["content-type"] for path in TYPES}
    assert {path: kind.lower() for path, kind in found.items()} == TYPES
    script = place.ask(_one(site, "theme/*/js/reading.js")).headers["content-type"].lower()
    assert script in {
        "text/javascript; charset=utf-8",
        "application/javascript",
        "application/javascript; charset=utf-8",
    }
    assert place.ask(_one(site, "search-index/*/*.bin")).headers["content-type"] == "application/octet-stream"
    assert place.ask(_one(site, "theme/*/fonts/*.woff2")).headers["content-type"] == "font/woff2"


def test_what_is_named_by_its_content_is_kept_for_ever_and_all_else_is_asked_for_again(
    place: Place, site: Path
) -> None:
    shards = ("search-index/*/*.bin", "search-index/d/*/*.bin", "documents/search-index/*/*.bin")
    for pattern in ("theme/*/minutebook.css", "theme/*/js/search/client.js", "theme/*/fonts/*", *shards):
        assert place.ask(_one(site, pattern)).headers["cache-control"] == FOR_EVER
    for path in ("/", MEETING, "/data/items.csv", "/feeds/decisions.atom"):
        assert place.ask(path).headers["cache-control"] == SHORT
    assert place.ask("/search-index/manifest.json").headers["cache-control"] == "no-cache"
    assert place.ask("/go/index.json").headers["cache-control"] == "no-cache"


def test_a_page_that_has_not_changed_is_not_sent_again(place: Place) -> None:
    for encoding in ("identity", "gzip"):
        first = place.ask("/", Accept_Encoding=encoding)
        again = place.ask("/", Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")


def test_a_reader_gets_the_twin_that_it_understands(place: Place, site: Path) -> None:
    plain = (site / "index.html").read_bytes()
    answers = {encoding: place.ask("/", Accept_Encoding=encoding) for encoding in ("identity", "gzip", "gzip, br")}
    assert answers["identity"].body == plain
    assert "content-encoding" not in answers["identity"].headers
    assert answers["gzip"].body == (site / "index.html.gz").read_bytes()
    assert answers["gzip"].headers["content-encoding"] == "gzip"
    assert answers["gzip"].headers["content-type"] == "text/html; charset=utf-8"
    assert all("accept-encoding" in answer.headers["vary"].lower() for answer in answers.values())
    if place.server != "nginx" or NGINX_BROTLI.is_file():
        assert answers["gzip, br"].headers["content-encoding"] == "br"
        assert brotli.decompress(answers["gzip, br"].body) == plain


def test_a_twin_that_a_reader_refuses_is_not_sent(place: Place, site: Path) -> None:
    assert place.ask("/", Accept_Encoding="gzip;q=0, br;q=0").body == (site / "index.html").read_bytes()


def test_nothing_is_compressed_twice(place: Place, site: Path) -> None:
    for path in (_one(site, "search-index/*/*.bin"), "/data/archive.jsonl.gz", "/documents/cabinet/plan.pdf"):
        answer = place.ask(path, Accept_Encoding="gzip, br")
        assert "content-encoding" not in answer.headers, path
        assert answer.body == (site / path[1:]).read_bytes()
    assert gzip.decompress((site / "data/archive.jsonl.gz").read_bytes()).startswith(b"{")


def test_pages_say_again_what_they_allow_and_documents_do_not(place: Place) -> None:
    page, paper = place.ask("/"), place.ask("/documents/cabinet/plan.pdf")
    assert page.headers["content-security-policy"] == _policy()
    assert "content-security-policy" not in paper.headers
    for answer in (page, paper, place.ask("/no-such-page")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_a_part_of_a_file_and_its_head_alone_can_be_had(place: Place, site: Path) -> None:
    whole = (site / "documents/cabinet/plan.pdf").read_bytes()
    part = place.ask("/documents/cabinet/plan.pdf", Range="bytes=5-9")
    assert (part.status, part.body) == (206, whole[5:10])
    head = place.ask("/documents/cabinet/plan.pdf", method="HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(whole)))


def test_under_a_sub_path_all_is_the_same(sub_place: Place, site: Path) -> None:
    assert sub_place.ask(MEETING).body == (site / f"{MEETING[1:]}index.html").read_bytes()
    assert sub_place.ask(MEETING.rstrip("/")).headers["location"].endswith(f"/council/decisions{MEETING}")
    missing = sub_place.ask("/no-such-page")
    assert (missing.status, missing.body) == (404, (site / "404.html").read_bytes())
    assert sub_place.ask(_one(site, "theme/*/minutebook.css")).headers["cache-control"] == FOR_EVER
    assert sub_place.ask("/", Accept_Encoding="gzip").headers["content-encoding"] == "gzip"


@WITH_RULES
@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/ieListDocuments.aspx?CId=288&MId=8533&Ver=4", MEETING),
        ("/ieListDocuments.aspx?CId=288&MeetingId=8533&J=1", MEETING),
        ("/(S(lxyn5wjw4t))/IELISTDOCUMENTS.ASPX?ver=4&J=1&mid=8533&CID=288", MEETING),
        ("/%28S%28lxyn5wjw4t%29%29/ieListDocuments.aspx?bcr=1&mid=8533", MEETING),
        ("/moderngov/ieListDocuments.aspx?CId=288&AIId=9999999&MId=8533", MEETING),
        ("/mgMeetingAttendance.aspx?ID=8533", MEETING),
        ("/mgAi.aspx?ID=73396&LLL=1", f"{MEETING}#item-5"),
        ("/ieDecisionDetails.aspx?AIId=73396", f"{MEETING}#item-5"),
        ("/ieListMeetings.aspx?CommitteeId=288", "/committees/cabinet/"),
        ("/mgListCommittees.aspx?bcr=1", "/committees/"),
        ("/mgWhatsNew.aspx", "/"),
        ("/documents/s123/The%20plan.pdf", f"{MEETING}#item-5"),
        ("/documents/g8533/Other%20name.pdf?T=10", f"{MEETING}#item-5"),
        ("/documents/g8533/Pack.pdf?T=99", f"{MEETING}#item-5"),
        ("/documents/s999/None.pdf", None),
        ("/documents/cabinet/none.pdf?T=10", None),
        ("/Data/Cabinet/20080304/Agenda/one.pdf", f"{MEETING}#item-5"),
    ],
)
def test_an_old_address_leads_for_good_to_what_it_showed(place: Place, asked: str, leads_to: str | None) -> None:
    for host in (OLD_HOST, "decisions.example.org"):
        answer = place.ask(asked, host=host)
        expected = (301, HOME + leads_to) if leads_to else (404, None)
        assert (answer.status, answer.headers.get("location")) == expected


@WITH_RULES
def test_an_old_address_without_an_answer_is_handed_to_the_page_that_explains(place: Place) -> None:
    asked = "/ieListDocuments.aspx?CId=288&MId=777"
    answer = place.ask(asked, host=OLD_HOST)
    assert (answer.status, answer.headers["location"]) == (302, f"{HOME}/go/?url=//{OLD_HOST}{asked}")
    answer = place.ask(asked)
    assert (answer.status, answer.headers["location"]) == (302, f"{HOME}/go/?url={asked}")


def test_nothing_that_is_asked_gets_into_the_answers_headers(place: Place) -> None:
    for asked in (
        "/x%0d%0aSet-Cookie:%20a=b.aspx?%0d%0aX: y",
        "/%0d%0aX/mgAi.aspx?ID=%0d%0a1",
        "//evil.example/x.aspx",
    ):
        answer = place.ask_host(asked.replace(" ", "%20"))
        assert not {"x", "set-cookie"} & set(answer.headers)
        assert not answer.headers.get("location", HOME).startswith("//")


@WITHOUT_RULES
def test_caddy_hands_all_pages_of_the_old_site_to_the_page_that_answers(place: Place) -> None:
    answer = place.ask("/(S(x1))/IELISTDOCUMENTS.aspx?MId=8533")
    assert (answer.status, answer.headers["location"]) == (302, "/go/?url=/(S(x1))/IELISTDOCUMENTS.aspx?MId=8533")


def test_on_a_host_without_rules_a_page_lies_at_the_old_path(place: Place) -> None:
    answer = place.ask("/ieListDocuments.aspx/?MId=8533")
    assert answer.status == 200
    assert b"go/hand-on.js" in answer.body


def test_the_recipe_of_apache_knows_every_kind_of_twin() -> None:
    named = re.findall(r"FilesMatch \"\\\.\(([a-z|]+)\)", (RECIPES / "apache.conf").read_text(encoding="utf-8"))
    assert named
    assert all({f".{ending}" for ending in kinds.split("|")} == TEXT for kinds in named)
