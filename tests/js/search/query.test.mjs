import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Analyser } from "../../../theme/static/js/search/analyse.js";
import { firstDay, lastDay, parse } from "../../../theme/static/js/search/query.js";

const fixture = JSON.parse(readFileSync(new URL("../../contract/search/queries.json", import.meta.url), "utf8"));
const common = JSON.parse(readFileSync(new URL("../../contract/search/common.json", import.meta.url), "utf8"));
const analyser = new Analyser("en", common.en);

for (const { text, query } of fixture.queries) {
  test(`“${text}” asks for what it asks Whoosh for`, () => assert.deepEqual(parse(text, analyser), query));
}

for (const { text, first, last } of fixture.days) {
  test(`“${text}” begins and ends on the same days`, () => assert.deepEqual([firstDay(text), lastDay(text)], [first, last]));
}

test("ten thousand characters are a query, too", () => {
  const { clauses } = parse("library ".repeat(1250), analyser);
  assert.deepEqual(clauses, [{ type: "word", key: "librari", worth: 1 }]);
});
