from __future__ import annotations

from plugins.archive.records import Document, DocumentKind, Exempt, Rendition
from plugins.pages.views.papers import document_views, exempt_view, format_size


def test_a_size_as_written_wins_over_the_counted_one() -> None:
    document = Document(title="Plan", renditions=(Rendition(format="pdf", bytes=5, size_as_written="134 KB"),))
    assert document_views((document,), {})[0].renditions[0].size == "134 KB"


def test_a_file_of_ours_has_the_size_that_was_counted() -> None:
    document = Document(title="Plan", renditions=(Rendition(format="pdf", file="a b.pdf"),))
    shown = document_views((document,), {"a b.pdf": 2048})[0].renditions[0]
    assert (shown.format, shown.size, shown.address, shown.url) == ("PDF", "2 KB", "documents/a%20b.pdf", "")


def test_every_rendition_and_the_reference_are_shown() -> None:
    files = (Rendition(format="pdf", url="https://x.example/1"), Rendition(format="docx", url="https://x.example/2"))
    document = Document(title="draft v12", reference="50/2", kind=DocumentKind.APPENDIX, renditions=files)
    shown = document_views((document,), {})[0]
    assert (shown.title, shown.reference, shown.kind) == ("draft v12", "50/2", "Appendix")
    assert [r.url for r in shown.renditions] == ["https://x.example/1", "https://x.example/2"]


def test_only_addresses_of_the_web_become_links() -> None:
    document = Document(title="Plan", renditions=(Rendition(format="pdf", url="javascript:alert(1)"),))
    assert document_views((document,), {})[0].renditions[0].url == ""


def test_a_readable_title_stands_for_an_ugly_one() -> None:
    document = Document(title="Outcomes2013 with Summary", display_title="Outcomes of the consultation")
    assert document_views((document,), {})[0].title == "Outcomes of the consultation"


def test_the_files_of_a_restricted_document_are_never_shown() -> None:
    document = Document(
        title="Land", renditions=(Rendition(format="pdf", file="land.pdf"),), restricted=Exempt(paragraphs=(3,))
    )
    assert document_views((document,), {})[0].renditions == ()


def test_a_ground_of_exemption_is_given_in_plain_words() -> None:
    shown = exempt_view(Exempt(paragraphs=(3, 5), public_excluded=True))
    assert shown is not None
    assert [(g.number, g.meaning) for g in shown.grounds] == [
        (3, "the financial or business affairs of a person or organisation, which may be the council itself"),
        (5, "advice covered by legal professional privilege"),
    ]
    assert shown.public == "The press and public were excluded."


def test_nothing_is_said_of_the_public_where_nothing_is_recorded() -> None:
    shown = exempt_view(Exempt(paragraphs=(1,)))
    assert shown is not None
    assert shown.public is None


def test_sizes_are_in_the_units_of_the_sources() -> None:
    assert [format_size(n) for n in (12, 137_216, 2_411_725)] == ["12 bytes", "134 KB", "2.3 MB"]
