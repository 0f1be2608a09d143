// Which documents answer a query, and in what order: exactly those that plugins/search/ask.py gets from Whoosh.
// Pure but for its source, which it asks for postings; `shards.js` is one.

import { dayNumber, rarity } from "./format.js";

/**
 * Documents found, by rising number, each with its score.
 * @typedef {{numbers: Uint32Array, scores: Float64Array}} Found
 * @typedef {import("./query.js").Clause} Clause
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./shards.js").Shards} Source
 * @typedef {{committee: string, kind: string, outcome: string, first: string, last: string}} Filters
 * @typedef {{ordered: number[], scores: Map<number, number> | null, total: number, matched: number, wanted: number,
 *   whole: boolean, found: Found | null}} Answer
 * @typedef {import("./analyse.js").Analyser} Analyser
 */

const FORMS = 100;
/** @type {Found} */
const NONE = { numbers: new Uint32Array(0), scores: new Float64Array(0) };

/** @param {Uint32Array} numbers @returns {Found} */
const unscored = (numbers) => ({ numbers, scores: new Float64Array(numbers.length) });

/** @param {Found} one @param {Found} other @returns {Found} documents in both, scores added */
function both(one, other) {
  const size = Math.min(one.numbers.length, other.numbers.length);
  const numbers = new Uint32Array(size);
  const scores = new Float64Array(size);
  let [a, b, n] = [0, 0, 0];
  while (a < one.numbers.length && b < other.numbers.length) {
    const difference = one.numbers[a] - other.numbers[b];
    if (difference === 0) {
      numbers[n] = one.numbers[a];
      scores[n++] = one.scores[a] + other.scores[b];
    }
    if (difference <= 0) a++;
    if (difference >= 0) b++;
  }
  return { numbers: numbers.subarray(0, n), scores: scores.subarray(0, n) };
}

/** @param {Found} one @param {Found} other @param {(a: number, b: number) => number} join @returns {Found} documents in either */
function either(one, other, join) {
  const size = one.numbers.length + other.numbers.length;
  const numbers = new Uint32Array(size);
  const scores = new Float64Array(size);
  let [a, b, n] = [0, 0, 0];
  while (a < one.numbers.length || b < other.numbers.length) {
    const left = one.numbers[a] ?? Infinity;
    const right = other.numbers[b] ?? Infinity;
    numbers[n] = Math.min(left, right);
    scores[n++] = left === right ? join(one.scores[a], other.scores[b]) : left < right ? one.scores[a] : other.scores[b];
    if (left <= right) a++;
    if (right <= left) b++;
  }
  return { numbers: numbers.subarray(0, n), scores: scores.subarray(0, n) };
}

/** @param {Found} found @param {(number: number, n: number) => boolean} keep @returns {Found} */
function only(found, keep) {
  const kept = Array.from(found.numbers.keys()).filter((n) => keep(found.numbers[n], n));
  return { numbers: Uint32Array.from(kept, (n) => found.numbers[n]), scores: Float64Array.from(kept, (n) => found.scores[n]) };
}

/** @param {number} a @param {number} b */
const sum = (a, b) => a + b;

/** @param {Found[]} parts @returns {Found} */
const every = (parts) => parts.sort((one, other) => one.numbers.length - other.numbers.length).reduce(both);

/** @param {Found[]} parts @param {(a: number, b: number) => number} join @returns {Found} */
const any = (parts, join) => parts.reduce((one, other) => either(one, other, join), NONE);

