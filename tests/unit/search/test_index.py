from __future__ import annotations

from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.qparser import QueryParser

from plugins.search import index
from plugins.search.format import weight_of
from plugins.search.pool import Pool
from tests.support.searching import make_searched, read, write_indexes


def _pool(folder: Path, size: int = 80) -> Pool:
    searched = make_searched(7, size)
    write_indexes(folder, searched)
    return read(searched.language, searched.documents)


def test_whoosh_reads_back_every_posting(tmp_path: Path) -> None:
    pool = _pool(tmp_path)
    opened = whoosh_index.open_dir(str(tmp_path / "whoosh"))
    with opened.reader() as reader:
        for term, postings in pool.terms.items():
            if term.startswith("#"):
                continue
            field, _, text = term.rpartition(":")
            matcher = reader.postings(field or "text", text)
            found = []
            while matcher.is_active():
                found.append((matcher.id(), round(matcher.weight(), 3), matcher.value()))
                matcher.next()
            weights = [round(weight_of(level), 3) for level in postings.levels]
            assert found == list(zip(postings.numbers, weights, postings.values(), strict=True)), term
    opened.close()


def test_whoosh_s_own_parser_and_ranking_find_words_and_phrases(tmp_path: Path) -> None:
    _pool(tmp_path)
    opened = whoosh_index.open_dir(str(tmp_path / "whoosh"))
    with opened.searcher() as searcher:
        parser = QueryParser("text", opened.schema)
        words = searcher.search(parser.parse("parking libraries"), limit=None)
        phrase = searcher.search(parser.parse('"parking parks"'), limit=None)
        titles = searcher.search(parser.parse("title:library"), limit=5)
        assert len(words) > 0
        assert len(phrase) > 0
        assert all("librar" in hit["name"].lower() for hit in titles)
    opened.close()


def test_places_are_read_as_they_were_written() -> None:
    places = index.Places()
    for one in ([0], [3, 4, 500, 100_000]):
        assert places.decode_positions(places.encode(one)) == one
        assert places.decode_frequency(places.encode(one)) == len(one)


def test_an_archive_of_nothing_has_an_index(tmp_path: Path) -> None:
    _pool(tmp_path, size=0)
    opened = whoosh_index.open_dir(str(tmp_path / "whoosh"))
    assert opened.doc_count() == 0
    opened.close()


def test_writing_again_leaves_nothing_of_the_index_before(tmp_path: Path) -> None:
    _pool(tmp_path)
    _pool(tmp_path, size=3)
    opened = whoosh_index.open_dir(str(tmp_path / "whoosh"))
    assert opened.doc_count() == 3
    assert len(list((tmp_path / "whoosh").glob("*.toc"))) == 1
    opened.close()
