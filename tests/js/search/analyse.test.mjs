import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Analyser, analyserFor, fold } from "../../../theme/static/js/search/analyse.js";

const fixture = JSON.parse(readFileSync(new URL("../../contract/search/tokens.json", import.meta.url), "utf8"));

for (const [tag, cases] of Object.entries(fixture)) {
  for (const { text, folded, terms } of cases) {
    test(`${tag} reads “${text}” as the index did`, async () => {
      assert.equal(fold(text), folded);
      assert.deepEqual((await analyserFor(tag)).terms(text), terms);
    });
  }
}

test("a token knows where it stands in the text as written", () => {
  const text = "Ynys Mo\u0302n: Straße İ £200,000";
  const found = new Analyser("cy").tokens(text).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(found, ["Ynys", "Mo\u0302n", "Straße", "İ", "200,000"]);
});

test("a language that is not known is folded and not stemmed", () => {
  assert.deepEqual(new Analyser("xx-YY").terms("Libraries"), [[0, "libraries"]]);
});
