"""What is made of meetings, each of which is fetched and read once for all of it.

That is the twin beside its page, its rows and its line in the downloads, and what issues and committees show of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.reading import with_texts
from plugins.archive.records import AgendaItem, CommitteeId, IssueId, MeetingId
from plugins.build.grounds import Answer, Grounds, gathered, packed
from plugins.exports import tables
from plugins.exports.atom import Entry, item_entry
from plugins.exports.calendar import event
from plugins.exports.data_package import LINES_FILE
from plugins.exports.desk import Desk, Part
from plugins.exports.fragments import Fragments, Lying, Writer
from plugins.exports.json_lines import line, zipped
from plugins.exports.json_records import frame_of, item_twin, meeting_link, meeting_twin
from plugins.exports.questions import FRAME, digest_of
from plugins.exports.rows import FOLDER, Seen, item_rows, paper_rows_of_meeting
from plugins.exports.sight import Sight
from plugins.exports.sittings import Sitting, sitting_of

# Pages of committees are as deep as those of issues, so that links from both look the same.
_DEEP: Final = at.issue_address(IssueId("x"))
_NOTHING: Final = (b"", b"")
_JSON: Final = msgspec.json.Encoder()
KIND: Final = "meeting"
FRAGMENTS: Final = "fragments"


class Wanted(NamedTuple):
    """What is to be made of the meetings of a part: the twins of some, and the rows and lines of all, or not."""

    part: Part
    twins: frozenset[str]
    rows: bool


class Made(NamedTuple):
    """Of meetings whose twins were made: their grounds, packed, a digest of those of each, and where fragments lie."""

    grounds: bytes
    digests: dict[MeetingId, bytes]
    lying: dict[MeetingId, Lying]


class _Rows(NamedTuple):
    """The rows of some meetings as text, and their lines, as they come."""

    items: list[str]
    meetings: list[str]
    papers: list[str]
    lines: list[bytes]


def make_meetings(shared: tuple[Desk, Answer], wanted: Sequence[Wanted]) -> Made:
    """Make what is wanted of some parts."""
    desk, answer = shared
    writer = Writer(desk.pieces / FRAGMENTS, wanted[0].part.name)
    asked: dict[str, Mapping[str, None]] = {}
    for each in wanted:
        asked |= _make_part(desk, each, writer)
    writer.close()
    grounds = gathered(((name, (FRAME, *questions)) for name, questions in asked.items()), answer)
    return Made(packed(grounds), dict(_digests(grounds)), writer.lying)


def _digests(grounds: Grounds) -> Iterable[tuple[MeetingId, bytes]]:
    """Of each meeting a digest of what its twin stands on."""
    for name, places in grounds.things.items():
        pairs = b"".join([grounds.questions[each].encode() + b"\0" + grounds.answers[each] for each in places])
        yield MeetingId(name.partition("/")[2]), digest_of(pairs)


def _make_part(desk: Desk, wanted: Wanted, writer: Writer) -> dict[str, Mapping[str, None]]:
    """Make what is wanted of a part; of meetings whose twins were made, the questions that were asked."""
    asked: dict[str, Mapping[str, None]] = {}
    rows, seen = _Rows([], [], [], []), desk.sight.at(FOLDER)
    for key in map(MeetingId, wanted.part.ids):
        if not (wanted.rows or key in wanted.twins):
            continue
        with desk.archive.noting() as questions:
            sitting = sitting_of(desk.sight, desk.archive.meetings[key])
            if key in wanted.twins:
                _make_twin(desk, sitting, writer)
                asked[f"{KIND}/{key}"] = questions
            if wanted.rows:
                _add_rows(rows, seen, sitting)
    if wanted.rows:
        _put_down(desk, wanted.part, rows)
    return asked


def _add_rows(rows: _Rows, seen: Sight, sitting: Sitting) -> None:
    """Add the rows and the line of a meeting."""
    rows.items.append(tables.ITEMS.lines(item_rows(seen, sitting)))
    rows.meetings.append(tables.MEETINGS.lines([Seen(seen, sitting.meeting)]))
    rows.papers.append(tables.DOCUMENTS.lines(paper_rows_of_meeting(seen, sitting)))
    rows.lines.append(line(seen, with_texts(sitting.meeting, sitting.items)))


def _put_down(desk: Desk, part: Part, rows: _Rows) -> None:
    """Put the rows and lines of a part where downloads are joined from."""
    desk.put_down(part, tables.ITEMS.file, "".join(rows.items).encode())
    desk.put_down(part, tables.MEETINGS.file, "".join(rows.meetings).encode())
    desk.put_down(part, tables.DOCUMENTS.file, "".join(rows.papers).encode())
    desk.put_down(part, LINES_FILE, zipped(rows.lines))


def _make_twin(desk: Desk, sitting: Sitting, writer: Writer) -> None:
    """Write the twin of a meeting, and what issues and committees show of it."""
    frame = frame_of(desk.sight.at(sitting.address), sitting)
    twins = [_JSON.encode(item_twin(frame, item)) for item in sitting.items]
    desk.write_twin(sitting.address, meeting_twin(frame, twins))
    sight = desk.sight.at(_DEEP)
    pieces = [*_of_meeting(sight, sitting)]
    moved = _moving(frame.sight, sight)
    for item, twin in zip(sitting.items, twins, strict=True):
        if _is_shown(item.appearance.item):
            pieces += moved(twin), _packed(item_entry(sight, sitting, item))
        else:
            pieces += _NOTHING
    writer.add(sitting.meeting.id, pieces)


def _of_meeting(sight: Sight, sitting: Sitting) -> tuple[bytes, bytes]:
    """How committees link to a meeting, and its event."""
    return msgspec.json.encode(meeting_link(sight, sitting.meeting)), event(sight, sitting.meeting, sitting.name)


def _is_shown(item: AgendaItem) -> bool:
    """Whether issues show an item just as its meeting does: if no address in its record looks like one of ours."""
    if item.issue is None:
        return False
    urls = [source.url for source in item.sources]
    for document in item.documents:
        urls += [rendition.url for rendition in document.renditions]
    return not any(url.startswith("../") for url in urls if url)


def _moving(here: Sight, there: Sight) -> Callable[[bytes], bytes]:
    """What makes of the twin of an item, as JSON, that seen from elsewhere.

    No text has a quotation mark that is not escaped.
    """
    now, then = f'"url":"{here.root}'.encode(), f'"url":"{there.root}'.encode()
    return lambda twin: twin if now == then else twin.replace(now, then)


def _packed(entry: Entry) -> bytes:
    """An entry as a fragment."""
    return f"{entry.when}\n{entry.xml}".encode()


def _unpacked(fragment: bytes) -> Entry:
    """The entry of a fragment."""
    return Entry(*fragment.decode().split("\n", 1))


# --- what issues and committees show of meetings -----------------------------------------------------------------


def history(sight: Sight, issue: IssueId, fragments: Fragments) -> list[tuple[bytes, Entry]]:
    """The items of an issue in order of date, each with its twin as JSON and its entry, as seen from the issue."""
    found = []
    for key, position in sight.archive.places_of(issue):
        kept = fragments.of_item(key, position)
        found.append((kept[0], _unpacked(kept[1])) if kept else _made_anew(sight, key, position))
    return found


def _made_anew(sight: Sight, key: MeetingId, position: int) -> tuple[bytes, Entry]:
    """The twin of an item and its entry."""
    meeting = sight.archive.meetings[key]
    sitting = sitting_of(sight, meeting, [sight.archive.appearances(meeting)[position]])
    (item,) = sitting.items
    return msgspec.json.encode(item_twin(frame_of(sight, sitting), item)), item_entry(sight, sitting, item)


def course(sight: Sight, committee: CommitteeId, fragments: Fragments) -> list[tuple[bytes, bytes]]:
    """The meetings of a committee in order, each as a link and as an event, as seen from the committee."""
    keys = sight.archive.meeting_ids_of(committee)
    return [fragments.of_meeting(key) or _of_meeting_anew(sight, key) for key in keys]


def _of_meeting_anew(sight: Sight, key: MeetingId) -> tuple[bytes, bytes]:
    """How committees link to a meeting, and its event."""
    return _of_meeting(sight, sitting_of(sight, sight.archive.meetings[key], ()))
