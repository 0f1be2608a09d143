"""Sources that stand where they stood, some of them with other words: found without a look at the others.

A changed word is found by the digest of its record's file, and what shows something of that record by what the archive
tells of it. So a small change costs what it touches. Whatever else changed, places among it, is for `moving`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.archive.places import FOLDERS
from plugins.archive.records import Decision, Issue, IssueId, Meeting
from plugins.search import papers
from plugins.search.documents import Searched
from plugins.search.keeping import kept
from plugins.search.ledger import CONTENT, Entry, entry, patched, placed
from plugins.search.moving import Moves, Renewed
from plugins.search.packing import unpacked
from plugins.search.sources import Sources
from plugins.search.texts import CHUNKS, TEXTS, Laid, Packed, chunk_of, file_of, lay_renewed, taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plugins.archive.archive import Archive
    from plugins.search.catalogue import Catalogue
    from plugins.search.documents import SearchDocument
    from plugins.search.indexing import Places
    from plugins.search.ledger import Ledger, Roll

_MEETINGS, _ISSUES, _DECISIONS = (f"{FOLDERS[kind]}/" for kind in (Meeting, Issue, Decision))


def in_place(places: Places, ledger: Ledger, catalogue: Catalogue) -> Renewed | None:
    """Return what became of sources; `None` where not all stand where they stood. Raises StaleCacheError."""
    if isinstance(catalogue.origin, Searched):
        return None
    of_papers = isinstance(catalogue.origin, papers.Papers)
    archive = catalogue.origin.archive if isinstance(catalogue.origin, papers.Papers) else catalogue.origin
    changed = _changed_records(archive, ledger)
    if changed is None:
        return None
    texts = _Texts(places, ledger)
    keys = set(_showing(Sources(archive, of_papers=of_papers), changed, texts))
    steady = catalogue.standing_at(ledger.roll.standing(ledger.days))
    renewal = _Renewal(steady, ledger, texts)
    return renewal.done() if all(map(renewal.add, sorted(keys))) else None


def _changed_records(archive: Archive, ledger: Ledger) -> list[str] | None:
    """The files of changed records; `None` where it takes more than them to tell what changed."""
    now, before = archive.digests, ledger.records
    if not before or now.keys() != before.keys():
        return None
    changed = [file for file, code in now.items() if before[file] != code]
    if not all(file.startswith((_MEETINGS, _ISSUES, _DECISIONS)) for file in changed):
        return None
    in_order = [f"{_MEETINGS}{meeting}.yaml" for meeting in archive.meetings]
    return changed if ledger.roll.keys[: len(in_order)] == in_order else None


def _showing(sources: Sources, changed: Iterable[str], texts: _Texts) -> Iterator[str]:
    """The keys of sources whose documents may show something of changed records."""
    archive = sources.archive
    for file in changed:
        if file.startswith(_ISSUES):
            issue = IssueId(_identifier(file))
            yield from (f"{_MEETINGS}{meeting.id}.yaml" for meeting in sources.meetings_with(issue))
            yield from (f"{_DECISIONS}{decision.id}.yaml" for decision in archive.decisions_on(issue))
            if not sources.of_papers:
                yield file
            continue
        yield file
        if not sources.of_papers:
            named = {*_named_in(archive, file), *(document.issue for document in texts.documents(file))}
            yield from (f"{_ISSUES}{issue}.yaml" for issue in named if issue in archive.issues)


def _named_in(archive: Archive, file: str) -> Iterator[str | None]:
    """The issues that a meeting or a decision names."""
    if file.startswith(_MEETINGS):
        meeting: Meeting = archive.meetings[_identifier(file)]  # type: ignore[index] # the key's own type
        yield from (item.issue for item in meeting.items)
    else:
        yield archive.decisions[_identifier(file)].issue  # type: ignore[index]


def _identifier(file: str) -> str:
    return file.partition("/")[2].removesuffix(".yaml")


class _Texts:
    """The documents of the last build, read in as few files as they lie in."""

    def __init__(self, places: Places, ledger: Ledger) -> None:
        self._places, self._looks = places, ledger.looks
        self._laid: dict[int, Laid] = {}

    def documents(self, key: str) -> list[SearchDocument]:
        """Return the documents of a source as they were. Raises StaleCacheError."""
        chunk = chunk_of(key)
        if chunk not in self._laid:
            self._laid[chunk] = kept(self._places.before / _name(chunk), Laid)
        return list(map(unpacked, taken(self._laid[chunk], key)))

    def leave(self, changes: Mapping[str, list[bytes]]) -> None:
        """Leave the texts of all for the next build, those of some sources as they are now."""
        self._places.texts.mkdir(parents=True)
        chunks: dict[int, Packed] = {}
        for key, packed in changes.items():
            chunks.setdefault(chunk_of(key), {})[key] = packed
        for chunk in range(CHUNKS):
            if chunk in chunks:
                lay_renewed(file_of(self._places.texts, chunk), self._laid[chunk], chunks[chunk])
            else:
                self._places.take([_name(chunk)], self._looks)


def _name(chunk: int) -> str:
    return f"{TEXTS}/{chunk:02}"


class _Renewal:
    """Sources looked at anew, one after another."""

    def __init__(self, catalogue: Catalogue, ledger: Ledger, texts: _Texts) -> None:
        self._catalogue, self._roll, self._texts = catalogue, ledger.roll, texts
        self._places = {key: at for at, key in enumerate(ledger.roll.keys)}
        self._digests: dict[int, bytes] = {}
        self._contents: dict[int, bytes] = {}
        self._packed: dict[str, list[bytes]] = {}
        self._was: dict[int, SearchDocument] = {}

    def add(self, key: str) -> bool:
        """Look at a source; whether it stands where it stood."""
        at = self._places[key]
        source = self._catalogue.sources[at]
        if placed(source) != self._roll.placed[at * CONTENT : (at + 1) * CONTENT]:
            return False
        self._digests[at] = source.digest
        one, packed = entry(key, source.digest, self._catalogue.made_of(at))
        one.first = self._roll.first(at)
        self._compare(one, packed)
        return True

    def _compare(self, one: Entry, packed: list[bytes]) -> None:
        """Note which documents of a source changed."""
        others = {n: code for n, code in self._each(one) if code != self._roll.content(n)}
        if others:
            was = dict(zip(one.numbers, self._texts.documents(one.key), strict=True))
            self._contents |= others
            self._was |= {number: was[number] for number in others}
            self._packed[one.key] = packed

    @staticmethod
    def _each(one: Entry) -> Iterator[tuple[int, bytes]]:
        return zip(one.numbers, one.each_content(), strict=True)

    def done(self) -> Renewed:
        """Return what was found, and leave the texts of all. Raises StaleCacheError."""
        changed = sorted(self._contents)
        moves = Moves(None, changed, changed, is_as_long=True).checked(len(self._catalogue))
        self._texts.leave(self._packed)
        return Renewed(self._catalogue, moves, sorted(self._was.items()), self._roll_with)

    def _roll_with(self, sizes: Mapping[int, int]) -> Roll:
        return patched(self._roll, self._digests, self._contents, sizes)
