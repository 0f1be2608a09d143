// The order of answers, the sum of scores, and how words stand to each other. Pure.

/** @typedef {import("./sets.js").Found} Found */

/** @param {(number | null)[]} values @param {number | null} [nothing] what none of them gives @returns {number | null} their sum, null where one is missing */
export function added(values, nothing = 0) {
  return values.length ? values.reduce((one, other) => (one === null || other === null ? null : one + other)) : nothing;
}

/** @param {string} a @param {string} b */
export const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @param {Found} found @param {number} enough @returns {number[]} the places of the best, of equals the highest number first */
export function byScore({ scores }, enough) {
  if (enough >= scores.length) return Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || b - a);
  /** @type {number[]} */
  const best = [];
  for (let place = scores.length - 1; place >= 0; place--) {
    if (best.length === enough && scores[place] <= scores[best[enough - 1]]) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]] < scores[place]) at--;
    best.splice(at, 0, place);
    best.length = Math.min(best.length, enough);
  }
  return best;
}

/** @param {Uint32Array} numbers @param {import("./format.js").Run[]} calendar @returns {number[]} places, the earliest day first, of one day the highest number; undated last */
export function byDay(numbers, calendar) {
  /** @type {number[][]} */
  const days = [];
  let [run, day] = [0, -1];
  numbers.forEach((number, place) => {
    while (calendar[run].to <= number) run++;
    if (calendar[run].day !== day) days.push([]);
    day = calendar[run].day;
    days[days.length - 1].unshift(place);
  });
  const undated = numbers.length && calendar[0].day === 0 && numbers[0] < (calendar.findLast((one) => one.day === 0)?.to ?? 0) ? days.splice(0, 1) : [];
  return [...days, ...undated].flat();
}

/** @param {number[][]} places of each word @returns {boolean} whether they stand side by side in order */
export function inSequence([first, ...others]) {
  const rest = others.map((places) => new Set(places));
  return first.some((place) => rest.every((places, n) => places.has(place + n + 1)));
}

/** @param {number[]} left @param {number[]} right @param {number} distance @returns {boolean} */
export function within(left, right, distance) {
  return left.some((place) => right.some((other) => other !== place && Math.abs(other - place) <= distance));
}
