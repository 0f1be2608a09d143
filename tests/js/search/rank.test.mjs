import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { dateOf, dayNumber, order, rarity } from "../../../theme/static/js/search/format.js";
import { placeOf } from "../../../theme/static/js/search/sets.js";
import { count, countInPieces } from "../../../theme/static/js/search/counts.js";

const scores = JSON.parse(readFileSync(new URL("../../contract/search/scores.json", import.meta.url), "utf8"));

test("a word is worth the same here as where the index was made", () => {
  for (const [found, documents, worth] of scores) assert.equal(rarity(found, documents), worth);
});

test("a number's place is found, or where it would stand", () => {
  const numbers = Uint32Array.of(2, 5, 9);
  assert.deepEqual([0, 2, 3, 9, 10].map((number) => placeOf(numbers, number)), [0, 0, 1, 2, 3]);
});

test("words are ordered by code point, as the index is", () => {
  assert.deepEqual(["\u{1d400}", "\uffee", "z", "za", ""].sort(order), ["", "z", "za", "\uffee", "\u{1d400}"]);
});

test("a day has a number, and a number a day", () => {
  assert.equal(dayNumber("2013-09-11"), 735122);
  assert.equal(dateOf(735122), "2013-09-11");
});

const manifest = { committees: [{ id: "a", names: ["A"] }, { id: "b", names: ["B"] }], kinds: ["item", "person"], outcomes: ["approved"] };
const calendar = [
  { from: 0, to: 1, day: 0, committee: 0, kind: 1 },
  { from: 1, to: 3, day: dayNumber("2013-09-11"), committee: 1, kind: 0 },
  { from: 3, to: 4, day: dayNumber("2014-01-01"), committee: 2, kind: 0 },
];
const columns = { manifest, calendar, outcomes: Uint8Array.of(0, 1, 0, 1) };
const none = { committee: "", kind: "", outcome: "", first: "", last: "" };
const counted = (filters) => Object.fromEntries(Object.entries(count(Uint32Array.of(0, 1, 2, 3), { ...none, ...filters }, columns)).map(([name, map]) => [name, Object.fromEntries(map)]));

test("each choice says how many results it leaves", () => {
  assert.deepEqual(counted({}), { committee: { a: 2, b: 1 }, kind: { person: 1, item: 3 }, outcome: { approved: 2 }, year: { 2013: 2, 2014: 1 } });
});

test("counting in pieces gives the same", async () => {
  const long = 10000;
  const wide = { ...columns, calendar: [{ from: 0, to: 4500, day: 0, committee: 1, kind: 0 }, { from: 4500, to: long, day: dayNumber("2014-01-01"), committee: 2, kind: 0 }], outcomes: new Uint8Array(long).fill(1) };
  const all = Uint32Array.from({ length: long }, (_, n) => n);
  assert.deepEqual(await countInPieces(all, none, wide), count(all, none, wide));
  assert.deepEqual(count(all, none, wide).committee, new Map([["a", 4500], ["b", 5500]]));
});

test("a filter narrows the counts of the others and not its own", () => {
  assert.deepEqual(counted({ committee: "b" }), { committee: { a: 2, b: 1 }, kind: { item: 1 }, outcome: { approved: 1 }, year: { 2014: 1 } });
  assert.deepEqual(counted({ first: "2014-01-01" }).year, { 2013: 2, 2014: 1 });
  assert.deepEqual(counted({ first: "2014-01-01" }).committee, { b: 1 });
});
