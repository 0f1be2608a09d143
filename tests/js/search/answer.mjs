// Answers queries from indexes on disk: a line of JSON in, a line of JSON out. Not a test; the property tests drive it.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { analyserFor } from "../../../theme/static/js/search/analyse.js";
import { parse } from "../../../theme/static/js/search/query.js";
import { NO_FILTERS, Ranker } from "../../../theme/static/js/search/rank.js";
import { Shards } from "../../../theme/static/js/search/shards.js";

/** @type {Map<string, Promise<Ranker>>} */
const rankers = new Map();

async function open(folder) {
  const shards = new Shards(`${folder}/`, async (path) => new Uint8Array(await readFile(path)));
  const { language, common } = await shards.manifest();
  return new Ranker(shards, await analyserFor(language, common));
}

async function answer({ folder, query, filters, sort, enough }) {
  if (!rankers.has(folder)) rankers.set(folder, open(folder));
  const ranker = await rankers.get(folder);
  const { ordered, scores, total, matched, wanted, whole } = await ranker.answer(
    parse(query, ranker.analyser), { ...NO_FILTERS, ...filters }, sort, enough ?? Infinity,
  );
  const also = await ranker.also(parse(query, ranker.analyser), { ...NO_FILTERS, ...filters });
  const hits = ordered.map((number, n) => [number, scores[n]]);
  return { hits, total, matched, wanted, whole, also: also.ordered.map((number, n) => [number, also.scores[n]]) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try {
    reply = await Promise.all(JSON.parse(line).map(answer));
  } catch (error) {
    reply = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
