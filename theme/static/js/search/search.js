// The search page: what is typed and chosen, the address, and what is shown. Joins the other modules; owns the page.

import { CHOSEN, addressOf, filtersOf, stateOf } from "./address.js";
import { analyserFor, fold } from "./analyse.js";
import { excerpt, marked, wantedBy } from "./excerpt.js";
import { ResultList } from "./folding.js";
import { Filtering, columns, ofPapers } from "./filtering.js";
import { IndexError } from "./format.js";
import { moment, pause } from "./pause.js";
import { parse } from "./query.js";
import { Ranker } from "./rank.js";
import { element, longDate, result } from "./results.js";
import { Shards } from "./shards.js";
import { csv } from "./table.js";
import { ahead, completed, completions, meanwhile } from "./typing.js";

const PAGE = 10;
/** Where results are folded, so many are looked at. */
const FOLDED = 30;
const SOON = 120;
const IDLE = 450;
const WORTH_A_LOOK = 3;

/** @typedef {import("./address.js").State} State */

const root = document.documentElement.dataset.root ?? "./";
const home = new URL(root, document.baseURI).href;
/** The records, and in an index of their own the papers. */
const indexes = { records: new Shards(`${home}search-index/`), papers: new Shards(`${home}documents/search-index/`) };

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (byId("search"));
const [box, folding] = ["q", "fold"].map((id) => /** @type {HTMLInputElement} */ (byId(id)));
const [status, advice, list, more, browse, empty, filters, words, subjects, closest] = ["status", "advice", "results", "more", "browse", "empty", "filters", "words", "subjects", "closest"].map((id) => byId(id));

const filtering = new Filtering(form, /** @type {HTMLDetailsElement} */ (filters), /** @type {HTMLDetailsElement} */ (subjects), open);

/** The search under way; an older one that ends later changes nothing. */
let turn = 0;
/** What is shown. */
let shown = new ResultList(list, false);
/** Sees when the end of few results comes into view. @type {IntersectionObserver | undefined} */
let seen;
/** Whether the entry of the history is of a query still being typed, and when to look at what was typed. */
const typing = { unfinished: false, timer: 0, soon: 0 };

/** @returns {State} what the address asks for */
const fromAddress = () => stateOf(new URLSearchParams(location.search));

/** @param {State} state @returns {string} */
const toAddress = (state) => location.pathname + addressOf(state);

/** @param {State} state */
function intoForm(state) {
  if (document.activeElement !== box || box.value.trim() !== state.q) box.value = state.q;
  for (const name of CHOSEN) {
    const field = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
    if (state[name] && ![...field.options].some(({ value }) => value === state[name])) field.append(element("option", { value: state[name] }, [state[name]]));
    field.value = state[name] || (name === "sort" ? "relevance" : "");
  }
  folding.checked = state.fold === "1";
}

/** @param {boolean} papers whether those are asked for, in place of the records @returns {Promise<Ranker>} */
function open(papers) {
  const source = papers ? indexes.papers : indexes.records;
  return source.once("ranker", async () => {
    const { language, common } = await source.manifest();
    return new Ranker(source, await analyserFor(language, common));
  });
}

