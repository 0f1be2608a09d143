// Words of the archive that a misspelt word may have meant. Pure. The twin of plugins/search/spelling.py.

import { order } from "./format.js";

/** @typedef {{word: string, count: number}} Counted */

const FARTHEST = 2;

/** @param {string} one @param {string} other @returns {number} letters to change, add, leave out or swap, from one to the other */
export function distance(one, other) {
  const [from, to] = [Array.from(one), Array.from(other)];
  if (Math.abs(from.length - to.length) > FARTHEST) return FARTHEST + 1;
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: to.length + 1 }, (_, n) => n);
  for (let a = 1; a <= from.length; a++) {
    const after = [a];
    for (let b = 1; b <= to.length; b++) {
      const change = from[a - 1] === to[b - 1] ? 0 : 1;
      after[b] = Math.min(row[b] + 1, after[b - 1] + 1, row[b - 1] + change);
      if (a > 1 && b > 1 && from[a - 1] === to[b - 2] && from[a - 2] === to[b - 1]) after[b] = Math.min(after[b], before[b - 2] + 1);
    }
    [before, row] = [row, after];
  }
  return row[to.length];
}

/** Starts under which to look for what a word may have meant. @param {string} word @returns {string[]} */
export function starts(word) {
  const [first, second, third, fourth] = Array.from(word);
  if (fourth === undefined) return [];
  return [...new Set([first + second, second + first, first + third])];
}

/** @param {string} word folded @param {Counted[]} known @returns {string | null} the likeliest; a letter more apart outweighs being 64 times as common */
export function nearest(word, known) {
  const most = Array.from(word).length < 6 ? 1 : FARTHEST;
  /** @type {{far: number, other: string} | null} */
  let best = null;
  for (const { word: other, count } of known) {
    const apart = distance(word, other);
    if (apart === 0 || apart > most) continue;
    const far = 6 * apart - (32 - Math.clz32(count));
    if (!best || far < best.far || (far === best.far && order(other, best.other) < 0)) best = { far, other };
  }
  return best && best.other;
}
