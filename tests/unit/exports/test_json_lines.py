from __future__ import annotations

import gzip
import json

from plugins.exports.json_lines import line, zipped
from plugins.exports.sight import Sight
from tests.support.builders import make_archive, make_decision, make_issue, make_item, make_meeting, make_person

MEETING = make_meeting("cabinet", "2013-09-11", make_item(minutes="ŵ \n two"))
ARCHIVE = make_archive(MEETING, make_issue(), make_person(), make_decision())
SIGHT = Sight(ARCHIVE, "data/", "")


def test_a_line_is_a_record_with_its_type_and_its_address() -> None:
    said = json.loads(line(SIGHT, MEETING))
    assert (said["type"], said["url"], said["id"]) == (
        "meeting", "../meetings/cabinet/2013-09-11/", "cabinet/2013-09-11",
    )  # fmt: skip
    assert said["items"][0]["minutes"] == "ŵ \n two"


def test_every_kind_of_record_has_a_line() -> None:
    records = [ARCHIVE.settings, *ARCHIVE.committees.values(), *ARCHIVE.issues.values(), *ARCHIVE.people.values()]
    kinds = [json.loads(line(SIGHT, record))["type"] for record in [*records, MEETING, *ARCHIVE.decisions.values()]]
    assert kinds == ["archive", "committee", "issue", "person", "meeting", "decision"]


def test_members_one_after_the_other_are_one_file_and_bear_no_time() -> None:
    whole = zipped([line(SIGHT, MEETING)]) + zipped(line(SIGHT, issue) for issue in ARCHIVE.issues.values())
    assert len(gzip.decompress(whole).splitlines()) == 2
    assert whole[4:8] == bytes(4)
