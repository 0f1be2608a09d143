import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { createHash } from "node:crypto";
import { FORMAT, IndexError } from "../../../theme/static/js/search/format.js";
import { Shards } from "../../../theme/static/js/search/shards.js";

const encoder = new TextEncoder();
const manifest = {
  format: FORMAT, language: "en", documents: 2, sizes: { whole: 10, places: 10, folder: 8 }, terms: [["", "x"]], words: [["", "x"]],
  blocks: { documents: 2, folders: ["f"] }, columns: { calendar: "", outcomes: "" }, first: null, last: null, committees: [], kinds: [], outcomes: [],
};
const sealed = (stream, body, version = FORMAT) => new Uint8Array(deflateSync(Buffer.concat([Buffer.from([77, 66, version]), Buffer.from(stream), Buffer.from(body)])));
const cards = sealed("d", JSON.stringify([{ title: "one" }, { title: "two" }]));

function shards(files) {
  const asked = [];
  const load = async (path) => {
    asked.push(path);
    if (!(path in files)) throw new IndexError("missing", path);
    return typeof files[path] === "string" ? encoder.encode(files[path]) : files[path];
  };
  return { asked, files, shards: new Shards("i/", load) };
}
const usual = (more = {}) => shards({ "i/manifest.json": JSON.stringify(manifest), "i/d/f/0.bin": cards, ...more });
const isKind = (kind) => (error) => error instanceof IndexError && error.kind === kind;

test("a document is read from its block, which is fetched once", async () => {
  const { asked, shards: index } = usual();
  assert.deepEqual([(await index.document(0)).title, (await index.document(1)).title], ["one", "two"]);
  assert.deepEqual(asked, ["i/manifest.json", "i/d/f/0.bin"]);
});

test("an index of another format is refused, whether the manifest or a file says so", async () => {
  const newer = shards({ "i/manifest.json": JSON.stringify({ ...manifest, format: FORMAT + 1 }) }).shards;
  await assert.rejects(newer.manifest(), isKind("version"));
  await assert.rejects(usual({ "i/d/f/0.bin": sealed("d", "[]", FORMAT + 1) }).shards.document(0), isKind("version"));
});

test("a missing file is an error, and is fetched again when it is asked for again", async () => {
  const { files, shards: index } = usual();
  delete files["i/d/f/0.bin"];
  await assert.rejects(index.document(0), isKind("missing"));
  files["i/d/f/0.bin"] = cards;
  assert.equal((await index.document(0)).title, "one");
});

test("a damaged file, another file and a page in its place are errors", async () => {
  const damaged = Uint8Array.from(cards);
  damaged[damaged.length - 3] ^= 1;
  for (const bytes of [damaged, cards.subarray(0, 20), "<!doctype html>", sealed("t", "[]"), sealed("d", "no json")]) {
    await assert.rejects(usual({ "i/d/f/0.bin": bytes }).shards.document(0), isKind("damaged"));
  }
});

test("a file that is not what its name says is an error", async () => {
  const bytes = sealed("c", "");
  const name = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  await usual({ [`i/c/${name}.bin`]: bytes }).shards.file("c", name);
  await assert.rejects(usual({ "i/c/0123456789.bin": bytes }).shards.file("c", "0123456789"), isKind("damaged"));
});

test("a file that the server has decompressed already is read as it is", async () => {
  const plain = Buffer.concat([Buffer.from([77, 66, FORMAT]), Buffer.from('d[{"title":"one"}]')]);
  assert.equal((await usual({ "i/d/f/0.bin": new Uint8Array(plain) }).shards.document(0)).title, "one");
});

test("a browser that cannot decompress has it done in script", async (context) => {
  const own = globalThis.DecompressionStream;
  context.after(() => Object.assign(globalThis, { DecompressionStream: own }));
  delete globalThis.DecompressionStream;
  assert.equal((await usual().shards.document(1)).title, "two");
});
