from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from plugins.archive import prose as prose_module
from plugins.archive.prose import paragraph, parse, plain_text, render


def numbers(text: str) -> list[tuple[str | None, str]]:
    return [(block.number, block.text) for block in parse(text)]


def test_paragraphs_and_list_items_are_counted_from_one_and_headings_and_tables_are_not() -> None:
    text = "First.\n\n### Heading\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nLast."
    assert numbers(text) == [
        ("1", "First."),
        (None, "Heading"),
        ("2", "one"),
        ("3", "two"),
        (None, "a | b\n1 | 2"),
        ("4", "Last."),
    ]


def test_a_second_paragraph_of_a_list_item_and_nested_items_count() -> None:
    assert numbers("- one\n\n  more\n  - inner\n- two") == [("1", "one"), ("2", "more"), ("3", "inner"), ("4", "two")]


def test_numbers_of_a_list_stay_as_typed() -> None:
    assert '<li value="1">' in render(parse("1. First\n3. Third"), anchor="item-5", letter="m")
    assert '<li value="3">' in render(parse("1. First\n3. Third"), anchor="item-5", letter="m")


def test_raw_html_is_shown_as_text() -> None:
    assert render(parse("<script>alert(1)</script> & <b>x</b>"), anchor="item-1", letter="m").startswith(
        '<p id="item-1-m1">&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;\u00a0'
    )


def test_links_lead_to_the_web_mail_and_telephones_only() -> None:
    html = render(
        parse("[a](https://a.example/) [b](javascript:alert(1)) [c](data:text/html,x) ![d](http://x/y.png)"),
        anchor="",
        letter="d",
    )
    assert [a.get("href") for a in lxml_html.fromstring(html).iter("a")] == [
        "https://a.example/",
        "http://x/y.png",
        "#d1",
    ]
    assert "<img" not in html


def test_each_numbered_block_has_its_anchor_and_a_link_to_itself() -> None:
    prose = parse("A.\n\n- b")
    html = lxml_html.fromstring(f"<div>{render(prose, anchor='item-50', letter='m')}</div>")
    assert html.xpath("//@id") == ["item-50-m1", "item-50-m2"]
    assert html.xpath("//a[@class='para']/@href") == ["#item-50-m1", "#item-50-m2"]


def test_away_from_home_there_are_no_ids_and_the_links_lead_home() -> None:
    html = lxml_html.fromstring(f"<div>{render(parse('A.'), anchor='item-50', letter='m', link='../../m/#')}</div>")
    assert html.xpath("//@id") == []
    assert html.xpath("//a/@href") == ["../../m/#item-50-m1"]


def test_a_pointer_finds_its_paragraph_and_nothing_else() -> None:
    prose = parse("One.\n\nTwo.")
    found = paragraph(prose, "m2")
    assert found is not None
    assert found.text == "Two."
    assert [paragraph(prose, pointer) for pointer in ("m3", "x1", "m", "")] == [None] * 4


def test_a_heading_fits_below_the_headings_of_the_page() -> None:
    assert render(parse("### Advice"), anchor="a", letter="m", heading=5) == "<h5>Advice</h5>"
    assert render(parse("# Advice"), anchor="a", letter="m", heading=5) == "<h5>Advice</h5>"
    assert render(parse("##### Advice"), anchor="a", letter="m", heading=5) == "<h6>Advice</h6>"


@given(st.text(max_size=300))
def test_whatever_is_written_the_html_is_well_formed_and_has_no_script(text: str) -> None:
    html = render(parse(text), anchor="item-1", letter="m")
    tree = lxml_html.fragment_fromstring(f"<div>{html}</div>")
    assert not {element.tag for element in tree.iter()} & {"script", "img", "style", "iframe"}
    assert html.count("<li") == html.count("</li>")
    assert html.count("<ul>") == html.count("</ul>")


@given(st.lists(st.from_regex(r"\A[A-Za-z ,.]{1,40}\Z").map(str.strip).filter(bool), max_size=5))
def test_plain_paragraphs_are_kept_word_for_word(paragraphs: list[str]) -> None:
    assert plain_text(parse("\n\n".join(paragraphs))).split() == " ".join(paragraphs).split()


PIECES = st.sampled_from(
    ["word", " ", "  ", "\n", "\n\n", "    ", "-", "1.", "12)", "+", "=", "*", "_", "&amp;", "<b>", "`", "#", "\t"]
    + ["\xa0", "(a)", '"', "'", ":", "!", "£2,000", "Ŵ", "---", "===", "http://a.example", "~~", "|", "\\", "%"]
)

LINES = st.sampled_from(
    ["word", "two words", "- first", "- second one", "1. first", "2. second", "7. seventh", "01. x", "0. x", "3) x"]
    + ["+ x", "-", "- ", "1.", "-  far", "- - in", "- 1. in", "1. - in", "  - in", " word", "    word", "===", "---"]
    + ["- ---", "- x ", "-x", "12345678901. x", "1986) x", "", "", "", "", "٣. x", "- ٣. x"]
)


@given(st.one_of(st.lists(PIECES, max_size=24).map("".join), st.lists(LINES).map("\n".join), st.text(max_size=80)))
def test_a_text_without_markup_is_read_as_the_parser_would_read_it(text: str) -> None:
    by_the_parser = tuple(prose_module._blocks(prose_module._parser().parse(text)))
    assert parse(text) == (() if text.isspace() else by_the_parser)


def test_simple_lists_are_read_as_lists_between_paragraphs() -> None:
    blocks = parse("Members:\n\n- asked;\n- heard;\n\n3. Third\n\n4. Fourth\n\nThe end.")
    assert [(block.kind, block.number, block.text) for block in blocks] == [
        ("paragraph", "1", "Members:"),
        ("item", "2", "asked;"),
        ("item", "3", "heard;"),
        ("item", "4", "Third"),
        ("item", "5", "Fourth"),
        ("paragraph", "6", "The end."),
    ]
    assert [(block.opens, block.closes) for block in blocks[1:5]] == [
        ("<ul><li>", "</li>"),
        ("<li>", "</li></ul>"),
        ('<ol start="3"><li value="3">', "</li>"),
        ('<li value="4">', "</li></ol>"),
    ]
