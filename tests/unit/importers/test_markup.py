from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.prose import parse as parse_prose
from plugins.archive.prose import plain_text
from plugins.importers.commonmark import compose
from plugins.importers.lines import Line, pieces
from plugins.importers.markup import TooDeepError, lines_of, lines_within, parse
from tests.support.accounting import words


def lines(markup: str) -> tuple[Line, ...]:
    root = parse(markup)
    return () if root is None else lines_of(root)


def commonmark(markup: str) -> str:
    return compose(pieces(lines(markup)))


def test_blocks_are_lines_and_broken_lines_within_them_mean_nothing() -> None:
    assert [line.text for line in lines("<div>One\n two<p>Three</p>four<br/>five</div>")] == [
        "One two", "Three", "four", "five"
    ]  # fmt: skip


def test_character_references_are_the_characters_they_stand_for() -> None:
    assert [line.text for line in lines("<p>22&#47;10&#47;2015&#32;&amp; &#163;5 &nbsp; Grŵp</p>")] == [
        "22/10/2015 & £5 Grŵp"
    ]


def test_what_a_reader_never_sees_is_left_out() -> None:
    hidden = (
        '<style>p{}</style><script>x()</script><span class="mgHide"> ref: 5</span><p style="display: none">no</p>'
        "<!-- note --><p hidden>no</p>"
    )
    assert [line.text for line in lines(f"<div>Seen{hidden}</div>")] == ["Seen"]


def test_words_are_joined_only_where_the_page_joins_them() -> None:
    assert lines("<p><b>R</b>ESOLVED 31<sup>st</sup></p>")[0].text == "RESOLVED 31st"
    assert lines('<p><a href="x">Restricted enclosure 4</a><a href="y">View the reasons</a></p>')[0].text == (
        "Restricted enclosure 4 View the reasons"
    )
    assert lines("<p>Essex<b> and</b> Kent</p>")[0].text == "Essex and Kent"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p><b>RESOLVED:</b> That it be <i>noted</i>.</p>", "**RESOLVED:** That it be *noted*."),
        ("<p><b> RESOLVED </b>that</p>", "**RESOLVED** that"),
        ("<p><strong><em>both</em></strong></p>", "***both***"),
        ("<p>(<b>a</b>)</p>", "(**a**)"),
        ("<p><b>one</b><b>two</b></p>", "**onetwo**"),
        ('<p>See <a href="https://example.org/a (1).pdf">the map</a>.</p>',
         "See [the map](https://example.org/a%20%281%29.pdf)."),
        ('<p>See <a href="javascript:alert(1)">the map</a>.</p>', "See the map."),
        ("<ul><li>one<ul><li>deeper</li></ul></li><li>two<p>more</p></li></ul>", "- one\n  - deeper\n- two\n\n  more"),
        ('<ol start="3"><li>three</li><li>four</li></ol>', "3. three\n4. four"),
        ('<ol type="a"><li>first</li><li>second</li></ol>', "- a. first\n- b. second"),
        ("<p>1. typed</p><p># 5</p>", "1\\. typed\n\n\\# 5"),
        ("<h4>Advice</h4><p>Wait</p>", "### Advice\n\nWait"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2 | 3</td></tr></table>",
         "| a | b |\n| --- | --- |\n| 1 | 2 \\| 3 |"),
        (('<table><tr><th colspan="2">wide</th></tr><tr><td rowspan="2">tall</td><td>x</td></tr><tr><td>y</td></tr>'
         "</table>"),
         "| wide |  |\n| --- | --- |\n| tall | x |\n|  | y |"),
        ("<table><tr><td><p>Only</p><p>layout</p></td></tr></table>", "Only\n\nlayout"),
    ],
)  # fmt: skip
def test_markup_becomes_commonmark(markup: str, expected: str) -> None:
    assert commonmark(markup) == expected


def test_emphasis_that_commonmark_cannot_say_is_dropped_and_no_word_with_it() -> None:
    made = commonmark("<p>un<b>believ*able</b>s *x*</p>")
    assert plain_text(parse_prose(made)) == "unbeliev*ables *x*"


def test_lines_know_where_they_stand() -> None:
    (line,) = lines('<div id="modgov">\n<p class="mgLabel">Venue</p></div>')
    assert line.number == 2
    assert {"#modgov", "mgLabel"} <= line.roles


def test_two_thousand_levels_are_walked_and_more_are_refused_as_a_whole() -> None:
    assert [line.text for line in lines("<div>" * 2_000 + "word" + "</div>" * 2_000)] == ["word"]
    with pytest.raises(TooDeepError):
        parse("<div>" * 10_000 + "word" + "</div>" * 10_000)


def _wrapped(tag: str, parts: list[str]) -> str:
    if tag in {"ul", "ol"}:
        return f"<{tag}>{''.join(f'<li>{p}</li>' for p in parts)}</{tag}>"
    if tag == "table":
        return f"<table>{''.join(f'<tr><td>{p}</td><td>x</td></tr>' for p in parts)}</table>"
    return f"<div>{''.join(parts)}</div>"


INLINE = st.recursive(
    st.text(alphabet="ab *_[]()<>&#|1.", min_size=1, max_size=8).map(
        lambda t: t.replace("&", "&amp;").replace("<", "&lt;")
    ),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["b", "i", "span", "a href='https://example.org/'", "strong"]),
        st.lists(inner, max_size=3),
    ).map(lambda t: t.replace("</a href='https://example.org/'>", "</a>")),
    max_leaves=6,
)
BLOCKS = st.recursive(
    INLINE.map(lambda t: f"<p>{t}</p>"),
    lambda inner: st.builds(
        _wrapped,
        st.sampled_from(["div", "ul", "ol", "table"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(BLOCKS)
def test_every_visible_word_survives_in_order(markup: str) -> None:
    seen = [word for line in lines(markup) for word in words(line.text)]
    shown = words(plain_text(parse_prose(commonmark(markup))))
    marks = {"•", *"abcdefghijklmnopqrstuvwxyz"}
    assert [w for w in shown if w not in marks and not w.isdigit()] == [
        w for w in seen if w not in marks and not w.isdigit()
    ]


class TestVeryBadMarkup:
    def test_markup_in_a_value_that_is_nested_too_deep_gives_its_words(self) -> None:
        found = lines_within("<div>" * 10_000 + "The pond &amp; the park" + "</div>" * 10_000)
        assert [line.text for line in found] == ["The pond & the park"]

    def test_a_tag_of_very_many_attributes_is_read_without_them_and_its_words_stay(self) -> None:
        attributes = " ".join(f"a{n}" for n in range(100_000))
        start = process_time()
        found = lines(f"<p {attributes}>The pond</p>\n<p title='{'b ' * 2000}'>and <i class='x'>the park</i></p>")
        assert [(line.number, line.text) for line in found] == [(1, "The pond"), (2, "and the park")]
        assert process_time() - start < 5


def test_an_empty_anchor_marks_its_line_or_the_next() -> None:
    found = lines("<p><a name='AI1'></a>1.</p><a name='AI2'></a><p>Two</p><p>Three</p>")
    assert [sorted(role for role in line.roles if role.startswith("#AI")) for line in found] == [["#AI1"], ["#AI2"], []]
