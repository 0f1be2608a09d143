import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { addressOf, filtersOf, stateOf } from "../../../theme/static/js/search/address.js";
import { Analyser } from "../../../theme/static/js/search/analyse.js";
import { NO_FILTERS } from "../../../theme/static/js/search/rank.js";
import { csv } from "../../../theme/static/js/search/table.js";
import { ahead, completed, completions, lastWord, meanwhile } from "../../../theme/static/js/search/typing.js";

const common = JSON.parse(readFileSync(new URL("../../contract/search/common.json", import.meta.url), "utf8"));
const analyser = new Analyser("en", common.en);
const archive = [{ word: "parking", count: 40 }, { word: "parks", count: 90 }, { word: "parka", count: 1 }];
const source = {
  words: async (start) => archive.filter(({ word }) => word.startsWith(start)),
  term: async (term) => (term === "park" ? {} : null),
};

test("the word being typed is the last, if it is a bare word of three letters", () => {
  const typed = ["car park", "car par", "ca", "Môn", "car ", '"green wast', 'title:"x" park', "title:park", "-park", "2013", ""];
  assert.deepEqual(typed.map((text) => lastWord(text, analyser)), ["park", "par", "", "mon", "", "", "park", "", "", "", ""]);
});

test("it is completed with the archive's words, the most frequent first", async () => {
  assert.deepEqual(await completions("car park", analyser, source), ["parks", "parking", "parka"]);
  assert.deepEqual(await completions("car pu", analyser, source), []);
  assert.equal(completed("car par", "parking"), "car parking");
});

test("meanwhile an unfinished word stands for all that begin so, and a known one for itself", async () => {
  const texts = ["car parki", "car parks", "car zzz", "car "];
  assert.deepEqual(await Promise.all(texts.map((text) => meanwhile(text, analyser, source))), ["car parki*", "car parks", "car zzz", "car "]);
});

test("what the dictionary says of the words typed so far is asked for, each once, those that say nothing not", async () => {
  const asked = [];
  await ahead("parking in the park librar", analyser, { term: async (term) => asked.push(term) });
  assert.deepEqual(asked.sort(), ["librar", "park"]);
});

test("the address says what is asked for and no more", () => {
  const state = stateOf(new URLSearchParams("?q=+car+park&from=2013&sort=relevance&other=1"));
  assert.deepEqual(state, { q: "car park", committee: "", from: "2013", to: "", type: "", outcome: "", topic: "", ward: "", person: "", sort: "relevance", fold: "" });
  assert.equal(addressOf(state), "?q=car+park&from=2013");
  assert.equal(addressOf(stateOf(new URLSearchParams(""))), "");
  assert.deepEqual(filtersOf(state), { ...NO_FILTERS, first: "2013-01-01" });
});

test("results are copied as a table that no program takes for formulas", () => {
  const cards = [
    { title: 'The "Parks", plan', url: "meetings/x/#item-1", kind: "item", date: "2013-09-11", committee: "Cabinet", outcome: "approved", text: [] },
    { title: "=1+1", url: "people/x/", kind: "person", text: [] },
  ];
  assert.equal(
    csv(cards, "https://example.org/a/"),
    'date,committee,kind,title,outcome,address\r\n2013-09-11,Cabinet,item,"The ""Parks"", plan",approved,https://example.org/a/meetings/x/#item-1\r\n,,person,\'=1+1,,https://example.org/a/people/x/\r\n',
  );
});
