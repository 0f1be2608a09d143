import assert from "node:assert/strict";
import test from "node:test";
import { distance, nearest, starts } from "../../../theme/static/js/search/suggest.js";

test("letters to change, add, leave out or swap are counted", () => {
  const pairs = [["library", "library"], ["libary", "library"], ["lirbary", "library"], ["libraryy", "library"], ["labrary", "library"], ["park", "parking"]];
  assert.deepEqual(pairs.map(([one, other]) => distance(one, other)), [0, 1, 1, 1, 1, 3]);
});

test("the nearest word is meant, the more common of two", () => {
  const known = [{ word: "parking", count: 3 }, { word: "packing", count: 90 }, { word: "marking", count: 9 }];
  assert.equal(nearest("parkign", known), "parking");
  assert.equal(nearest("xarking", known), "marking");
  assert.equal(nearest("xyzzy", known), null);
});

test("it is looked for under its first letters, also swapped", () => {
  assert.deepEqual(starts("libary"), ["li", "il", "lb"]);
  assert.deepEqual(starts("abc"), []);
});
