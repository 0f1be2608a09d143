// Which documents answer a query, and in what order: exactly those that plugins/search/ask.py gets from Whoosh.
// Pure but for its source, which it asks for postings; `shards.js` is one.

import { initials, wantedBy } from "./excerpt.js";
import { firstPage } from "./first-page.js";
import { dayNumber, rarity } from "./format.js";
import { added, byDay, byScore, inSequence, order, within } from "./order.js";
import { pause } from "./pause.js";
import { NONE, any, both, every, only, placeOf, sum, unscored } from "./sets.js";
import { nearest, starts } from "./suggest.js";
import { weigh } from "./weigh.js";

/**
 * @typedef {import("./sets.js").Found} Found
 * @typedef {import("./query.js").Clause} Clause
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./shards.js").Shards} Source
 * @typedef {Record<"committee" | "kind" | "outcome" | "topic" | "ward" | "person" | "first" | "last", string>} Filters
 * @typedef {{ordered: number[], scores: number[], total: number, matched: number, wanted: number, whole: boolean,
 *   page?: Map<number, import("./shards.js").Card> | null}} Answer what is found, in order; `page` has cards for the first ten where these are at hand
 * @typedef {import("./analyse.js").Analyser} Analyser
 */

const FORMS = 100;
export const SUBJECTS = /** @type {const} */ (["topic", "ward", "person"]);
/** @type {Filters} */
export const NO_FILTERS = { committee: "", kind: "", outcome: "", topic: "", ward: "", person: "", first: "", last: "" };
/** A word that the archive does not have stands for those that begin so, if it has so many letters. */
const SHORTEST_BEGINNING = 3;
/** So few candidates are weighed from their own texts. */
const FEW = 12;
/** So many first results are put in order by titles and nearness, too. */
const PAGE = 10;
/** The parts of a query that a document can have more or fewer of: all but those that narrow. @param {Query} query */
const countedIn = (query) => query.clauses.filter(({ type }) => type !== "committee" && type !== "dates");

/** Answers queries from one source. */
export class Ranker {
  /** @param {Source} source @param {Analyser} analyser */
  constructor(source, analyser) {
    this.source = source;
    this.analyser = analyser;
  }

  /**
   * @param {Query} query @param {Filters} filters @param {string} sort relevance, newest or oldest
   * @param {number} [enough] so many best answers will do @returns {Promise<Answer>}
   */
  async answer(query, filters, sort, enough = Infinity) {
    const answer = await this.#answer(query, filters, sort, Math.max(enough, PAGE));
    return sort === "relevance" && answer.ordered.length ? firstPage(answer, query, this) : answer;
  }

  /** @param {Query} query @param {Filters} filters @param {string} sort @param {number} enough @returns {Promise<Answer>} */
  async #answer(query, filters, sort, enough) {
    const counted = countedIn(query);
    if (!query.clauses.length && !query.excluded.length) return answered(NONE, [], 0, 0);
    const quick = await this.#head(query, filters, sort, enough);
    if (quick) return quick;
    const found = await this.#all(query.clauses, query.excluded, filters, true);
    if (found.numbers.length || !counted.length) {
      return answered(found, await this.#sorted(found, sort, enough), counted.length, counted.length);
    }
    if (counted.length > 1) return this.#closest(query, counted, filters, sort, enough);
    return this.#begun(query, counted[0], filters, sort, enough);
  }

  /** Where the only word is none of the archive's: the documents with words that begin so, as half a match. @param {Query} query @param {Clause} part @param {Filters} filters @param {string} sort @param {number} enough @returns {Promise<Answer>} */
  async #begun(query, part, filters, sort, enough) {
    const [, start] = query.written.find(([term]) => part.type === "word" && part.key === term && part.worth === 1) ?? ["", ""];
    if (Array.from(start).length < SHORTEST_BEGINNING || part.type !== "word" || (await this.source.term(part.key))) return answered(NONE, [], 1, 1);
    const others = query.clauses.map((clause) => (clause === part ? /** @type {Clause} */ ({ type: "prefix", start, field: "" }) : clause));
    const found = await this.#all(others, query.excluded, filters, true);
    return answered(found, await this.#sorted(found, sort, enough), found.numbers.length ? 0 : 1, 1);
  }

