from __future__ import annotations

import json

from plugins.archive.records import MeetingStatus
from plugins.pages import linked_data
from plugins.pages.views.basics import Link


def test_a_title_cannot_end_the_data_block() -> None:
    text = linked_data.script([{"name": "</script><script>alert(1)</script> & co"}])
    assert "<" not in text
    assert json.loads(text)["@graph"][0]["name"] == "</script><script>alert(1)</script> & co"


def test_addresses_are_whole_where_the_sites_is_known() -> None:
    assert linked_data.Addresses("issues/x/", "https://a.example/b/").of("people/") == "https://a.example/b/people/"
    assert linked_data.Addresses("issues/x/").of("people/") == "../../people/"


def test_a_cancelled_meeting_is_a_cancelled_event() -> None:
    to = linked_data.Addresses("meetings/cabinet/2020-01-01/")
    node = linked_data.event(
        "Cabinet", "2020-01-01", MeetingStatus.CANCELLED, Link("Cabinet", "committees/cabinet/"), to
    )
    assert node["eventStatus"] == "https://schema.org/EventCancelled"


def test_breadcrumbs_are_numbered_from_one() -> None:
    crumbs = linked_data.breadcrumbs([Link("Home", ""), Link("Issues", "issues/")], linked_data.Addresses("issues/"))
    assert [(p["position"], p["item"]) for p in crumbs["itemListElement"]] == [(1, "../"), (2, "../issues/")]  # type: ignore[attr-defined]
