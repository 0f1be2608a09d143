"""Every kind of page in HTML, with English and with Welsh labels, as a whole page and as a fragment.

The pages are made here to the format's facts: `EN` and `CY` are the labels that the system prints, around the same
words of a council that does not exist.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugins.archive.prose import parse, plain_text
from plugins.importers.report import FURNITURE
from tests.support.importing import import_texts, record

HOST = "https://democracy.exampleton.example"
FRAME = (
    "<!DOCTYPE html>\n<!-- saved from url=(0099){url} -->\n<html><head><title>Exampleton</title></head><body>"
    "<header><a href='/'>Exampleton Council</a></header><nav><ul><li><a href='/home'>Home</a></li></ul></nav>"
    "<main>{body}</main><footer><p>Town Hall, Exampleton</p></footer></body></html>"
)
SAVED = "<!-- saved from url=(0099){url} -->{body}"
Labels = dict[str, str]

EN: Labels = {
    "meeting": "Agenda and minutes", "venue": "Venue", "no": "No.", "item": "Item", "minutes": "Minutes:",
    "decision": "Decision:", "documents": "Additional documents:", "day": "Wednesday, 3rd February, 2016 9.30 am",
    "issue": "Issue details", "wards": "Wards affected", "meetings of issue": "Issue - meetings", "Meeting": "Meeting",
    "(Item": "(Item", "decisions of issue": "Issue - decisions", "agenda item": "Agenda item",
    "decision details": "Decision details", "maker": "Decision Maker", "key": "Is Key decision?", "no!": "No",
    "reasons": "Reasons for the decision", "published": "Publication date", "date": "Date of decision",
    "register": "Decisions", "register table": "Decisions published", "officers": "Officer decisions",
    "committee": "Committee details", "purpose": "Purpose of committee", "members": "Membership", "Chair": "Chair",
    "committees": "Committee structure", "meetings": "Browse meetings",
    "meetings of": "This page lists the meetings for", "cancelled": "CANCELLED", "attendance": "Meeting attendance",
    "present": "Present", "apologies": "Apologies", "person": "Councillor details", "party": "Party", "ward": "Ward",
    "plan": "Forward plan", "at meeting": "Decided at meeting",
}  # fmt: skip
CY: Labels = {
    "meeting": "Agenda a Chofnodion", "venue": "Lleoliad", "no": "Rhif.", "item": "Eitem", "minutes": "Cofnodion:",
    "decision": "Penderfyniad:", "documents": "Dogfennau ychwanegol:",
    "day": "Dydd Mercher, 3ydd Chwefror, 2016 9.30 am",
    "issue": "Manylion y Mater", "wards": "Wardiau yr effeithir arnynt", "meetings of issue": "Mater - cyfarfodydd",
    "Meeting": "Cyfarfod", "(Item": "(Eitem", "decisions of issue": "Mater - penderfyniadau",
    "agenda item": "Eitem Agenda", "decision details": "Manylion y Penderfyniad",
    "maker": "Gwneuthurwr y Penderfyniad", "key": "Ai Penderfyniad Allweddol yw hwn?", "no!": "Nac ydy",
    "reasons": "Rhesymau dros y penderfyniad", "published": "Dyddiad cyhoeddi", "date": "Dyddiad y penderfyniad",
    "register": "Penderfyniadau", "register table": "Penderfyniadau a gyhoeddwyd",
    "officers": "Penderfyniadau swyddogion", "committee": "Manylion Pwyllgor", "purpose": "Pwrpas y Pwyllgor",
    "members": "Aelodaeth", "Chair": "Cadeirydd", "committees": "Pwyllgorau", "meetings": "Pori cyfarfodydd",
    "meetings of": "Mae'r dudalen hon yn rhestru cyfarfodydd ar gyfer", "cancelled": "WEDI'I GANSLO",
    "attendance": "Presenoldeb", "present": "Presennol", "apologies": "Ymddiheuriadau",
    "person": "Manylion Cynghorydd", "party": "Plaid", "ward": "Ward", "plan": "Blaengynllun",
    "at meeting": "Penderfynwyd yn y cyfarfod",
}  # fmt: skip

PAGES = {
    "meeting": (
        "ieListDocuments.aspx?CId=12&MId=345",
        (
            "<p><span class='mgLabel'>{venue}: </span>Custom House</p><table class='mgItemTable'><tr><th>{no}"
            "</th><th>{item}</th></tr><tr><td class='mgItemNumberCell'><p class='mgAiTitleTxt'>2.</p></td><td>"
            "<p class='mgAiTitleTxt'><a class='mgAiTitleLnk' href='documents/s77/Slipway.pdf'>Slipway "
            "<span class='mgFileSize'>PDF 90 KB</span></a></p><div class='mgWordPara'><p>To choose wood.</p>"
            "</div><p class='mgSubItemTitleTxt'>{documents}</p><ul class='mgBulletList'><li>"
            "<a href='documents/s78/Map.pdf'>Map, item 2 <span class='mgFileSize'>PDF 1 MB</span></a></li></ul>"
            "<p class='mgSubItemTitleTxt'>{decision}</p><div class='mgWordPara'><p>Oak.</p></div>"
            "<p class='mgSubItemTitleTxt'>{minutes}</p><div class='mgWordPara'><p>Oak was chosen.</p></div></td>"
            "</tr></table>"
        ),
    ),
    "issue": (
        "mgIssueHistoryHome.aspx?IId=55",
        "<p><span class='mgLabel'>{wards}: </span>Harbour; Quay;</p>",
    ),
    "meetings of issue": (
        "ieIssueDetails.aspx?IId=55&Opt=3",
        (
            "<h3 class='mgSubSubTitleTxt'><a href='ieListDocuments.aspx?CId=12&amp;MId=345'>"
            "{Meeting}: 03/02/2016 - Harbour Committee {(Item} 2)</a></h3><p class='mgAiTitleTxt'>2 Slipway</p>"
            "<p class='mgSubItemTitleTxt'>{minutes}</p><div class='mgWordPara'><p>Oak was chosen.</p></div>"
        ),
    ),
    "decisions of issue": (
        "mgDecisionDetails.aspx?IId=55&Opt=1",
        "<h3 class='mgSubSubTitleTxt'>04/02/2016 - Slipway</h3><div class='mgWordPara'><p>Oak.</p></div>",
    ),
    "agenda item": (
        "mgAi.aspx?ID=9002",
        (
            "<div class='mgWordPara'><p>To choose wood.</p></div><p class='mgSubItemTitleTxt'>{minutes}</p>"
            "<div class='mgWordPara'><p>Oak was chosen.</p></div><p>"
            "<a href='ieListDocuments.aspx?CId=12&amp;MId=345'>Harbour Committee - {day}</a></p>"
        ),
    ),
    "decision details": (
        "ieDecisionDetails.aspx?ID=501",
        (
            "<p><span class='mgLabel'>{maker}: </span>Harbour Master</p><p><span class='mgLabel'>{key} </span>"
            "{no!}</p><h3 class='mgSubSubTitleTxt'>{decision}</h3><div class='mgWordPara'><p>Oak.</p></div>"
            "<h3 class='mgSubSubTitleTxt'>{reasons}:</h3><div class='mgWordPara'><p>It lasts.</p></div><p>"
            "<span class='mgLabel'>{published}: </span>05/02/2016</p><p><span class='mgLabel'>{date}: </span>"
            "04/02/2016</p>"
        ),
    ),
    "register": (
        "mgDelegatedDecisions.aspx",
        (
            "<table class='mgTabTable' summary='Table of decision summary data'><caption class='mgSectionTitle'>"
            "{register table}</caption><tr><th>T</th><th>D</th></tr><tr><td>"
            "<a href='ieDecisionDetails.aspx?ID=501'>Slipway<span class='mgHide'> ref: 501</span></a></td><td>"
            "04/02/2016</td></tr></table>"
        ),
    ),
    "officers": (
        "mgListOfficerDecisions.aspx",
        (
            "<table class='mgTabTable'><tr><th>T</th><th>D</th></tr><tr><td>"
            "<a href='ieDecisionDetails.aspx?ID=501'>Slipway</a></td><td>04/02/2016</td></tr></table>"
        ),
    ),
    "committee": (
        "mgCommitteeDetails.aspx?ID=12",
        (
            "<h3 class='mgSubSubTitleTxt'>{purpose}</h3><div class='mgWordPara'><p>It keeps the harbour.</p>"
            "</div><h3 class='mgSubSubTitleTxt'>{members}</h3><ul class='mgBulletList'><li>"
            "<a href='mgUserInfo.aspx?UID=21'>Ada Quay</a> ({Chair})</li></ul>"
        ),
    ),
    "committees": (
        "mgListCommittees.aspx",
        "<ul class='mgBulletList'><li><a href='mgCommitteeDetails.aspx?ID=12'>Harbour Committee</a></li></ul>",
    ),
    "meetings": (
        "ieListMeetings.aspx?CId=12&Year=0",
        (
            "<p>{meetings of} Harbour Committee.</p><ul class='mgBulletList'><li>"
            "<a href='ieListDocuments.aspx?CId=12&amp;MId=346'>2 Mar 2016 9.30 am - {cancelled}</a></li></ul>"
        ),
    ),
    "attendance": (
        "mgMeetingAttendance.aspx?ID=345",
        (
            "<table summary='Table of meeting attendance'><tr><th>A</th><th>B</th><th>C</th></tr><tr><td>"
            "<a href='mgUserInfo.aspx?UID=21'>Ada Quay</a></td><td>{Chair}</td><td>{present}</td></tr><tr><td>"
            "Ben Spit</td><td>Officer</td><td>{apologies}</td></tr></table>"
        ),
    ),
    "person": (
        "mgUserInfo.aspx?UID=21",
        (
            "<div class='mgUserBody'><p><span class='mgLabel'>{party}: </span>Independent</p><p>"
            "<span class='mgLabel'>{ward}: </span>Harbour</p></div>"
        ),
    ),
    "plan": (
        "mgListPlanItems.aspx?PlanId=3&RP=1",
        (
            "<table class='mgTabTable'><tr><th>I</th><th>D</th></tr><tr><td>"
            "<a href='mgIssueHistoryHome.aspx?IId=55'>Slipway</a></td><td>March 2016 by Cabinet</td></tr></table>"
        ),
    ),
}
NAMED = {
    "meeting": "Harbour Committee - {day}", "attendance": "Harbour Committee - {day}", "committee": "Harbour Committee",
    "person": "Ada Quay", "register": "", "officers": "", "committees": "", "meetings": "", "plan": "",
}  # fmt: skip
MEETING = "meetings/harbour-committee/2016-02-03"
WANTED: dict[str, dict[str, dict[str, Any]]] = {
    "meeting": {
        MEETING: {
            "start": "09:30", "venue": "Custom House", "items.0.number": "2", "items.0.title": "Slipway",
            "items.0.summary": "To choose wood.", "items.0.decision": "Oak.", "items.0.minutes": "Oak was chosen.",
            "items.0.documents.0.renditions.0.url": f"{HOST}/documents/s77/Slipway.pdf",
            "items.0.documents.1.title": "Map", "items.0.documents.1.renditions.0.size_as_written": "1 MB",
        },
    },
    "issue": {"issues/slipway": {"title": "Slipway", "wards": ["Harbour", "Quay"]}},
    "meetings of issue": {
        "issues/slipway": {"title": "Slipway"},
        MEETING: {"items.0.number": "2", "items.0.issue": "slipway", "items.0.minutes": "Oak was chosen."},
    },
    "decisions of issue": {
        "decisions/2016/slipway": {"date": "2016-02-04", "issue": "slipway", "decision": "Oak."}
    },
    "agenda item": {
        MEETING: {
            "start": "09:30", "items.0.title": "Slipway", "items.0.summary": "To choose wood.",
            "items.0.minutes": "Oak was chosen.",
        },
    },
    "decision details": {
        "decisions/2016/slipway": {
            "date": "2016-02-04", "maker": "Harbour Master", "key_decision": False, "published": "2016-02-05",
            "decision": "Oak.", "reasons_text": "It lasts.",
        },
    },
    "register": {"decisions/2016/slipway": {"title": "Slipway", "date": "2016-02-04"}},
    "officers": {"decisions/2016/slipway": {"title": "Slipway", "date": "2016-02-04", "maker": "Officer"}},
    "committee": {
        "committees/harbour-committee": {
            "names.0.name": "Harbour Committee", "purpose": "It keeps the harbour.", "members.0.person": "ada-quay",
            "members.0.role": ("Chair", "Cadeirydd"),
        },
    },
    "committees": {"committees/harbour-committee": {"names.0.name": "Harbour Committee"}},
    "meetings": {
        "meetings/harbour-committee/2016-03-02": {
            "start": "09:30", "status": "cancelled", "status_note": ("CANCELLED", "WEDI'I GANSLO"),
        },
    },
    "attendance": {
        MEETING: {
            "attendance.0.person": "ada-quay", "attendance.0.role": ("Chair", "Cadeirydd"),
            "attendance.0.status": "present", "attendance.1.name": "Ben Spit", "attendance.1.status": "apologies",
        },
    },
    "person": {"people/ada-quay": {"name": "Ada Quay", "party": "Independent", "ward": "Harbour"}},
    "plan": {"issues/slipway": {"title": "Slipway", "summary": "- March 2016 by Cabinet"}},
}  # fmt: skip


def page(kind: str, labels: Labels, *, whole: bool) -> str:
    address, body = PAGES[kind]
    name = NAMED.get(kind, "Slipway")
    for label, words in labels.items():
        body, name = body.replace(f"{{{label}}}", words), name.replace(f"{{{label}}}", words)
    titled = f"<h2 class='mgSubTitleTxt'>{name}</h2>" if name else ""
    made = (
        f"<div id='modgov'><div class='mgHeader'><h1 class='mgMainTitleTxt'>{labels[kind]}</h1></div>{titled}"
        f"<div class='mgContent'>{body}</div></div>"
    )
    welsh = "" if labels is EN else f"{'&' if '?' in address else '?'}LLL=1"
    return (FRAME if whole else SAVED).format(url=f"{HOST}/{address}{welsh}", body=made)


def at(tree: Any, path: str) -> Any:
    for step in path.split("."):
        tree = tree[int(step)] if step.isdigit() else tree.get(step)
    return plain_text(parse(tree)).strip() if isinstance(tree, str) and "\n" in tree else tree


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "fragment"])
@pytest.mark.parametrize("labels", [EN, CY], ids=["english", "welsh"])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_the_kind_is_read(kind: str, labels: Labels, whole: bool, tmp_path: Path) -> None:  # noqa: FBT001 (a case)
    report = import_texts(tmp_path / "content", {"page.html": page(kind, labels, whole=whole)})
    assert [left for left in report.sources[0].not_understood if left.reason != FURNITURE] == []
    for name, facts in WANTED[kind].items():
        found = record(tmp_path / "content", name)
        for path, wanted in facts.items():
            expected = wanted[labels is CY] if isinstance(wanted, tuple) else wanted
            assert at(found, path) == expected, path


def test_every_kind_is_known_by_its_own_address_where_its_title_is_the_council_s(tmp_path: Path) -> None:
    for kind in PAGES:
        text = page(kind, EN, whole=True).replace(EN[kind], "Councillors and democracy", 1)
        report = import_texts(tmp_path / kind, {"page.html": text})
        assert report.sources[0].kind is not None, kind
        assert all((tmp_path / kind / f"{name}.yaml").is_file() for name in WANTED[kind]), kind
