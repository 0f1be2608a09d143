"""A person can find things: by typing, by a link, by keyboard; and is told when something is broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from plugins.build.output import cache_folder
from plugins.search.ask import Asker, Filters
from tests.support.searching import Browser as Node

pytestmark = pytest.mark.browser
NOTHING = "xyzzyplugh"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def _results(page: Page) -> list[str]:
    expect(page.get_by_role("status").first).not_to_have_text("Searching…")
    return [title.strip() for title in page.locator("#results > li h2").all_text_contents()]  # also those out of sight


def _search(page: Page, words: str) -> list[str]:
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url(re.compile(r"\?q=" + re.escape(words.replace(" ", "+"))))
    return _results(page)


def test_typing_and_a_link_find_the_same(page: Page, home: str) -> None:
    page.goto(home + "search/")
    typed = _search(page, "parking")
    assert typed
    page.goto(home + "search/?q=parking")
    assert _results(page) == typed
    expect(page.get_by_role("searchbox")).to_have_value("parking")


def test_the_status_says_how_many_and_what_was_searched(page: Page, home: str) -> None:
    page.goto(home + "search/?q=parking")
    status = page.get_by_role("status").first
    expect(status).to_have_text(
        re.compile(r"^[\d,]+ results?\. Searched [\d,]+ records of \d+ committees, .* to .*\.$")
    )


def test_a_result_leads_to_its_item_and_its_passage_to_the_paragraph(page: Page, home: str, site: Path) -> None:
    page.goto(home + "search/?q=parking")
    _results(page)
    links = page.locator("#results > li a").evaluate_all("links => links.map((a) => a.href)")
    assert links
    for link in links:
        path, _, anchor = link.removeprefix(home).partition("#")
        text = (site / path / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text, link


def test_the_page_shows_what_whoosh_finds_in_its_order(page: Page, home: str, site: Path) -> None:
    with Asker(cache_folder(site) / "whoosh") as asker:
        for query in ("parking charges", '"car park"', "library OR swimming", "title:budget 2019..2021", "flood*"):
            expected = [one.url for one in asker.results(asker.answer(query).hits[:10])]
            page.goto(home + "search/?q=" + query.replace(" ", "+"))
            _results(page)
            links = page.locator("#results > li h2 a").evaluate_all("links => links.map((a) => a.getAttribute('href'))")
            assert [link.removeprefix("../") for link in links] == expected, query


def test_back_and_forward_go_from_search_to_search(page: Page, home: str) -> None:
    page.goto(home + "search/?q=parking")
    first = _results(page)
    second = _search(page, "library")
    assert first != second
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("parking")
    expect(page.locator("#results > li h2").first).to_have_text(first[0])
    page.go_forward()
    expect(page.get_by_role("searchbox")).to_have_value("library")
    expect(page.locator("#results > li h2").first).to_have_text(second[0])


def test_a_filter_leaves_as_many_results_as_it_says(page: Page, home: str) -> None:
    page.goto(home + "search/?q=council")
    select = page.get_by_label("Outcome")
    expect(select.locator("option").nth(1)).to_be_attached()
    label = select.locator("option").nth(1).inner_text()
    select.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url(re.compile("outcome="))
    count = re.search(r"\(([\d,]+)\)$", label)
    assert count
    expect(page.get_by_role("status").first).to_have_text(re.compile(rf"^{count[1]} results?\."))


def test_topics_are_offered_with_counts_when_looked_for(page: Page, home: str) -> None:
    page.goto(home + "search/?q=council")
    page.get_by_text("Topic, ward, person").click()
    option = page.get_by_label("Topic").locator("option").nth(1)
    expect(option).to_be_attached()
    found = re.fullmatch(r"(.*) \(([\d,]+)\)", option.inner_text())
    assert found
    page.get_by_label("Topic").select_option(found[1])
    expect(page.get_by_role("status").first).to_have_text(re.compile(rf"^{found[2]} results?\."))


def test_dates_and_sorting_are_in_the_address(page: Page, home: str) -> None:
    page.goto(home + "search/?q=council&from=2020&to=2021&sort=oldest")
    _results(page)
    days = page.locator("#results time").evaluate_all("times => times.map((time) => time.dateTime)")
    assert days == sorted(days)
    assert all("2020" <= day < "2022" for day in days)
    expect(page.get_by_label("Sort by")).to_have_value("oldest")


def test_more_results_are_shown_on_demand(page: Page, home: str) -> None:
    page.goto(home + "search/?q=council")
    assert len(_results(page)) == 10
    page.get_by_role("button", name=re.compile("^Show 10 more")).click()
    expect(page.locator("#results > li")).to_have_count(20)
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#results > li')[10]")


def test_nothing_found_says_what_was_searched_and_where_to_browse(page: Page, home: str) -> None:
    page.goto(home + "search/?q=" + NOTHING)
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^No results\. Searched .* committees"))
    expect(page.get_by_role("navigation", name="Issues by letter")).to_be_visible()
    assert _results(page) == []


def test_a_partial_match_says_so_and_a_misspelt_word_gets_a_suggestion(page: Page, home: str) -> None:
    page.goto(home + "search/?q=parking+chagres")
    expect(page.get_by_role("status").first).to_have_text(re.compile("No record has all of these words"))
    page.get_by_role("link", name="parking charges").click()
    page.wait_for_url(re.compile("charges"))
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^\d+ results?\."))


def test_a_missing_and_a_damaged_file_give_a_message_and_a_retry_never_results(page: Page, home: str) -> None:
    def damage(route: Route) -> None:
        route.fulfill(status=200, body=b"x\x9cdamaged")

    for broken in (lambda route: route.fulfill(status=404), damage):
        page.route("**/search-index/t/*.bin", broken)
        page.goto(home + "search/?q=parking")
        expect(page.get_by_role("status").first).to_have_text(re.compile("could not be read"))
        assert page.locator("#results > li").count() == 0
        page.unroute("**/search-index/t/*.bin")
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("#results > li").first).to_be_visible()


def test_without_the_index_of_papers_the_records_are_found_all_the_same(page: Page, home: str) -> None:
    page.route("**/documents/search-index/**", lambda route: route.fulfill(status=404))
    page.goto(home + "search/?q=parking")
    assert _results(page)
    page.wait_for_load_state("networkidle")
    assert _results(page)
    expect(page.locator("select[name=type] option[value=document]")).to_have_text("Document")


def test_an_index_of_a_later_format_is_refused(page: Page, home: str, site: Path) -> None:
    manifest = json.loads((site / "search-index/manifest.json").read_bytes()) | {"format": 999}
    page.route("**/search-index/manifest.json", lambda route: route.fulfill(json=manifest))
    page.goto(home + "search/?q=parking")
    expect(page.get_by_role("status").first).to_have_text(re.compile("older or newer"))


def test_it_works_under_a_sub_path(page: Page, sub_home: str) -> None:
    page.goto(sub_home + "search/?q=parking")
    assert _results(page)
    assert page.locator("#results > li h2 a").first.evaluate("a => a.href").startswith(sub_home)


def test_without_script_the_page_offers_the_letters_the_years_and_the_committees(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + "search/")
    for name in ("Issues by letter", "Meetings by year", "Committees"):
        expect(page.get_by_role("navigation", name=name)).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_results_are_accessible_and_fit_the_screen(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(home + "search/?q=council+parking")
    _results(page)
    expect(page.get_by_label("Committee").locator("option").nth(1)).to_be_attached()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_sample_of_queries_finds_the_same_in_chromium_as_in_node(page: Page, home: str, site: Path) -> None:
    node = Node()
    queries = ["parking", "the council", "-parking", "com* OR 2020..", '"the report"', "budget NEAR/9 council"]
    folder = str(site / "search-index")
    replies = node.ask([{"folder": folder, "query": query, "sort": "relevance"} for query in queries])
    node.close()
    page.goto(home + "search/")
    totals = page.evaluate(
        """async (queries) => {
          const client = document.querySelector('script[src$="/client.js"]').src;
          const part = (name) => import(client.replace("client.js", name));
          const { analyserFor } = await part("analyse.js");
          const { parse } = await part("query.js");
          const { NO_FILTERS, Ranker } = await part("rank.js");
          const { Shards } = await part("shards.js");
          const shards = new Shards("../search-index/");
          const { language, common } = await shards.manifest();
          const ranker = new Ranker(shards, await analyserFor(language, common));
          const answers = queries.map((query) => ranker.answer(parse(query, ranker.analyser), NO_FILTERS, "relevance"));
          return (await Promise.all(answers)).map(({ ordered }) => ordered);
        }""",
        queries,
    )
    assert totals == [[number for number, _ in reply["hits"]] for reply in replies]


def test_a_pause_in_typing_shows_results_and_offers_words(page: Page, home: str) -> None:
    page.goto(home + "search/")
    page.get_by_role("searchbox").press_sequentially("parki")
    expect(page.locator("#results > li").first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("button", name="parking", exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value("parking")
    page.wait_for_url(re.compile(r"\?q=parking$"))
    page.go_back()
    page.wait_for_url(re.compile(r"/search/$"))
    assert page.locator("#results > li").count() == 0


def test_results_are_copied_as_a_table(browser: Browser, home: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(home + "search/?q=parking")
    page.get_by_role("button", name="Copy these results as CSV").click()
    expect(page.get_by_role("button", name="10 results copied")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0] == "date,committee,kind,title,outcome,address"
    assert len(lines) == 11
    assert all(home in line for line in lines[1:])
    context.close()


def test_after_few_results_those_with_most_of_the_words_follow(page: Page, home: str, site: Path) -> None:
    with Asker(cache_folder(site) / "whoosh") as asker:
        expected = [one.url for one in asker.results(asker.also("fairmile baths opening date"))]
    page.goto(home + "search/?q=fairmile+baths+opening+date")
    page.locator("#closest").scroll_into_view_if_needed()
    expect(page.locator("#closest > h2")).to_have_text("Records with most of these words")
    links = page.locator("#closest h2 a").evaluate_all("links => links.map((a) => a.getAttribute('href'))")
    assert [link.removeprefix("../") for link in links] == expected


def test_results_of_one_matter_fold_under_its_best_and_open_by_keyboard(page: Page, home: str) -> None:
    page.goto(home + "search/?q=parking")
    plain = _results(page)
    if not page.get_by_label("Group results of one matter").is_visible():
        page.get_by_text("Filter and sort").click()
    page.get_by_label("Group results of one matter").check()
    page.wait_for_url(re.compile(r"fold=1"))
    page.wait_for_load_state("networkidle")
    folds = page.locator("#results > li > .result__fold")
    expect(folds.first).to_have_text(re.compile(r"^\d+ more results? on this matter$"))
    expect(page.locator("#results > li h2").first).to_have_text(plain[0])
    first = folds.first
    first.focus()
    expect(first).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"#{first.get_attribute('aria-controls')} h2").first).to_be_visible()
    folded = "document.getElementById(one.getAttribute('aria-controls')).children.length"
    told, there = first.evaluate(f"(one) => [parseInt(one.textContent), {folded}]")
    assert told == there
    page.go_back()
    expect(page.locator("#results > li h2")).to_have_text(plain)


def test_papers_are_a_kind_of_their_own_with_a_count_and_lead_to_their_item(page: Page, home: str, site: Path) -> None:
    page.goto(home + "search/?q=tanners+yard")
    records = _results(page)
    page.wait_for_load_state("networkidle")
    kind = page.locator("select[name=type]")
    with Asker(cache_folder(site) / "documents" / "whoosh") as asker:
        answer = asker.answer("tanners yard", Filters(kind="document"))
        expected = asker.results(answer.hits[:10])
    expect(kind.locator("option[value=document]")).to_have_text(f"Document ({len(answer.hits)})")
    kind.select_option("document")
    page.wait_for_url(re.compile(r"type=document"))
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"Searched \d+ documents of"))
    expect(page.locator("#results > li h2")).to_have_text([one.title for one in expected])
    links = page.locator("#results > li h2 a").evaluate_all("links => links.map((a) => a.getAttribute('href'))")
    assert [link.removeprefix("../") for link in links] == [one.url for one in expected]
    page.go_back()
    expect(page.locator("#results > li h2")).to_have_text(records)