/** @param {number} number @param {string} one @param {string} [many] @returns {string} */
const plural = (number, one, many = `${one}s`) => `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;

/** @param {Ranker} ranker @returns {Promise<string>} what was searched: which bodies, and which days */
async function searched({ source }) {
  const { committees, first, last, documents } = await source.manifest();
  const days = first && last ? `, ${longDate(first)} to ${longDate(last)}` : "";
  return `Searched ${plural(documents, source === indexes.papers ? "document" : "record")} of ${plural(committees.length, "committee")}${days}.`;
}

/** @param {import("./rank.js").Answer} answer @param {State} state @returns {string} */
function verdict({ total, matched, wanted }, state) {
  const narrowed = CHOSEN.some((name) => name !== "sort" && state[name]);
  if (!total) return narrowed ? "No results with these filters." : "No results.";
  if (wanted && !matched) return `No record has this word. ${plural(total, "record has", "records have")} words that begin so.`;
  if (matched < wanted) return `No record has all of these words. ${plural(total, "record has", "records have")} ${matched} of the ${wanted}.`;
  return `${plural(total, "result")}.`;
}

/** Search for what the address asks for, and show it. @param {boolean} [unfinished] whether the last word is still being typed */
async function run(unfinished = false) {
  clearTimeout(typing.timer);
  const mine = ++turn;
  const state = fromAddress();
  intoForm(state);
  document.title = document.title.replace(/^.*?(?=Search)/u, state.q ? `${state.q} · ` : "");
  if (!state.q) return clear();
  status.textContent = "Searching…";
  try {
    const current = () => mine === turn;
    await show(state, current, unfinished).catch((error) => again(error, state, current));
  } catch (error) {
    if (mine === turn) complain(error);
  }
}

/** The index may have been published anew since the page was opened: read its newest once before complaining. @param {unknown} error @param {State} state @param {() => boolean} current */
function again(error, state, current) {
  if (!(error instanceof IndexError) || error.kind === "offline" || indexes.records.doubtful) throw error;
  forget();
  return show(state, current, false);
}

/** Read everything anew. */
const forget = () => Object.values(indexes).forEach((index) => index.forget());

/** Show the page as it is before a search. */
function clear() {
  for (const part of [advice, words, closest]) part.replaceChildren();
  shown = new ResultList(list, false);
  for (const part of [more, empty, filters]) part.hidden = true;
  browse.hidden = false;
  status.textContent = "";
}

/** @param {State} state @param {() => boolean} current whether the answer is still wanted @param {boolean} unfinished */
async function show(state, current, unfinished) {
  const ranker = await open(ofPapers(state));
  const query = parse(unfinished ? await meanwhile(state.q, ranker.analyser, ranker.source) : state.q, ranker.analyser);
  const counting = Object.values(filtersOf(state)).some(Boolean) ? columns(ranker, query, state) : null;
  counting?.catch(() => {}); // told of where it is waited for
  const folds = state.fold === "1";
  const answer = await ranker.answer(query, filtersOf(state), state.sort || "relevance", folds ? FOLDED : PAGE);
  const first = await cards(ranker, query, answer.ordered.slice(0, PAGE), answer.page);
  const told = `${verdict(answer, state)} ${await searched(ranker)}`;
  if (!current()) return;
  shown = new ResultList(list, folds);
  shown.put(first);
  list.classList.toggle("results--partial", answer.matched < answer.wanted);
  for (const part of [advice, closest]) part.replaceChildren();
  status.textContent = told;
  browse.hidden = answer.total > 0;
  empty.hidden = answer.total > 0;
  filters.hidden = false;
  offerMore(ranker, query, state, answer, current);
  if (!counting) await moment();
  if (!current()) return;
  offerClosest(ranker, query, state, answer, current);
  await Promise.all([offerSpelling(ranker, query, state, current), filtering.offer(await (counting ?? columns(ranker, query, state)), state, current)]);
  while (folds && current() && shown.seen < PAGE && shown.cards.length < Math.min(FOLDED, answer.total)) {
    await append(ranker, query, state, answer, current);
  }
}

/** @typedef {import("./folding.js").Made} Made */

/** @param {Ranker} ranker @param {import("./query.js").Query} query @param {number[]} numbers @param {import("./rank.js").Answer["page"]} [page] @returns {Promise<Made[]>} */
async function cards(ranker, query, numbers, page) {
  const wanted = wantedBy(query);
  const made = [];
  for (const card of await Promise.all(numbers.map((number) => page?.get(number) ?? ranker.source.document(number)))) {
    await pause();
    const [title, passage] = [marked(card.title, wanted, ranker.analyser), excerpt(card, wanted, ranker.analyser)];
    made.push({ card, item: result({ card, title, excerpt: passage }, root) });
  }
  return made;
}

/** @param {Ranker} ranker @param {import("./query.js").Query} query @param {State} state @param {import("./rank.js").Answer} answer @param {() => boolean} current */
function offerMore(ranker, query, state, answer, current) {
  const left = answer.total - shown.cards.length;
  more.hidden = !answer.total;
  const button = element("button", { type: "button" }, [`Show ${Math.min(PAGE, left)} more of ${left.toLocaleString("en-GB")}`]);
  more.replaceChildren(...(left > 0 ? [button] : []), ...("clipboard" in navigator ? [copyButton()] : []));
  button.addEventListener("click", () => {
    button.setAttribute("disabled", "");
    showMore(ranker, query, state, answer, current).catch(complain);
  });
}

/** @param {Ranker} ranker @param {import("./query.js").Query} query @param {State} state @param {import("./rank.js").Answer} answer @param {() => boolean} current */
async function showMore(ranker, query, state, answer, current) {
  const seen = shown.seen;
  await append(ranker, query, state, answer, current);
  if (current()) /** @type {HTMLElement | null} */ (list.children[seen]?.querySelector("a"))?.focus();
}

/** @param {Ranker} ranker @param {import("./query.js").Query} query @param {State} state @param {import("./rank.js").Answer} answer @param {() => boolean} current */
async function append(ranker, query, state, answer, current) {
  const before = shown.cards.length;
  const enough = before + PAGE;
  const all = answer.ordered.length >= Math.min(enough, answer.total) ? answer : await ranker.answer(query, filtersOf(state), state.sort || "relevance", enough);
  const made = await cards(ranker, query, all.ordered.slice(before, enough));
  if (!current()) return;
  shown.put(made);
  offerMore(ranker, query, state, all, current);
}

/** Where few records have all words, those with most of them follow once they are scrolled to or asked for. @param {Ranker} ranker @param {import("./query.js").Query} query @param {State} state @param {import("./rank.js").Answer} answer @param {() => boolean} current */
function offerClosest(ranker, query, state, { total, matched, wanted }, current) {
  closest.replaceChildren();
  seen?.disconnect();
  if (!total || total >= PAGE || matched < wanted || wanted < 2) return;
  const button = element("button", { type: "button" }, ["Show records with most of these words"]);
  /** @type {Promise<void> | null} */
  let under = null;
  const follow = () => (under ??= showClosest(ranker, query, state, button, current));
  closest.append(button);
  button.addEventListener("click", () => follow().catch(complain));
  if (sparing() || !("IntersectionObserver" in globalThis)) return;
  seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) follow().catch(() => {});
  });
  seen.observe(button);
}

/** @param {Ranker} ranker @param {import("./query.js").Query} query @param {State} state @param {HTMLElement} button @param {() => boolean} current */
async function showClosest(ranker, query, state, button, current) {
  seen?.disconnect();
  const { ordered } = await ranker.also(query, filtersOf(state));
  const made = await cards(ranker, query, ordered);
  if (current()) putClosest(made, document.activeElement === button);
}

/** @param {Made[]} made @param {boolean} asked whether to go there */
function putClosest(made, asked) {
  const told = made.length ? "Records with most of these words" : "No other record has most of these words";
  closest.replaceChildren(element("h2", { tabindex: "-1" }, [told]), element("ul", { class: "results" }, made.map(({ item }) => item)));
  if (asked) closest.querySelector("h2")?.focus();
}

/** @returns {HTMLElement} */
function copyButton() {
  const button = element("button", { type: "button", class: "results-copy" }, ["Copy these results as CSV"]);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(csv(shown.cards, home));
    button.textContent = `${plural(shown.cards.length, "result")} copied`;
  });
  return button;
}

/** @param {Ranker} ranker @param {import("./query.js").Query} query @param {State} state @param {() => boolean} current */
async function offerSpelling(ranker, query, state, current) {
  const found = await ranker.meant(query);
  if (!found.length || !current()) return;
  const corrected = found.reduce((text, { word, likely }) => replaced(text, word, likely), state.q);
  const link = element("a", { href: toAddress({ ...state, q: corrected }) }, [corrected]);
  advice.replaceChildren("Did you mean ", link, "?");
}

/** @param {string} text @param {string} word folded @param {string} meant @returns {string} */
function replaced(text, word, meant) {
  return text.replace(/[\p{L}\p{M}]+/gu, (written) => (fold(written) === word ? meant : written));
}

/** @param {unknown} error */
function complain(error) {
  const known = error instanceof IndexError;
  if (!known) console.error(error);
  const reason = known && error.kind === "version" ? `This page is older or newer than the search index: ${error.message}.` : "Part of the search index could not be read, so there is no answer rather than a wrong one.";
  const button = element("button", { type: "button" }, ["Try again"]);
  button.addEventListener("click", () => {
    forget();
    run();
  });
  clear();
  status.textContent = reason;
  advice.replaceChildren(button);
  advice.title = known ? error.message : "";
}

/** Go to what the form asks for. @param {boolean} [unfinished] whether it is still being typed: then it stays one entry of the history */
function go(unfinished = false) {
  const address = toAddress(stateOf(new FormData(form)));
  const next = typing.unfinished ? "replaceState" : "pushState";
  if (address !== location.pathname + location.search) history[next](null, "", address);
  typing.unfinished = unfinished;
  run(unfinished);
}

/** Whether the reader asks for few bytes. @returns {boolean} */
const sparing = () => Boolean(/** @type {any} */ (navigator).connection?.saveData);

/** While a person types: what the dictionary says of the words, so that a round trip fewer follows Enter. */
async function prepare() {
  const { analyser, source } = await open(ofPapers(fromAddress()));
  if (!sparing()) await ahead(box.value, analyser, source);
}

/** While a person pauses: the words that may be meant, and results for what is there. */
async function look() {
  const { analyser, source } = await open(ofPapers(fromAddress()));
  const text = box.value;
  const offered = await completions(text, analyser, source);
  if (box.value !== text) return;
  words.replaceChildren(...offered.flatMap((word) => [completion(text, word), " "]));
  if (text.trim().length >= WORTH_A_LOOK && !sparing()) go(true);
}

/** @param {string} text @param {string} word @returns {HTMLElement} */
function completion(text, word) {
  const button = element("button", { type: "button" }, [word]);
  button.addEventListener("click", () => {
    box.value = completed(text, word);
    box.focus();
    go();
  });
  return button;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  words.replaceChildren();
  go();
});
form.addEventListener("change", (event) => {
  if (event.target !== box) go();
});
for (const part of [subjects, filters]) {
  part.addEventListener("toggle", () => {
    const mine = turn;
    const state = fromAddress();
    if (state.q) filtering.opened(state, () => mine === turn).catch(complain);
  });
}
box.addEventListener("input", () => {
  clearTimeout(typing.timer);
  clearTimeout(typing.soon);
  typing.soon = setTimeout(() => prepare().catch(() => {}), SOON);
  typing.timer = setTimeout(() => look().catch(() => {}), IDLE);
});
addEventListener("popstate", () => {
  typing.unfinished = false;
  run();
});
indexes.records.prepare().catch(() => {}); // while the person types
/** @type {HTMLDetailsElement} */ (filters).open = matchMedia("(min-width: 64rem)").matches;
run();
