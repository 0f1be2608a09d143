"""An index brought up to date is the index made anew: the same files, and the same answers of Whoosh."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from whoosh import index as whoosh_index

from plugins.archive.archive import Archive
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import Committee, DatedName, Decision, Document, Issue, Meeting, Person
from plugins.search import format as form
from plugins.search import pool
from plugins.search.ask import Asker
from tests.support.builders import (
    make_archive,
    make_committee,
    make_decision,
    make_issue,
    make_item,
    make_meeting,
    make_person,
)
from tests.support.searching import WORDS, published, write_indexes

ARCHIVES = 6
EDITS = 7
MEETINGS = 30
COMMITTEES = ("cabinet", "planning", "scrutiny")
ISSUES = tuple(f"issue-{number}" for number in range(12))
PEOPLE = ("jo-field", "sam-lee", "kim-ash")
QUERIES = (
    "parking",
    "library",
    '"parking parks"',
    "title:budget",
    "park*",
    "housing planning -street",
    "item 3",
    "50/2",
)

Records = dict[str, AnyRecord]
Edit = Callable[[Records, random.Random], Records]


def _text(chance: random.Random, most: int) -> str:
    """Words, common ones more often."""
    return " ".join(WORDS[int(len(WORDS) * chance.random() ** 2)] for _ in range(chance.randint(1, most)))


def _item(chance: random.Random, number: int) -> Any:
    return make_item(
        _text(chance, 4),
        number=str(number),
        issue=chance.choice((None, *ISSUES)),
        minutes="\n\n".join(_text(chance, 30) for _ in range(chance.randint(0, 3))) or None,
        decision=chance.choice((None, None, f"RESOLVED: That {_text(chance, 6)} be approved.")),
        documents=(Document(title=_text(chance, 3), reference=f"{number}/2"),) if chance.random() < 0.2 else (),
        wards=("North",) if chance.random() < 0.2 else (),
        routine=chance.random() < 0.1,
    )


def _meeting(chance: random.Random, day: dt.date) -> Meeting:
    items = (_item(chance, number) for number in range(1, chance.randint(2, 6)))
    return make_meeting(chance.choice(COMMITTEES), day.isoformat(), *items)


def _day(chance: random.Random) -> dt.date:
    return dt.date(2010, 1, 1) + dt.timedelta(days=chance.randint(0, 2000))


def _records(chance: random.Random) -> Records:
    made: list[AnyRecord] = [
        *(make_committee(one, one.title(), purpose=_text(chance, 9)) for one in COMMITTEES),
        *(make_issue(one, _text(chance, 4), topics=("Housing",) if chance.random() < 0.3 else ()) for one in ISSUES),
        *(make_person(one, role=_text(chance, 2)) for one in PEOPLE),
        *(_meeting(chance, _day(chance)) for _ in range(MEETINGS)),
        make_decision("2011/grant", "2011-05-06", decision=_text(chance, 9), committee="cabinet", issue=ISSUES[0]),
        make_decision("2012/sale", "2012-05-06", decision=_text(chance, 9), maker_person=PEOPLE[0]),
    ]
    return {file_of(one): one for one in made}


def _some(records: Records, kind: type[Any], chance: random.Random) -> Any:
    return chance.choice([one for one in records.values() if isinstance(one, kind)])


def _put(records: Records, one: AnyRecord) -> Records:
    return {**records, file_of(one): one}


def _without(records: Records, one: AnyRecord) -> Records:
    return {file: other for file, other in records.items() if other is not one}


def _edit_items(records: Records, chance: random.Random, edit: Callable[[list[Any], int], None]) -> Records:
    meeting: Meeting = _some(records, Meeting, chance)
    items = list(meeting.items)
    edit(items, chance.randrange(len(items)))
    return _put(records, msgspec.structs.replace(meeting, items=tuple(items)))


def word_changed(records: Records, chance: random.Random) -> Records:
    """One word of an item's minutes."""

    def edit(items: list[Any], at: int) -> None:
        words = (items[at].minutes or "nothing said").split(" ")
        words[chance.randrange(len(words))] = chance.choice((*WORDS, "xylophone"))
        items[at] = msgspec.structs.replace(items[at], minutes=" ".join(words))

    return _edit_items(records, chance, edit)


def word_added(records: Records, chance: random.Random) -> Records:
    """One word more in an item's title or minutes."""

    def edit(items: list[Any], at: int) -> None:
        field = chance.choice(("title", "minutes"))
        text = f"{chance.choice(WORDS)} {getattr(items[at], field) or ''}".strip()
        items[at] = msgspec.structs.replace(items[at], **{field: text})

    return _edit_items(records, chance, edit)


def item_added(records: Records, chance: random.Random) -> Records:
    """An item somewhere on an agenda."""
    return _edit_items(records, chance, lambda items, at: items.insert(at, _item(chance, 50)))


def item_removed(records: Records, chance: random.Random) -> Records:
    """An item less, if it is not the last."""
    return _edit_items(records, chance, lambda items, at: items.__delitem__(slice(at, at + min(1, len(items) - 1))))


def items_exchanged(records: Records, chance: random.Random) -> Records:
    """Two items in each other's place."""

    def edit(items: list[Any], at: int) -> None:
        items[at], items[0] = items[0], items[at]

    return _edit_items(records, chance, edit)


def meeting_added_at_the_end(records: Records, chance: random.Random) -> Records:
    """A meeting after all others."""
    return _put(records, _meeting(chance, dt.date(2020, 1, 1) + dt.timedelta(days=chance.randint(0, 999))))


def meeting_added(records: Records, chance: random.Random) -> Records:
    """A meeting somewhere."""
    return _put(records, _meeting(chance, _day(chance)))


