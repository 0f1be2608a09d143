// What words are worth in a document, and where they stand, from its text: as plugins/search/pool.py reads it, to the
// last digit. So a few candidates need neither levels nor places fetched: their texts are shown anyway. Pure.

/**
 * @typedef {{fields: [number, number, number][], levels: number, saturation: number, routine: number, gap: number, grid: number,
 *   neighbours: number, nearness: number}} Scoring
 * @typedef {{levels: Map<string, number>, places: Map<string, number[]>}} Weighed
 * @typedef {import("./shards.js").Card} Card
 * @typedef {import("./analyse.js").Analyser} Analyser
 */

const TITLE = 0;

/** @param {(string | [string, string])[]} passages @param {number} at @param {Scoring} scoring @param {(text: string) => import("./analyse.js").PlacedToken[]} scan */
function readField(passages, at, { gap, grid }, scan) {
  /** @type {Map<string, Set<number>>} */
  const found = new Map();
  let length = 0;
  for (const passage of passages) {
    let end = at;
    for (const token of scan(typeof passage === "string" ? passage : passage[1])) {
      for (const [offset, term] of token.terms) {
        if (!found.has(term)) found.set(term, new Set());
        found.get(term)?.add(at + token.place + offset);
      }
      end = at + token.place + token.width;
    }
    length += end - at;
    at = Math.ceil((end + gap) / grid) * grid;
  }
  return { found, length, at };
}

/** @param {number} weight @param {Scoring} scoring @returns {number} */
function levelOf(weight, { levels, saturation }) {
  return Math.min(levels - 1, Math.trunc((levels * weight) / (weight + saturation) + 0.5)) || 1;
}

/** @param {Card} card @param {Scoring} scoring @param {Analyser} analyser @param {Set<string> | null} letters with which the wanted terms begin @returns {Weighed} */
export function weigh(card, scoring, analyser, letters) {
  const scan = (/** @type {string} */ text) => analyser.scan(text, letters);
  const weights = new Map();
  const places = new Map();
  const factor = card.routine ? scoring.routine : 1;
  let at = 0;
  for (const [field, passages] of card.text) {
    const [weight, slack, usual] = scoring.fields[field];
    const read = readField(passages, at, scoring, scan);
    const worth = factor * (weight / (1 - slack + (slack * read.length) / usual));
    for (const [term, set] of read.found) {
      const own = [...set].sort((one, other) => one - other);
      for (const key of field === TITLE ? [term, `title:${term}`] : [term]) {
        weights.set(key, (weights.get(key) ?? 0) + worth * own.length);
        places.set(key, [...(places.get(key) ?? []), ...own]);
      }
    }
    at = read.at;
  }
  return { levels: new Map([...weights].map(([key, weight]) => [key, levelOf(weight, scoring)])), places };
}
