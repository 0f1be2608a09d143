// The best passage of a document for a query, with its words marked, and where in the page it stands. Pure.

/**
 * @typedef {import("./analyse.js").Analyser} Analyser
 * @typedef {import("./analyse.js").PlacedToken} PlacedToken
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./query.js").Clause} Clause
 * @typedef {{text: string, mark: boolean}} Part
 * @typedef {{terms: Set<string>, starts: string[], letters: Set<string>}} Wanted
 * @typedef {{parts: Part[], field: number, anchor: string}} Excerpt
 */

/** Fields in the order in which they are shown where they say equally much: what was decided comes first. */
const SHOWN = [2, 3, 4, 6, 5, 7];
const LONGEST = 280;
const BEFORE = 70;
/** What another mention of the same word is worth beside a first mention of another. */
const AGAIN = 0.05;

/** @param {Clause[]} clauses @returns {Clause[]} and all within them */
function flattened(clauses) {
  return clauses.flatMap((clause) => ("parts" in clause ? flattened(clause.parts) : [clause]));
}

/** @param {Query} query @returns {Wanted} what to mark */
export function wantedBy(query) {
  const terms = new Set();
  const starts = [];
  for (const clause of flattened(query.clauses)) {
    if (clause.type === "prefix") starts.push(clause.start);
    const keys = clause.type === "word" ? [clause.key] : clause.type === "phrase" ? clause.keys : clause.type === "near" ? [clause.left, clause.right] : [];
    for (const key of keys) terms.add(key.slice(key.indexOf(":") + 1));
  }
  return { terms, starts, letters: initials([...terms, ...starts]) };
}

/** The letters with which words of these terms begin: a stem keeps its word's first. @param {Iterable<string>} terms @returns {Set<string>} */
export function initials(terms) {
  return new Set(Array.from(terms, (term) => term.slice(term.indexOf(":") + 1)[0]));
}

/** @param {PlacedToken} token @param {Wanted} wanted @param {Analyser} analyser @returns {string[]} which of the wanted it is */
function matching(token, wanted, analyser) {
  const words = token.words.filter((word) => wanted.starts.some((start) => word.startsWith(start)));
  return [...token.terms.map(([, term]) => term).filter((term) => wanted.terms.has(term)), ...words.map((word) => analyser.stem(word))];
}

/** @param {string} text @param {Wanted} wanted @param {Analyser} analyser @returns {{start: number, end: number, terms: string[]}[]} */
function hitsIn(text, wanted, analyser) {
  const { common } = analyser;
  const hits = analyser
    .scan(text, wanted.letters)
    .map((token) => ({ start: token.start, end: token.end, terms: matching(token, wanted, analyser) }))
    .filter(({ terms }) => terms.length);
  const telling = hits.filter(({ terms }) => terms.some((term) => !common.has(term)));
  return telling.length ? telling : hits;
}

/** @param {string} text @param {{start: number, end: number}[]} hits @param {number} from @param {number} to @returns {Part[]} */
function cut(text, hits, from, to) {
  /** @type {Part[]} */
  const parts = [];
  let at = from;
  const add = (/** @type {number} */ end, /** @type {boolean} */ mark) => {
    if (end > at) parts.push({ text: text.slice(at, end), mark });
    at = Math.max(at, end);
  };
  for (const { start, end } of hits) {
    if (start < at || end > to) continue;
    add(start, false);
    add(end, true);
  }
  add(to, false);
  return parts;
}

/** @param {string} text @param {Wanted} wanted @param {Analyser} analyser @returns {Part[]} the whole text with its words marked */
export function marked(text, wanted, analyser) {
  return cut(text, hitsIn(text, wanted, analyser), 0, text.length);
}

/** @param {string} text @param {number} at @returns {number} the next start of a word */
function wordStart(text, at) {
  const space = text.indexOf(" ", at);
  return space < 0 ? at : space + 1;
}

/** @param {string} text @param {number} at @returns {number} the end of the word before */
function wordEnd(text, at) {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(" ", at);
  return space < 0 ? at : space;
}

/** How much a stretch of text says. @param {{terms: string[]}[]} hits */
function worth(hits) {
  const terms = new Set(hits.flatMap(({ terms }) => terms));
  return terms.size + AGAIN * Math.min(hits.length - terms.size, 5);
}

/** @param {string} text @param {Wanted} wanted @param {Analyser} analyser */
function bestWindow(text, wanted, analyser) {
  const hits = hitsIn(text, wanted, analyser);
  let best = { value: 0, from: 0 };
  hits.forEach((hit, n) => {
    const within = hits.slice(n).filter(({ end }) => end <= hit.start + LONGEST - BEFORE);
    if (worth(within) > best.value) best = { value: worth(within), from: hit.start };
  });
  return { ...best, hits };
}

/** @param {string} text @param {number} from where the first marked word stands @returns {[number, number]} */
function bounds(text, from) {
  if (text.length <= LONGEST) return [0, text.length];
  const start = from <= BEFORE ? 0 : wordStart(text, Math.min(from - BEFORE, text.length - LONGEST));
  return [start, wordEnd(text, start + LONGEST)];
}

/** @param {import("./shards.js").Card} card @param {Wanted} wanted @param {Analyser} analyser @returns {Excerpt | null} */
export function excerpt(card, wanted, analyser) {
  const fields = new Map(card.text);
  const passages = SHOWN.flatMap((field) => (fields.get(field) ?? []).map((one) => (typeof one === "string" ? { field, anchor: "", text: one } : { field, anchor: one[0], text: one[1] })));
  const rated = passages.map((passage) => ({ ...passage, ...bestWindow(passage.text, wanted, analyser) }));
  const best = rated.reduce((one, other) => (other.value > one.value ? other : one), rated[0]);
  if (!best) return null;
  const [from, to] = bounds(best.text, best.from);
  const parts = cut(best.text, best.hits, from, to);
  if (from > 0) parts.unshift({ text: "… ", mark: false });
  if (to < best.text.length) parts.push({ text: " …", mark: false });
  return { parts, field: best.field, anchor: best.anchor };
}
