// How many results each choice of a filter would leave, the other filters as they are. Pure.

import { dateOf, dayNumber } from "./format.js";
import { pause } from "./pause.js";

/**
 * @typedef {import("./rank.js").Filters} Filters
 * @typedef {import("./format.js").Run} Run
 * @typedef {Record<"committee" | "kind" | "outcome" | "year", Map<string, number>>} Counts
 * @typedef {import("./format.js").Subjects} Subjects
 */

/**
 * @param {Uint32Array} numbers the documents that answer the query, whatever the filters
 * @param {Filters} filters
 * @param {{calendar: Run[], outcomes: Uint8Array, manifest: import("./shards.js").Manifest}} columns
 * @returns {Counts}
 */
export function count(numbers, filters, columns) {
  /** @type {Counts} */
  const counts = { committee: new Map(), kind: new Map(), outcome: new Map(), year: new Map() };
  const { calendar, outcomes, manifest } = columns;
  let run = -1;
  let about = { values: {}, fits: {} };
  for (const number of numbers) {
    if (run < 0 || calendar[run].to <= number) {
      do run++;
      while (calendar[run].to <= number);
      about = aboutRun(calendar[run], filters, manifest);
    }
    tally(counts, about, outcomes[number] ? manifest.outcomes[outcomes[number] - 1] : "", filters.outcome);
  }
  return counts;
}

/** So many documents are counted without a pause. */
const STRETCH = 4000;

/** The same, with pauses in which the page answers. @param {Uint32Array} numbers @param {Filters} filters @param {{calendar: Run[], outcomes: Uint8Array, manifest: import("./shards.js").Manifest}} columns @returns {Promise<Counts>} */
export async function countInPieces(numbers, filters, columns) {
  const counts = count(numbers.subarray(0, STRETCH), filters, columns);
  for (let at = STRETCH; at < numbers.length; at += STRETCH) {
    await pause();
    for (const [name, more] of Object.entries(count(numbers.subarray(at, at + STRETCH), filters, columns))) {
      for (const [value, number] of more) add(counts[/** @type {keyof Counts} */ (name)], value, number);
    }
  }
  return counts;
}

/** What all documents of a run share, and which filters they pass. @param {Run} run @param {Filters} filters @param {import("./shards.js").Manifest} manifest */
function aboutRun(run, filters, manifest) {
  const values = {
    committee: run.committee ? manifest.committees[run.committee - 1].id : "",
    kind: manifest.kinds[run.kind],
    year: run.day ? dateOf(run.day).slice(0, 4) : "",
  };
  const [first, last] = [filters.first ? dayNumber(filters.first) : 1, filters.last ? dayNumber(filters.last) : Infinity];
  const fits = {
    committee: !filters.committee || filters.committee === values.committee,
    kind: !filters.kind || filters.kind === values.kind,
    year: !(filters.first || filters.last) || (run.day >= first && run.day <= last),
  };
  return { values, fits };
}

const NAMES = /** @type {const} */ (["committee", "kind", "year"]);

/** @param {Counts} counts @param {any} about @param {string} outcome @param {string} chosen */
function tally(counts, { values, fits }, outcome, chosen) {
  const decided = !chosen || chosen === outcome;
  const missed = NAMES.filter((name) => !fits[name]);
  if (outcome && !missed.length) add(counts.outcome, outcome);
  for (const name of decided ? NAMES : []) if (values[name] && missed.every((other) => other === name)) add(counts[name], values[name]);
}

/** @param {Map<string, number>} counts @param {string} value @param {number} [more] */
const add = (counts, value, more = 1) => counts.set(value, (counts.get(value) ?? 0) + more);

/** How many documents have each value of a facet. @param {Uint32Array} numbers @param {Subjects} subjects @returns {Map<string, number>} */
export function countSubjects(numbers, { values, sets, own }) {
  const counts = new Map();
  for (const number of numbers) for (const place of sets[own[number]] ?? []) add(counts, values[place]);
  return counts;
}
