from __future__ import annotations

import pytest

from plugins.archive.records import Document, DocumentKind, Exempt, Rendition
from plugins.importers.moderngov.documents import document_line, has_file


def test_a_document_with_two_files_is_told_apart_from_the_end_of_its_line() -> None:
    said = document_line("Ponds - draft v3 May 2009, item 8 PDF 1.2 MB View as DOCX (8/2) 158 KB")
    assert said.document == Document(
        title="Ponds - draft v3 May 2009",
        reference="8/2",
        renditions=(
            Rendition(format="pdf", size_as_written="1.2 MB"),
            Rendition(format="docx", size_as_written="158 KB"),
        ),
    )
    assert said.scaffold == ", item 8 View as"


@pytest.mark.parametrize(
    ("text", "title", "size"),
    [
        ("Ponds PDF 90 KB", "Ponds", "90 KB"),
        ("Ponds pdf icon PDF 43 KB", "Ponds", "43 KB"),
        ("PDF guide to ponds PDF 43 KB", "PDF guide to ponds", "43 KB"),
        ("Ponds HTM 2 KB", "Ponds", "2 KB"),
        ("Ponds.docx DOCX 512 bytes", "Ponds.docx", "512 bytes"),
        ("Pyllau pdf eicon PDF 281 KB", "Pyllau", "281 KB"),
    ],
)
def test_formats_and_sizes_are_read_in_their_spellings(text: str, title: str, size: str) -> None:
    document = document_line(text).document
    assert (document.title, [r.size_as_written for r in document.renditions]) == (title, [size])


def test_a_line_without_a_file_is_all_title() -> None:
    assert document_line("Ponds in 90 KB of words").document == Document(title="Ponds in 90 KB of words")
    assert not has_file("Ponds in 90 KB of words")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Survey results - Background", DocumentKind.BACKGROUND),
        ("Background paper 2", DocumentKind.BACKGROUND),
        ("Background to the ponds and more", DocumentKind.OTHER),
        ("Appendix 2 to the report", DocumentKind.APPENDIX),
        ("Annexes A to C", DocumentKind.APPENDIX),
        ("Enc 1 map", DocumentKind.APPENDIX),
        ("Map of appendix sites", DocumentKind.OTHER),
        ("Encouraging ponds", DocumentKind.OTHER),
    ],
)
def test_a_title_that_says_what_a_document_is_is_believed(title: str, kind: DocumentKind) -> None:
    document = document_line(f"{title}, item 8 PDF 1 KB").document
    assert (document.title, document.kind) == (title, kind)


def test_a_restricted_document_has_no_file_and_a_reason_that_the_page_does_not_give() -> None:
    run_together = "Restricted enclosure 4View the reasons why document  71./2 is restricted"
    said = document_line(run_together)
    assert said.document == Document(title="Restricted enclosure 4", reference="71./2", restricted=Exempt())
    assert said.scaffold == "View the reasons why document  71./2 is restricted"
