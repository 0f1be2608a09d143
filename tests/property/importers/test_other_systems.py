"""Whatever JSON of the right outer shape: no traceback, no word lost, and twice is once."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.importers.drafts import Page
from plugins.importers.readers import finished, read
from plugins.importers.recognise import Unreadable
from tests.support.importing import files, import_texts

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12), st.sampled_from(["", "0001-01-01T00:00:00Z", "2020-02-30", "2020-02-03T10:00:00", "1."]),
    st.sampled_from(["http://[", "https://a.example/x.pdf", "1", "2", "Aye", "7-0", "2:30 PM", "<p>a</p>", "\u0000b"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda v: st.one_of(st.lists(v, max_size=3), st.dictionaries(st.text(max_size=8), v, max_size=3)),
    max_leaves=6,
)
SMALL = st.sampled_from([1, 2, 3, "1"])
FIELDS = {
    "Event": "BodyId BodyName Date Time Location AgendaStatusName MinutesStatusName AgendaFile Comment InSiteURL Items",
    "EventItem": "EventId AgendaSequence MinutesSequence AgendaNumber Title AgendaNote MinutesNote ActionName "
    "ActionText PassedFlag PassedFlagName Tally Mover Seconder MatterId MatterFile MatterName MatterAttachments",
    "Matter": "File Name Title TypeName StatusName BodyName IntroDate EXText1 Text",
    "MatterHistory": "EventId ActionDate ActionName ActionText ActionBodyId ActionBodyName MatterId Votes",
    "Vote": "EventItemId PersonId PersonName ValueName",
    "RollCall": "EventItemId PersonId PersonName ValueName",
    "Body": "Name TypeName Description ContactFullName",
    "Person": "FullName FirstName LastName Email",
    "OfficeRecord": "BodyId BodyName FullName PersonId Title StartDate EndDate",
    "MatterAttachment": "Name Hyperlink MatterId FileName",
}


def legistar_object(prefix: str) -> st.SearchStrategy[dict[str, Any]]:
    own = {f"{prefix}{name}": st.one_of(VALUES, SMALL) for name in FIELDS[prefix].split()}
    return st.fixed_dictionaries({f"{prefix}Id": SMALL, f"{prefix}Guid": st.text(max_size=3)}, optional=own)


LEGISTAR = st.lists(st.sampled_from(sorted(FIELDS)).flatmap(legistar_object), max_size=6)
KINDS = {
    "Organization": "name shortName organizationType startDate endDate membership location keyword",
    "Meeting": "name start end cancelled meetingState location organization participant agendaItem invitation",
    "AgendaItem": "number name order public result resolutionText consultation meeting auxiliaryFile",
    "Paper": "name reference date paperType mainFile auxiliaryFile consultation relatedPaper underDirectionOf keyword",
    "Consultation": "paper agendaItem meeting organization role",
    "Person": "name familyName givenName membership email status",
    "Membership": "person organization role startDate endDate",
    "File": "name fileName mimeType size downloadUrl derivativeFile masterFile text",
}
ADDRESSES = st.sampled_from([f"https://a.example/{n}" for n in range(4)])


def oparl_object(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    held = st.deferred(lambda: st.sampled_from(sorted(KINDS)).flatmap(oparl_object))
    values = st.one_of(SCALARS, ADDRESSES, st.lists(ADDRESSES, max_size=3), st.lists(held, max_size=2), held)
    own = dict.fromkeys(KINDS[kind].split(), values)
    first = {"id": ADDRESSES, "type": st.just(f"https://schema.oparl.org/1.1/{kind}")}
    return st.fixed_dictionaries(first, optional={**own, "deleted": st.booleans()})


OPARL = st.lists(st.sampled_from(sorted(KINDS)).flatmap(oparl_object), max_size=4)
SLOW = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)


AROUND = (
    '{"EventId": 1, "EventItems": %s}',
    '{"type": "https://schema.oparl.org/1.1/Paper", "consultation": %s}',
    "[%s]",
    "%s",
)


def stumbles(reasons: list[str]) -> list[str]:
    return [reason for reason in reasons if "stumble" in reason]


class TestAnyObjects:
    @SLOW
    @given(st.one_of(LEGISTAR, OPARL))
    def test_a_list_of_objects_is_read_or_reported(self, value: list[dict[str, Any]]) -> None:
        reading = read(Page("page.json", "", json.dumps(value)))
        assert isinstance(reading, Unreadable) or stumbles([left.reason for left in reading.left]) == []

    @SLOW
    @given(st.lists(st.one_of(LEGISTAR, OPARL), max_size=3))
    def test_files_that_refer_to_one_another_are_read_together(self, values: list[list[dict[str, Any]]]) -> None:
        pages = [read(Page(f"{n}.json", "", json.dumps(value)), alone=False) for n, value in enumerate(values)]
        whole = finished([each for each in pages if not isinstance(each, Unreadable)])
        assert stumbles([left.reason for each in whole for left in each.left]) == []

    @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25)
    @given(st.one_of(LEGISTAR, OPARL))
    def test_an_import_twice_is_an_import_once(self, value: list[dict[str, Any]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder) / "content"
            first = import_texts(content, {"a.json": json.dumps(value)})
            assert stumbles([left.reason for source in first.sources for left in source.not_understood]) == []
            before = files(content)
            import_texts(content, {"a.json": json.dumps(value)})
            assert files(content) == before

    @SLOW
    @given(VALUES, st.sampled_from(AROUND))
    def test_any_json_is_read_or_refused(self, value: object, around: str) -> None:
        reading = read(Page("page.json", "", around % json.dumps(value)))
        assert isinstance(reading, Unreadable) or stumbles([left.reason for left in reading.left]) == []

    def test_what_is_nested_too_deeply_is_refused(self) -> None:
        for text in (
            "[" * 100_000,
            '{"a":' * 10_000 + "1" + "}" * 10_000,
            '[{"EventId":1,"EventItems":' + "[" * 10_000,
        ):
            assert isinstance(read(Page("page.json", "", text)), Unreadable)
