// Words of the archive that a misspelt word may have meant. Pure.

/** @typedef {{word: string, count: number}} Counted */

const FARTHEST = 2;

/** @param {string} one @param {string} other @returns {number} letters to change, add, leave out or swap, from one to the other */
export function distance(one, other) {
  if (Math.abs(one.length - other.length) > FARTHEST) return FARTHEST + 1;
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let a = 1; a <= one.length; a++) {
    const next = [a];
    for (let b = 1; b <= other.length; b++) {
      const change = one[a - 1] === other[b - 1] ? 0 : 1;
      next[b] = Math.min(row[b] + 1, next[b - 1] + 1, row[b - 1] + change);
      if (a > 1 && b > 1 && one[a - 1] === other[b - 2] && one[a - 2] === other[b - 1]) next[b] = Math.min(next[b], before[b - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length];
}

/** Starts under which to look for what a word may have meant. @param {string} word @returns {string[]} */
export function starts(word) {
  const letters = Array.from(word);
  if (letters.length < 4) return [];
  return [...new Set([letters[0] + letters[1], letters[1] + letters[0], letters[0] + letters[2]])];
}

/** @param {string} word folded @param {Counted[]} known @returns {string | null} the likeliest, the more common of equally near ones */
export function nearest(word, known) {
  const most = word.length < 6 ? 1 : FARTHEST;
  let best = null;
  for (const { word: other, count } of known) {
    const far = distance(word, other);
    if (far === 0 || far > most) continue;
    const value = Math.log2(count + 1) - 6 * far;
    if (!best || value > best.value || (value === best.value && other < best.other)) best = { other, value };
  }
  return best?.other ?? null;
}
