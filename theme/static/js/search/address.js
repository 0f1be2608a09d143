// What is asked for, as the address of the page says it, and back. Pure.

import { firstDay, lastDay } from "./query.js";

export const CHOSEN = /** @type {const} */ (["committee", "from", "to", "type", "outcome", "topic", "ward", "person", "sort"]);
export const NAMES = /** @type {const} */ (["q", ...CHOSEN, "fold"]);

/** The kind that has an index to itself. */
export const PAPER = "document";

/** @typedef {Record<typeof NAMES[number], string>} State */

/** @param {{get(name: string): FormDataEntryValue | null}} given @returns {State} */
export function stateOf(given) {
  return /** @type {State} */ (Object.fromEntries(NAMES.map((name) => [name, String(given.get(name) ?? "").trim()])));
}

/** @param {State} state @returns {string} the address's search part, empty where nothing is asked for */
export function addressOf(state) {
  const given = new URLSearchParams(Object.entries(state).filter(([name, value]) => value && !(name === "sort" && value === "relevance")));
  return given.size ? `?${given}` : "";
}

/** @param {State} state @returns {import("./rank.js").Filters} */
export function filtersOf(state) {
  const { committee, type, outcome, topic, ward, person } = state;
  return { committee, kind: type === PAPER ? "" : type, outcome, topic, ward, person, first: firstDay(state.from), last: lastDay(state.to) };
}
