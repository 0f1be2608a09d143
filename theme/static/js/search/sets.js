// Sets of documents with their scores: what is in both, in either, in all. Pure.

/** Documents found, by rising number, each with its score. @typedef {{numbers: Uint32Array, scores: Float64Array}} Found */

/** @type {Found} */
export const NONE = { numbers: new Uint32Array(0), scores: new Float64Array(0) };

/** @param {Uint32Array} numbers @returns {Found} */
export const unscored = (numbers) => ({ numbers, scores: new Float64Array(numbers.length) });

/** @param {Found} one @param {Found} other @returns {Found} documents in both, scores added */
export function both(one, other) {
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
export function only(found, keep) {
  const kept = Array.from(found.numbers.keys()).filter((n) => keep(found.numbers[n], n));
  return { numbers: Uint32Array.from(kept, (n) => found.numbers[n]), scores: Float64Array.from(kept, (n) => found.scores[n]) };
}

/** @param {number} a @param {number} b */
export const sum = (a, b) => a + b;

/** @param {Found[]} parts @returns {Found} */
export const every = (parts) => parts.sort((one, other) => one.numbers.length - other.numbers.length).reduce(both);

/** @param {Found[]} parts @param {(a: number, b: number) => number} join @returns {Found} */
export const any = (parts, join) => parts.reduce((one, other) => either(one, other, join), NONE);

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
