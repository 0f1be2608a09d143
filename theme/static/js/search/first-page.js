// The first page of an answer, whose texts are read anyway: put in order by titles and by how near words stand, too.
// The same as `Asker._first_page` of plugins/search/ask.py. Pure but for its source.

import { initials } from "./excerpt.js";
import { rarity } from "./format.js";
import { within } from "./order.js";
import { pause } from "./pause.js";
import { weigh } from "./weigh.js";

/**
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./rank.js").Answer} Answer
 * @typedef {import("./shards.js").Card} Card
 * @typedef {import("./rank.js").Ranker} Ranker
 */

/** So many first results make a page. */
const PAGE = 10;

/** @param {Answer} answer @param {Query} query @param {Ranker} ranker @returns {Promise<Answer>} its first page in the order of scores to which nearness and titles were added */
export async function firstPage(answer, query, ranker) {
  const terms = query.written.map(([term]) => term);
  if (terms.length < 2 && !query.title.length) return answer;
  const page = answer.ordered.slice(0, PAGE);
  const cards = await Promise.all(page.map((number) => answer.page?.get(number) ?? ranker.source.document(number)));
  const near = terms.length < 2 ? () => 0 : await nearness(terms, ranker);
  const named = await titled(answer, query, ranker);
  const scores = [];
  for (const [place, card] of cards.entries()) {
    await pause();
    scores.push(answer.scores[place] + near(card));
  }
  const best = Math.max(...scores);
  const raised = scores.map((score, place) => score + best * named(cards[place].title));
  const places = [...page.keys()].sort((a, b) => raised[b] - raised[a] || page[b] - page[a]);
  return {
    ...answer,
    ordered: [...places.map((place) => page[place]), ...answer.ordered.slice(PAGE)],
    scores: [...places.map((place) => raised[place]), ...answer.scores.slice(PAGE)],
  };
}

/** What tells what a document earns by words that stand near each other in the query and in it. @param {string[]} terms @param {Ranker} ranker @returns {Promise<(card: Card) => number>} */
async function nearness(terms, { source, analyser }) {
  const { scoring, documents } = await source.manifest();
  const rarities = (await Promise.all(terms.map((term) => source.term(term)))).map((entry) => (entry ? rarity(entry.found, documents) : 0));
  const letters = initials(terms);
  const pairs = terms.slice(1).map((right, n) => ({ left: terms[n], right, worth: scoring.nearness * (rarities[n] + rarities[n + 1]) }));
  return (card) => {
    const { places } = weigh(card, scoring, analyser, letters);
    const near = pairs.filter(({ left, right }) => within(places.get(left) ?? [], places.get(right) ?? [], scoring.neighbours));
    return near.reduce((sum, { worth }) => sum + worth, 0);
  };
}

/** What tells how far a query names a document: 1 where it is its whole title; in partial answers the words of a title that are all asked for. @param {Answer} answer @param {Query} query @param {Ranker} ranker @returns {Promise<(title: string) => number>} */
async function titled({ matched, wanted }, query, ranker) {
  const partial = matched < wanted;
  const meant = partial ? await ranker.meant(query) : [];
  const known = new Set([...query.title, ...meant.map(({ likely }) => ranker.analyser.stem(likely))]);
  const whole = query.title.join(" ");
  return (title) => {
    const own = ranker.analyser.terms(title).map(([, term]) => term);
    if (!partial) return Number(own.length > 0 && own.join(" ") === whole);
    const distinct = new Set(own);
    return query.title.length && distinct.size > 1 && own.every((term) => known.has(term)) ? distinct.size : 0;
  };
}