/** @param {Uint32Array} numbers @param {number} number @returns {number} its place */
export function placeOf(numbers, number) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

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
    const counted = query.clauses.filter(({ type }) => type !== "committee" && type !== "dates");
    if (!query.clauses.length && !query.excluded.length) return answered(NONE, [], 0, 0);
    const quick = await this.#head(query, filters, sort, enough);
    if (quick) return quick;
    const found = await this.#all(query.clauses, query.excluded, filters);
    if (found.numbers.length || counted.length < 2) {
      return answered(found, await this.#sorted(found, sort), counted.length, counted.length);
    }
    return this.#closest(query, counted, filters, sort);
  }

  /** @param {Query} query @returns {Promise<Uint32Array>} all documents that have all it asks for, whatever the filters */
  async matching(query) {
    const none = { committee: "", kind: "", outcome: "", first: "", last: "" };
    return (await this.#all(query.clauses, query.excluded, none)).numbers;
  }

  /** The best of a single common word need not all its postings. @param {Query} query @param {Filters} filters @param {string} sort @param {number} enough */
  async #head(query, filters, sort, enough) {
    const [clause] = query.clauses;
    if (sort !== "relevance" || query.clauses.length > 1 || query.excluded.length || clause?.type !== "word") return null;
    if (Object.values(filters).some(Boolean)) return null;
    const entry = await this.source.term(clause.key);
    if (!entry || entry.whole || entry.numbers.length < enough) return null;
    const found = await this.#scored(clause, entry.numbers, entry.levels, entry.found);
    return { ...answered(found, byScore(found), 1, 1), total: entry.found, whole: false };
  }

  /** The documents with most parts of a query, where none has all. @param {Query} query @param {Clause[]} counted @param {Filters} filters @param {string} sort @returns {Promise<Answer>} */
  async #closest(query, counted, filters, sort) {
    const others = query.clauses.filter((clause) => !counted.includes(clause));
    const parts = await Promise.all(counted.map((clause) => this.find(clause)));
    const having = any(parts.map(({ numbers }) => ({ numbers, scores: new Float64Array(numbers.length).fill(1) })), sum);
    const allowed = both(having, await this.#all(others, query.excluded, filters));
    const most = allowed.scores.reduce((one, other) => Math.max(one, other), 0);
    const best = only(allowed, (_, n) => allowed.scores[n] === most);
    const found = both(unscored(best.numbers), any(parts, sum));
    return answered(found, await this.#sorted(found, sort), most, counted.length);
  }

  /** @param {Clause[]} clauses @param {Clause[]} excluded @param {Filters} filters @returns {Promise<Found>} */
  async #all(clauses, excluded, filters) {
    const [wanted, unwanted, narrowed] = await Promise.all([
      Promise.all(clauses.map((clause) => this.find(clause))),
      Promise.all(excluded.map((clause) => this.find(clause))),
      this.#narrowed(filters),
    ]);
    const parts = [...wanted, ...narrowed];
    const found = parts.length ? every(parts) : await this.#everything();
    const out = any(unwanted, sum);
    return out.numbers.length ? only(found, (number) => out.numbers[placeOf(out.numbers, number)] !== number) : found;
  }

  async #everything() {
    const { documents } = await this.source.manifest();
    return unscored(Uint32Array.from({ length: documents }, (_, n) => n));
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
    return parts;
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

  /** @param {Clause} clause @returns {Promise<Found>} */
  async find(clause) {
    switch (clause.type) {
      case "word":
        return this.#word(clause);
      case "every":
        return every(await this.#parts(clause));
      case "any":
        return any(await this.#parts(clause), sum);
      case "prefix":
        return any(await Promise.all((await this.#forms(clause)).map((key) => this.#word({ key, worth: 1 }))), Math.max);
      case "phrase":
        return this.#spans(clause.keys, inSequence);
      case "near":
        return this.#spans([clause.left, clause.right], ([left, right]) => within(left, right, clause.distance));
      case "committee":
        return this.#committee(clause.terms);
      case "dates":
        return this.#dates(clause.first, clause.last);
    }
  }

  /** @param {import("./query.js").Group} group */
  #parts(group) {
    return Promise.all(group.parts.map((part) => this.find(part)));
  }

  /** @param {{key: string, worth: number}} word @returns {Promise<Found>} */
  async #word(word) {
    const entry = await this.source.term(word.key);
    if (!entry) return NONE;
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

  /** @param {string[]} keys @param {(places: number[][]) => boolean} fits @returns {Promise<Found>} */
  async #spans(keys, fits) {
    const distinct = [...new Set(keys)];
    const entries = await Promise.all(distinct.map((key) => this.source.term(key)));
    if (entries.includes(null)) return NONE;
    const parts = await Promise.all(distinct.map((key) => this.#word({ key, worth: 1 })));
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

  /** @param {Found} found @param {string} sort @returns {Promise<number[]>} */
  async #sorted(found, sort) {
    if (sort === "relevance") return byScore(found);
    const newest = Array.from(found.numbers).reverse();
    if (sort !== "oldest") return newest;
    const calendar = await this.source.calendar();
    const starts = Uint32Array.from(calendar, ({ from }) => from);
    const days = new Map(newest.map((number) => [number, calendar[placeOf(starts, number + 1) - 1].day || Infinity]));
    const day = (/** @type {number} */ number) => /** @type {number} */ (days.get(number));
    return newest.sort((a, b) => (day(a) === day(b) ? b - a : day(a) - day(b)));
  }
}

/** @param {string} a @param {string} b */
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {Found} found @returns {number[]} the best first, of equals the highest number */
function byScore({ numbers, scores }) {
  const places = Array.from(numbers.keys());
  return places.sort((a, b) => scores[b] - scores[a] || b - a).map((place) => numbers[place]);
}

/** @param {Found} found @param {number[]} ordered @param {number} matched @param {number} wanted @returns {Answer} */
function answered(found, ordered, matched, wanted) {
  const scores = new Map(Array.from(found.numbers, (number, n) => [number, found.scores[n]]));
  return { ordered, scores, total: ordered.length, matched, wanted, whole: true, found };
}

/** @param {number[][]} places of each word @returns {boolean} whether they stand side by side in order */
function inSequence([first, ...others]) {
  const rest = others.map((places) => new Set(places));
  return first.some((place) => rest.every((places, n) => places.has(place + n + 1)));
}

/** @param {number[]} left @param {number[]} right @param {number} distance @returns {boolean} */
function within(left, right, distance) {
  return left.some((place) => right.some((other) => other !== place && Math.abs(other - place) <= distance));
}

