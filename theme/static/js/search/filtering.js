// The filters of the search page, with how many results each choice would leave. Touches the form; fetches through rankers.

import { PAPER, filtersOf } from "./address.js";
import { countInPieces, countSubjects } from "./counts.js";
import { pause } from "./pause.js";
import { parse } from "./query.js";
import { NO_FILTERS, SUBJECTS } from "./rank.js";
import { choices, kindName, outcomeName } from "./results.js";

/**
 * @typedef {import("./address.js").State} State
 * @typedef {import("./rank.js").Ranker} Ranker
 * @typedef {import("./query.js").Query} Query
 * @typedef {Awaited<ReturnType<typeof columns>>} Columns
 */

/** Whether papers are asked for, which have an index to themselves. @param {State} state */
export const ofPapers = (state) => state.type === PAPER;

/** What counts are made of. @param {Ranker} ranker @param {Query} query @param {State} state */
export async function columns(ranker, query, state) {
  const { topic, ward, person } = state;
  const { source } = ranker;
  const [numbers, calendar, outcomes, manifest] = await Promise.all([ranker.matching(query, { ...NO_FILTERS, topic, ward, person }), source.calendar(), source.outcomes(), source.manifest()]);
  return { numbers, calendar, outcomes, manifest };
}

/** The form of the filters. */
export class Filtering {
  /** @param {HTMLFormElement} form @param {HTMLDetailsElement} filters @param {HTMLDetailsElement} subjects @param {(papers: boolean) => Promise<Ranker>} open */
  constructor(form, filters, subjects, open) {
    [this.form, this.filters, this.subjects, this.open] = [form, filters, subjects, open];
    /** What records or papers, whichever are asked for, would leave of each kind. @type {Map<string, number>} */
    this.kinds = new Map();
  }

  /** @param {Columns} found @param {State} state @param {() => boolean} current */
  async offer({ numbers, calendar, outcomes, manifest }, state, current) {
    await pause();
    if (!current()) return;
    const counts = await countInPieces(numbers, filtersOf(state), { calendar, outcomes, manifest });
    if (!current()) return;
    const named = new Map(manifest.committees.map(({ id, names }) => [id, [...names].reverse().join(", formerly ")]));
    this.kinds = counts.kind;
    this.#choose("committee", counts.committee, (id) => named.get(id) ?? id, state.committee, "All committees");
    this.#choose("type", this.#withPapers(), kindName, state.type, "All records");
    this.#choose("outcome", counts.outcome, outcomeName, state.outcome, "Any outcome");
    this.#choose("from", counts.year, (year) => year, state.from, "The first");
    this.#choose("to", counts.year, (year) => year, state.to, "The last");
    this.subjects.hidden = !SUBJECTS.some((facet) => manifest.columns[facet]);
    if (SUBJECTS.some((facet) => state[facet])) this.subjects.open = true;
    await this.opened(state, current);
  }

  /** What is only fetched where somebody looks at it: topics, wards and people; and how many of the other index. @param {State} state @param {() => boolean} current */
  async opened(state, current) {
    if (this.filters.open) await this.#offerOthers(state, current).catch(() => {}); // a count less, the results stand
    if (this.filters.open && this.subjects.open) await this.#offerSubjects(state, current);
  }

  /** @returns {Map<string, number | null>} */
  #withPapers() {
    return this.kinds.has(PAPER) ? this.kinds : new Map([...this.kinds, [PAPER, null]]);
  }

  /** @param {State} state @param {() => boolean} current */
  async #offerOthers(state, current) {
    const ranker = await this.open(!ofPapers(state));
    const found = await columns(ranker, parse(state.q, ranker.analyser), state);
    const others = (await countInPieces(found.numbers, { ...filtersOf(state), kind: "" }, found)).kind;
    if (!current()) return;
    this.#choose("type", new Map([...this.kinds, ...others]), kindName, state.type, "All records");
  }

  /** @param {State} state @param {() => boolean} current */
  async #offerSubjects(state, current) {
    const ranker = await this.open(ofPapers(state));
    const query = parse(state.q, ranker.analyser);
    for (const facet of SUBJECTS) {
      const others = { ...filtersOf(state), [facet]: "" };
      const [numbers, column] = await Promise.all([ranker.matching(query, others), ranker.source.subjects(facet)]);
      if (!current()) return;
      this.#choose(facet, countSubjects(numbers, column), (value) => value, state[facet], "Any");
    }
  }

  /** @param {string} name @param {Map<string, number | null>} counts @param {(value: string) => string} label @param {string} chosen @param {string} any */
  #choose(name, counts, label, chosen, any) {
    const values = new Set(counts.keys());
    if (chosen) values.add(chosen);
    const rows = [...values].map((value) => ({ value, label: label(value), count: counts.has(value) ? counts.get(value) ?? null : 0 }));
    rows.sort((one, other) => (one.label < other.label ? -1 : 1));
    choices(/** @type {HTMLSelectElement} */ (this.form.elements.namedItem(name)), rows, chosen, any);
  }
}