def meeting_removed(records: Records, chance: random.Random) -> Records:
    """A meeting less."""
    return _without(records, _some(records, Meeting, chance))


def committee_renamed(records: Records, chance: random.Random) -> Records:
    """A committee with another name from some day on."""
    one: Committee = _some(records, Committee, chance)
    day = _day(chance)
    names = (
        DatedName(name=one.names[0].name, until=day - dt.timedelta(days=1)),
        DatedName(name=_text(chance, 2), from_=day),
    )
    return _put(records, msgspec.structs.replace(one, names=names))


def issue_retitled(records: Records, chance: random.Random) -> Records:
    """An issue with another title and topic."""
    one: Issue = _some(records, Issue, chance)
    return _put(
        records, msgspec.structs.replace(one, title=_text(chance, 4), topics=(chance.choice(("Parks", "Roads")),))
    )


def person_added_or_removed(records: Records, chance: random.Random) -> Records:
    """A person, which stands before all that has a day."""
    people = [one for one in records.values() if isinstance(one, Person) and one.id not in PEOPLE]
    return _without(records, people[0]) if people else _put(records, make_person("al-moss", role=_text(chance, 3)))


def decision_changed(records: Records, chance: random.Random) -> Records:
    """A decision taken on another day."""
    one: Decision = _some(records, Decision, chance)
    return _put(records, msgspec.structs.replace(one, date=_day(chance), title=_text(chance, 3)))


def nothing(records: Records, _chance: random.Random) -> Records:
    """All as it is."""
    return records


KINDS: tuple[Edit, ...] = (
    word_changed, word_changed, word_added, word_added, item_added, item_removed, items_exchanged, meeting_added,
    meeting_added_at_the_end, meeting_removed, committee_renamed, issue_retitled, person_added_or_removed,
    decision_changed, nothing,
)  # fmt: skip


def _archive(records: Records) -> Archive:
    """An archive that knows digests of its records' files, as one does that was read from them."""
    digests = {file: form.digest(msgspec.json.encode(record)) for file, record in records.items()}
    return dataclasses.replace(make_archive(*records.values()), digests=digests)


def _postings(folder: Path) -> list[Any]:
    """All that Whoosh reads of an index: every posting of every term, and what is stored of every document."""
    opened = whoosh_index.open_dir(str(folder / "whoosh"))
    with opened.reader() as reader:
        found: list[Any] = [reader.stored_fields(number) for number in range(reader.doc_count_all())]
        for field, text in reader.all_terms():
            matcher = reader.postings(field, text)
            rows = []
            while matcher.is_active():
                rows.append((matcher.id(), matcher.weight(), matcher.value()))
                matcher.next()
            found.append((field, text, reader.doc_frequency(field, text), rows))
    opened.close()
    return found


def _answers(folder: Path) -> list[Any]:
    with Asker(folder / "whoosh") as asker:
        return [(query, answer := asker.answer(query), asker.results(answer.hits)) for query in QUERIES]


def _shared(folder: Path, before: Path) -> int:
    """How many published files are those of the index before."""
    index, old = folder / "search-index", before / "search-index"
    files = (path for path in index.rglob("*.bin") if (old / path.relative_to(index)).exists())
    return sum(path.samefile(old / path.relative_to(index)) for path in files)


@pytest.fixture(autouse=True)
def small_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small limits, so that small archives have every kind of file."""
    sizes = {"TERM_SHARD": 300, "PACK": 200, "PLACES_PACK": 300, "WORD_SHARD": 60, "WHOLE": 12, "HEAD": 5, "TIER": 12,
             "PLACES_CHUNK": 9, "DOCUMENT_FOLDER": 16, "OFTEN": 20}  # fmt: skip
    for name, size in sizes.items():
        monkeypatch.setattr(form, name, size)
    # in small archives one edit would often change the usual length of a field, and with it every posting
    monkeypatch.setattr(pool, "_STEPS", 0.125)


class TestAnIndexBroughtUpToDateIsTheIndexMadeAnew:
    """After any edits, file for file and posting for posting, whatever was taken over from the build before."""

    @pytest.mark.parametrize("seed", range(ARCHIVES))
    def test_after_each_of_many_edits(self, seed: int, tmp_path: Path) -> None:
        chance = random.Random(seed)
        records = _records(chance)
        before = tmp_path / "0"
        write_indexes(before, _archive(records))
        shared = []
        for step in range(1, EDITS + 1):
            edit = chance.choice(KINDS)
            records = edit(records, chance)
            now, anew = tmp_path / str(step), tmp_path / f"{step}-anew"
            write_indexes(now, _archive(records), before)
            write_indexes(anew, _archive(records))
            assert published(now) == published(anew), edit.__name__
            assert _postings(now) == _postings(anew), edit.__name__
            assert _answers(now) == _answers(anew), edit.__name__
            shared.append(_shared(now, before))
            before = now
        assert sum(map(bool, shared)) > EDITS / 2

    @pytest.mark.parametrize("edit", dict.fromkeys(KINDS))
    def test_after_each_kind_of_edit(self, edit: Edit, tmp_path: Path) -> None:
        chance = random.Random(edit.__name__)
        records = _records(chance)
        write_indexes(tmp_path / "before", _archive(records))
        changed = _archive(edit(records, chance))
        write_indexes(tmp_path / "now", changed, tmp_path / "before", workers=2)
        write_indexes(tmp_path / "anew", changed)
        assert published(tmp_path / "now") == published(tmp_path / "anew")
        assert _postings(tmp_path / "now") == _postings(tmp_path / "anew")
        assert _shared(tmp_path / "now", tmp_path / "before")