  /** @param {Query} query @param {Filters} [filters] @returns {Promise<Uint32Array>} all documents that have all it asks for */
  async matching(query, filters = NO_FILTERS) {
    return (await this.#all(query.clauses, query.excluded, filters, false)).numbers;
  }

  /** @param {Query} query @returns {Promise<{word: string, likely: string}[]>} the single words that no document has, with those of the archive that they may have meant */
  async meant(query) {
    const changes = await Promise.all(query.written.map(async ([term, word]) => {
      if (await this.source.term(term)) return { word, likely: null };
      const known = await Promise.all(starts(word).map((start) => this.source.words(start)));
      return { word, likely: nearest(word, known.flat()) };
    }));
    return changes.flatMap(({ word, likely }) => (likely ? [{ word, likely }] : []));
  }

  /** The best of a single common word need not all its postings. @param {Query} query @param {Filters} filters @param {string} sort @param {number} enough @returns {Promise<Answer | null>} */
  async #head(query, filters, sort, enough) {
    const [clause] = query.clauses;
    const narrowing = this.#narrowed(filters);
    if (sort !== "relevance" || query.clauses.length > 1 || query.excluded.length || clause?.type !== "word") return null;
    const entry = await this.source.term(clause.key);
    if (!entry || (entry.whole && !entry.page)) return null;
    if (Object.values(filters).some(Boolean)) return entry.whole ? null : this.#filteredHead(clause, entry, narrowing, enough);
    if (entry.numbers.length < enough) return null;
    const [found, page] = await Promise.all([this.#scored(clause, entry.numbers, entry.levels, entry.found), this.source.page(entry)]);
    return { ...answered(found, byScore(found, enough), 1, 1), total: entry.found, whole: false, page };
  }

  /** @param {import("./query.js").Word} clause @param {import("./format.js").Entry} entry @param {Promise<Found[]>} narrowing @param {number} enough @returns {Promise<Answer | null>} */
  async #filteredHead(clause, entry, narrowing, enough) {
    const [tier, numbers, narrowed] = await Promise.all([this.source.tier(entry), this.source.numbers(entry), narrowing]);
    if (!tier) return null;
    const best = every([await this.#scored(clause, tier.numbers, tier.levels, entry.found), ...narrowed]);
    if (best.numbers.length < enough) return null;
    const total = every([unscored(numbers), ...narrowed]).numbers.length;
    return { ...answered(best, byScore(best, enough), 1, 1), total, whole: false };
  }

  /** The documents with most parts of a query, where none has all. @param {Query} query @param {Clause[]} counted @param {Filters} filters @param {string} sort @param {number} enough @returns {Promise<Answer>} */
  async #closest(query, counted, filters, sort, enough) {
    const allowed = await this.#having(query, counted, filters);
    const most = allowed.scores.reduce((one, other) => Math.max(one, other), 0);
    const best = only(allowed, (_, n) => allowed.scores[n] === most).numbers;
    const meant = (await this.meant(query)).map(({ likely }) => /** @type {Clause} */ ({ type: "word", key: this.analyser.stem(likely), worth: 1 }));
    const found = await this.#scoredAmong(best, [...counted, ...meant]);
    return answered(found, await this.#sorted(found, sort, enough), most, counted.length);
  }

  /** How many of the parts each document has, of those that filters and exclusions allow. @param {Query} query @param {Clause[]} counted @param {Filters} filters @returns {Promise<Found>} */
  async #having(query, counted, filters) {
    const others = query.clauses.filter((clause) => !counted.includes(clause));
    const [allowed, ...parts] = await Promise.all([this.#all(others, query.excluded, filters, false), ...counted.map((clause) => this.find(clause, false))]);
    const having = any(parts.map(({ numbers }) => ({ numbers, scores: new Float64Array(numbers.length).fill(1) })), sum);
    return both(having, unscored(allowed.numbers));
  }

  /** @param {Uint32Array} numbers @param {Clause[]} parts any of which they have @returns {Promise<Found>} */
  async #scoredAmong(numbers, parts) {
    const asked = /** @type {Clause} */ ({ type: "any", parts });
    return numbers.length <= FEW ? this.#weighed(numbers, [asked], []) : both(unscored(numbers), await this.find(asked, true));
  }

  /** The best documents that have most parts of a query but not all, those with more parts first. @param {Query} query @param {Filters} filters @returns {Promise<{ordered: number[], scores: number[]}>} */
  async also(query, filters) {
    const counted = countedIn(query);
    const having = await this.#having(query, counted, filters);
    const least = Math.floor((counted.length + 1) / 2);
    const answer = { ordered: /** @type {number[]} */ ([]), scores: /** @type {number[]} */ ([]) };
    for (let parts = counted.length - 1; parts >= least && answer.ordered.length < PAGE; parts--) {
      const found = await this.#scoredAmong(only(having, (_, n) => having.scores[n] === parts).numbers, counted);
      for (const place of byScore(found, PAGE - answer.ordered.length)) {
        answer.ordered.push(found.numbers[place]);
        answer.scores.push(found.scores[place]);
      }
    }
    return answer;
  }

  /** @param {Clause[]} clauses @param {Clause[]} excluded @param {Filters} filters @param {boolean} scored @returns {Promise<Found>} */
  async #all(clauses, excluded, filters, scored) {
    const narrowing = this.#narrowed(filters);
    for (const quick of [true, false]) {
      if (!quick && scored && (await this.#expected(clauses)) > 2 * FEW) break;
      const [narrowed, ...sets] = await Promise.all([narrowing, ...clauses.map((clause) => this.#candidates(clause, quick))]);
      const known = [...narrowed.map(({ numbers }) => numbers), ...sets.filter((set) => set !== null)];
      const few = sets.some((set) => set !== null) ? every(known.map(unscored)).numbers : null;
      if (!few || few.length > FEW) continue;
      const exact = !excluded.length && sets.every((set, n) => set !== null && clauses[n].type === "word");
      return exact && !scored ? unscored(few) : this.#weighed(few, clauses, excluded);
    }
    const [narrowed, wanted, unwanted] = await Promise.all([
      narrowing,
      Promise.all(clauses.map((clause) => this.find(clause, scored))),
      Promise.all(excluded.map((clause) => this.find(clause, false))),
    ]);
    const { documents } = await this.source.manifest();
    const parts = [...wanted, ...narrowed];
    const found = parts.length ? every(parts) : unscored(Uint32Array.from({ length: documents }, (_, n) => n));
    const out = any(unwanted, sum);
    return out.numbers.length ? only(found, (number) => out.numbers[placeOf(out.numbers, number)] !== number) : found;
  }

  /** How many documents have all of some words, were these spread by chance: then sets and levels are fetched at once. @param {Clause[]} clauses @returns {Promise<number>} 0 where it cannot be said */
  async #expected(clauses) {
    const { documents } = await this.source.manifest();
    const entries = await Promise.all(clauses.map((clause) => (clause.type === "word" ? this.source.term(clause.key) : null)));
    return entries.reduce((share, entry) => share * ((entry?.found ?? 0) / documents), documents);
  }

  /** Documents among which are all that match. @param {Clause} clause @param {boolean} quick whether only the dictionary may be read; null where it does not say @returns {Promise<Uint32Array | null>} */
  async #candidates(clause, quick) {
    if (clause.type === "word") {
      const entry = await this.source.term(clause.key);
      return entry && (!quick || entry.whole) ? this.source.numbers(entry) : entry ? null : NONE.numbers;
    }
    if (clause.type === "phrase" || clause.type === "near") {
      const keys = clause.type === "near" ? [clause.left, clause.right] : [...new Set(clause.keys)];
      return this.#candidates({ type: "every", parts: keys.map((key) => ({ type: "word", key, worth: 1 })) }, quick);
    }
    if (clause.type === "every" || clause.type === "any") {
      const sets = await Promise.all(clause.parts.map((part) => this.#candidates(part, quick)));
      const known = sets.filter((set) => set !== null).map(unscored);
      if (clause.type === "any") return known.length < sets.length ? null : any(known, sum).numbers;
      return known.length ? every(known).numbers : null;
    }
    return quick ? null : (await this.find(clause, false)).numbers;
  }

  /** Those of some documents that match, weighed from their texts. @param {Uint32Array} numbers @param {Clause[]} clauses @param {Clause[]} excluded @returns {Promise<Found>} */
  async #weighed(numbers, clauses, excluded) {
    const { scoring } = await this.source.manifest();
    const { terms, starts: begun } = wantedBy({ clauses: [...clauses, ...excluded], excluded: [], written: [], title: [] });
    const letters = initials([...terms, ...begun]);
    const values = await Promise.all(Array.from(numbers, async (number) => {
      const weighed = weigh(await this.source.document(number), scoring, this.analyser, letters);
      await pause();
      const unwanted = await Promise.all(excluded.map((clause) => this.#worth(clause, number, weighed)));
      if (unwanted.some((value) => value !== null)) return null;
      return added(await Promise.all(clauses.map((clause) => this.#worth(clause, number, weighed))));
    }));
    const matching = Array.from(values.keys()).filter((n) => values[n] !== null);
    return { numbers: Uint32Array.from(matching, (n) => numbers[n]), scores: Float64Array.from(matching, (n) => values[n] ?? 0) };
  }

  /** @param {Clause} clause @param {number} number @param {import("./weigh.js").Weighed} weighed @returns {Promise<number | null>} the score of a document, null where it does not match */
  async #worth(clause, number, weighed) {
    switch (clause.type) {
      case "word":
        return this.#wordWorth(clause, number, weighed);
      case "every":
      case "any": {
        const values = await Promise.all(clause.parts.map((part) => this.#worth(part, number, weighed)));
        return clause.type === "every" ? added(values) : added(values.filter((value) => value !== null), null);
      }
      case "prefix": {
        const forms = await this.#forms(clause);
        const values = await Promise.all(forms.map((key) => this.#wordWorth({ key, worth: 1 }, number, weighed)));
        return values.reduce((best, value) => (value !== null && (best === null || value > best) ? value : best), null);
      }
      case "phrase":
        return this.#spanWorth(clause.keys, inSequence, number, weighed);
      case "near":
        return this.#spanWorth([clause.left, clause.right], ([left, right]) => within(left, right, clause.distance), number, weighed);
      default: {
        const { numbers } = await this.find(clause, false);
        return numbers[placeOf(numbers, number)] === number ? 0 : null;
      }
    }
  }

  /** @param {{key: string, worth: number}} word @param {number} number @param {import("./weigh.js").Weighed} weighed @returns {Promise<number | null>} */
  async #wordWorth({ key, worth }, number, weighed) {
    const entry = await this.source.term(key);
    if (!entry) return null;
    if (key.startsWith("#")) {
      const found = await this.#word({ key, worth }, true);
      const place = placeOf(found.numbers, number);
      return found.numbers[place] === number ? found.scores[place] : null;
    }
    const level = weighed.levels.get(key);
    return level === undefined ? null : level * worth * rarity(entry.found, (await this.source.manifest()).documents);
  }

  /** @param {string[]} keys @param {(places: number[][]) => boolean} fits @param {number} number @param {import("./weigh.js").Weighed} weighed */
  async #spanWorth(keys, fits, number, weighed) {
    const places = keys.map((key) => weighed.places.get(key) ?? []);
    if (!places.every((list) => list.length) || !fits(places)) return null;
    return added(await Promise.all([...new Set(keys)].map((key) => this.#wordWorth({ key, worth: 1 }, number, weighed))));
  }

  /** @param {Filters} filters @returns {Promise<Found[]>} */
  async #narrowed(filters) {
    const manifest = await this.source.manifest();
    const parts = [];
    if (filters.committee) {
      const place = manifest.committees.findIndex(({ id }) => id === filters.committee) + 1;
      parts.push(await this.#during(({ committee }) => place > 0 && committee === place));
    }
    if (filters.kind) parts.push(await this.#during(({ kind }) => manifest.kinds[kind] === filters.kind));
    if (filters.first || filters.last) parts.push(await this.#dates(filters.first, filters.last));
    if (filters.outcome) {
      const place = manifest.outcomes.indexOf(filters.outcome) + 1;
      const outcomes = await this.source.outcomes();
      parts.push(unscored(Uint32Array.from(Array.from(outcomes.keys()).filter((n) => place > 0 && outcomes[n] === place))));
    }
    for (const facet of SUBJECTS) if (filters[facet]) parts.push(await this.#about(facet, filters[facet]));
    return parts;
  }

  /** @param {typeof SUBJECTS[number]} facet @param {string} value @returns {Promise<Found>} documents that have a value of a facet */
  async #about(facet, value) {
    const { values, sets, own } = await this.source.subjects(facet);
    const place = values.indexOf(value);
    return unscored(Uint32Array.from(own.keys()).filter((number) => sets[own[number]].includes(place)));
  }

  /** @param {(run: import("./format.js").Run) => boolean} keep @returns {Promise<Found>} */
  async #during(keep) {
    const numbers = [];
    for (const run of await this.source.calendar()) if (keep(run)) for (let n = run.from; n < run.to; n++) numbers.push(n);
    return unscored(Uint32Array.from(numbers));
  }

  /** @param {string} first @param {string} last @returns {Promise<Found>} */
  #dates(first, last) {
    const from = first ? dayNumber(first) : 1;
    const to = last ? dayNumber(last) : Infinity;
    return this.#during(({ day }) => day >= from && day <= to);
  }

  /** @param {Clause} clause @param {boolean} scored whether the scores are wanted, too @returns {Promise<Found>} */
  async find(clause, scored) {
    switch (clause.type) {
      case "word":
        return this.#word(clause, scored);
      case "every":
        return every(await this.#parts(clause, scored));
      case "any":
        return any(await this.#parts(clause, scored), sum);
      case "prefix":
        return any(await Promise.all((await this.#forms(clause)).map((key) => this.#word({ key, worth: 1 }, scored))), Math.max);
      case "phrase":
        return this.#spans(clause.keys, inSequence, scored);
      case "near":
        return this.#spans([clause.left, clause.right], ([left, right]) => within(left, right, clause.distance), scored);
      case "committee":
        return this.#committee(clause.terms);
      case "dates":
        return this.#dates(clause.first, clause.last);
    }
  }

  /** @param {import("./query.js").Group} group @param {boolean} scored */
  #parts(group, scored) {
    return Promise.all(group.parts.map((part) => this.find(part, scored)));
  }

  /** @param {{key: string, worth: number}} word @param {boolean} scored @returns {Promise<Found>} */
  async #word(word, scored) {
    const entry = await this.source.term(word.key);
    if (!entry) return NONE;
    if (!scored) return unscored(await this.source.numbers(entry));
    const [numbers, levels] = await Promise.all([this.source.numbers(entry), this.source.levels(entry)]);
    return this.#scored(word, numbers, levels, entry.found);
  }

  /** @param {{worth: number}} word @param {Uint32Array} numbers @param {Uint8Array} levels @param {number} found @returns {Promise<Found>} */
  async #scored(word, numbers, levels, found) {
    const { documents } = await this.source.manifest();
    const worth = word.worth * rarity(found, documents);
    return { numbers, scores: Float64Array.from(levels, (level) => level * worth) };
  }

  /** The keys of the words that begin so, of the most frequent where there are too many. @param {import("./query.js").Prefix} prefix */
  async #forms(prefix) {
    const words = await this.source.words(prefix.start);
    const keys = [...new Set(words.map(({ word }) => this.analyser.stem(word)))].map((term) => (prefix.field ? `${prefix.field}:${term}` : term));
    const entries = (await Promise.all(keys.map((key) => this.source.term(key)))).filter((entry) => entry !== null);
    return entries.sort((a, b) => b.found - a.found || order(a.key, b.key)).slice(0, FORMS).map(({ key }) => key);
  }

  /** @param {string[]} terms @returns {Promise<Found>} documents of a committee one of whose names has all the terms */
  async #committee(terms) {
    const { committees } = await this.source.manifest();
    const named = committees.map(({ names }) =>
      names.some((name) => {
        const own = new Set(this.analyser.terms(name).map(([, term]) => term));
        return terms.every((term) => own.has(term));
      }),
    );
    return this.#during(({ committee }) => committee > 0 && named[committee - 1]);
  }

  /** @param {string[]} keys @param {(places: number[][]) => boolean} fits @param {boolean} scored @returns {Promise<Found>} */
  async #spans(keys, fits, scored) {
    const distinct = [...new Set(keys)];
    const entries = await Promise.all(distinct.map((key) => this.source.term(key)));
    if (entries.includes(null)) return NONE;
    const parts = await Promise.all(distinct.map((key) => this.#word({ key, worth: 1 }, scored)));
    const found = every([...parts]);
    const lists = new Map(
      await Promise.all(distinct.map(async (key, n) => {
        const ordinals = Array.from(found.numbers, (number) => placeOf(parts[n].numbers, number));
        const entry = /** @type {import("./format.js").Entry} */ (entries[n]);
        return /** @type {[string, number[][]]} */ ([key, await this.source.places(entry, ordinals)]);
      })),
    );
    return only(found, (_, n) => fits(keys.map((key) => /** @type {number[][]} */ (lists.get(key))[n])));
  }

  /** @param {Found} found @param {string} sort @param {number} enough @returns {Promise<number[]>} the places of the first in order */
  async #sorted(found, sort, enough) {
    if (sort === "relevance") return byScore(found, enough);
    const newest = Array.from(found.numbers.keys()).reverse();
    return sort === "oldest" ? byDay(found.numbers, await this.source.calendar()) : newest.slice(0, enough);
  }
}

/** @param {Found} found @param {number[]} places @param {number} matched @param {number} wanted @returns {Answer} */
function answered({ numbers, scores }, places, matched, wanted) {
  const ordered = places.map((place) => numbers[place]);
  return { ordered, scores: places.map((place) => scores[place]), total: numbers.length, matched, wanted, whole: places.length === numbers.length };
}
