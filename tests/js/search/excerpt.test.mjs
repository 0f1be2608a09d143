import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Analyser } from "../../../theme/static/js/search/analyse.js";
import { excerpt, marked, wantedBy } from "../../../theme/static/js/search/excerpt.js";
import { parse } from "../../../theme/static/js/search/query.js";

const common = JSON.parse(readFileSync(new URL("../../contract/search/common.json", import.meta.url), "utf8"));
const analyser = new Analyser("en", common.en);
const shown = (parts) => parts.map(({ text, mark }) => (mark ? `[${text}]` : text)).join("");
const wanted = (query) => wantedBy(parse(query, analyser));
const card = (...text) => ({ title: "", url: "", kind: "item", text });

test("a word is marked in all its forms", () => {
  assert.equal(shown(marked("Parks: a park, and parking", wanted("parks"), analyser)), "[Parks]: a [park], and [parking]");
});

test("words of a phrase, beginnings and words with accents are marked", () => {
  assert.equal(shown(marked("Môn green waste flooding", wanted('"green waste" flood* mon'), analyser)), "[Môn] [green] [waste] [flooding]");
});

test("common words are marked only where nothing else is", () => {
  assert.equal(shown(marked("the library of the town", wanted('"the library"'), analyser)), "the [library] of the town");
  assert.equal(shown(marked("of the town", wanted("the"), analyser)), "of [the] town");
});

test("the passage with most of the words is taken, and what was decided before the debate", () => {
  const found = excerpt(card([3, [["d1", "To close the library."]]], [6, [["m1", "The library."], ["m2", "The library closed in May."]]]), wanted("library closed may"), analyser);
  assert.deepEqual([found.anchor, found.field, shown(found.parts)], ["m2", 6, "The [library] [closed] in [May]."]);
  const even = excerpt(card([3, [["d1", "The library."]]], [6, [["m1", "The library."]]]), wanted("library"), analyser);
  assert.equal(even.anchor, "d1");
});

test("a long passage is cut around its best words, between words", () => {
  const text = `${"before ".repeat(80)}the library here ${"after ".repeat(80)}`.trim();
  const parts = shown(excerpt(card([6, [text]]), wanted("library"), analyser).parts);
  assert.match(parts, /^… (before )+the \[library\] here (after ?)+ …$/u);
  assert.ok(parts.length < 300);
});

test("without any of the words the beginning is shown", () => {
  assert.equal(shown(excerpt(card([0, ["Library"]], [4, ["To agree."]]), wanted("library"), analyser).parts), "To agree.");
  assert.equal(excerpt(card([0, ["Library"]]), wanted("library"), analyser), null);
});
