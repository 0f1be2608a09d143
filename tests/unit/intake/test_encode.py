from __future__ import annotations

import datetime as dt
import re

import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.records import AgendaItem, Document, Exempt, Meeting, MeetingId, Rendition, Vote
from plugins.intake.decode import decode
from plugins.intake.encode import encode
from tests.support.builders import make_item, make_meeting

# What XML cannot hold, no feed can tell, and no record may say.
CHARACTERS = st.characters(exclude_categories=["Cs"]).filter(
    re.compile("[^\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]").match
)
TEXT = st.text(CHARACTERS, min_size=1, max_size=200).map(str.rstrip).filter(bool)
PROSE = st.lists(TEXT, min_size=1, max_size=4).map("\n\n".join)


def decoded(text: str, identifier: str = "cabinet/2020-05-06") -> Meeting:
    record, findings = decode("meeting", text, "m.yaml", id=identifier)
    assert findings == ()
    assert isinstance(record, Meeting)
    return record


def test_a_record_is_written_in_the_order_of_its_type_with_prose_in_blocks() -> None:
    item = make_item("Parks", number="5", minutes="First.\n\nRESOLVED: That the plan be approved.", routine=True)
    assert encode(make_meeting("cabinet", "2020-05-06", item, start="18:30")) == (
        "committee: cabinet\n"
        "date: 2020-05-06\n"
        'start: "18:30"\n'
        "items:\n"
        '  - number: "5"\n'
        "    title: Parks\n"
        "    routine: true\n"
        "    minutes: |\n"
        "      First.\n"
        "\n"
        "      RESOLVED: That the plan be approved.\n"
    )


def test_defaults_and_the_identifier_are_not_written() -> None:
    assert encode(make_meeting()) == "committee: cabinet\ndate: 2020-05-06\n"


@given(title=TEXT, prose=PROSE, number=TEXT)
def test_what_is_written_is_read_back_the_same_whatever_characters_it_may_hold(
    title: str, prose: str, number: str
) -> None:
    item = AgendaItem(
        title=title,
        number=number,
        minutes=prose,
        exempt=Exempt(paragraphs=(1, 3), reason=prose),
        votes=(Vote(for_=3, against=0),),
        documents=(Document(title=title, renditions=(Rendition(format="pdf", bytes=12),)),),
    )
    meeting = Meeting(id=MeetingId("cabinet/2020-05-06"), committee="cabinet", date=dt.date(2020, 5, 6), items=(item,))
    assert decoded(encode(meeting)) == meeting


@given(title=TEXT, prose=PROSE)
def test_any_reader_of_yaml_sees_text_as_text(title: str, prose: str) -> None:
    value = yaml.safe_load(encode(make_meeting("cabinet", "2020-05-06", make_item(title, minutes=prose))))
    assert value["items"][0]["title"].rstrip("\n") == title
    assert value["items"][0]["minutes"].rstrip("\n") == prose.rstrip("\n")


def test_plain_values_may_be_written_without_quotes() -> None:
    meeting = decoded("committee: cabinet\ndate: 2020-05-06\nstart: 18:30\nitems:\n  - number: 10.1\n    title: 2019\n")
    assert (meeting.start, meeting.items[0].number, meeting.items[0].title) == ("18:30", "10.1", "2019")


def test_a_key_without_a_value_is_as_if_it_were_not_there() -> None:
    meeting = decoded(
        "committee: cabinet\ndate: 2020-05-06\nvenue:\nitems:\n  - title: Parks\n    minutes:\n    documents:\n"
    )
    assert (meeting.venue, meeting.items[0].minutes, meeting.items[0].documents) == (None, None, ())


def test_an_address_is_never_written_as_a_block() -> None:
    url = "https://democracy.example.org/documents/" + "a" * 120
    document = Document(title="Plan", renditions=(Rendition(format="pdf", url=url),))
    text = encode(make_meeting("cabinet", "2020-05-06", make_item(documents=(document,))))
    assert yaml.safe_load(text)["items"][0]["documents"][0]["renditions"][0]["url"] == url
