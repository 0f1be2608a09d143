// How many results each choice of a filter would leave, the other filters as they are. Pure.

import { dateOf, dayNumber } from "./format.js";
import { placeOf } from "./sets.js";

/**
 * @typedef {import("./rank.js").Filters} Filters
 * @typedef {import("./format.js").Run} Run
 * @typedef {Record<"committee" | "kind" | "outcome" | "year", Map<string, number>>} Counts
 */

/**
 * @param {Uint32Array} numbers the documents that answer the query, whatever the filters
 * @param {Filters} filters
 * @param {{calendar: Run[], outcomes: Uint8Array, manifest: import("./shards.js").Manifest}} columns
 * @returns {Counts}
 */
export function count(numbers, filters, columns) {
  const { calendar, outcomes, manifest } = columns;
  const ends = Uint32Array.from(calendar, ({ to }) => to);
  const [first, last] = [filters.first ? dayNumber(filters.first) : 0, filters.last ? dayNumber(filters.last) : Infinity];
  const dated = Boolean(filters.first || filters.last);
  /** @type {Counts} */
  const counts = { committee: new Map(), kind: new Map(), outcome: new Map(), year: new Map() };
  const years = new Map();
  for (const number of numbers) {
    const run = calendar[placeOf(ends, number + 1)];
    if (!years.has(run.day)) years.set(run.day, run.day ? dateOf(run.day).slice(0, 4) : "");
    const values = {
      committee: run.committee ? manifest.committees[run.committee - 1].id : "",
      kind: manifest.kinds[run.kind],
      outcome: outcomes[number] ? manifest.outcomes[outcomes[number] - 1] : "",
    };
    const fits = {
      committee: !filters.committee || filters.committee === values.committee,
      kind: !filters.kind || filters.kind === values.kind,
      outcome: !filters.outcome || filters.outcome === values.outcome,
      year: !dated || (run.day > 0 && run.day >= first && run.day <= last),
    };
    tally(counts, { ...values, year: years.get(run.day) }, fits);
  }
  return counts;
}

/** @param {Counts} counts @param {Record<keyof Counts, string>} values @param {Record<keyof Counts, boolean>} fits */
function tally(counts, values, fits) {
  const names = /** @type {(keyof Counts)[]} */ (Object.keys(counts));
  for (const name of names) {
    const value = values[name];
    if (value && names.every((other) => other === name || fits[other])) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
  }
}
