// Fetches the files of the index, checks them, and keeps what it has read. The only module that fetches.

import * as form from "./format.js";
import { IndexError } from "./format.js";

/** @typedef {import("./format.js").Entry} Entry */
/** @typedef {import("./format.js").Piece} Piece */
/** @typedef {import("./format.js").Run} Run */
/**
 * What a result shows. Every passage is a text, or an anchor and a text.
 * @typedef {{title: string, url: string, kind: string, date?: string, committee?: string, outcome?: string,
 *   issue?: string, routine?: boolean, text: [number, (string | [string, string])[]][]}} Card
 */
/**
 * @typedef {{format: number, language: string, common: string[], documents: number,
 *   sizes: {whole: number, tier: number, places: number, folder: number}, scoring: import("./weigh.js").Scoring, terms: string | [string, string][], words: string | [string, string][],
 *   blocks: {documents: number, folders: string[]}, columns: {calendar: string} & Partial<Record<"topic" | "ward" | "person", string>>,
 *   first: string | null, last: string | null, committees: {id: string, names: string[]}[], kinds: string[],
 *   outcomes: string[]}} Manifest
 */

const FEW_DIRECTORIES = 4;
const decoder = new TextDecoder();

/** @param {string} url @param {RequestCache} cache @returns {Promise<Uint8Array>} */
async function fetched(url, cache) {
  let response;
  try {
    response = await fetch(url, { cache });
  } catch {
    throw new IndexError("offline", `could not be reached: ${url}`);
  }
  if (!response.ok) throw new IndexError("missing", `is missing (${response.status}): ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {Uint8Array} bytes @returns {Promise<Uint8Array>} decompressed; the zlib checksum is checked on the way */
async function inflated(bytes) {
  if (bytes[0] === 0x4d && bytes[1] === 0x42) return bytes; // a server or a proxy has decompressed it
  try {
    if (!("DecompressionStream" in globalThis)) return (await import("./inflate.js")).inflate(bytes);
    const stream = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]).stream();
    return new Uint8Array(await new Response(stream.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
  } catch {
    throw new IndexError("damaged", "is damaged");
  }
}

/** @param {Uint8Array} bytes @param {string} name @returns {Promise<boolean>} whether they are what their name says */
async function isNamed(bytes, name) {
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {Uint8Array<ArrayBuffer>} */ (bytes)));
  return Array.from(digest.subarray(0, 5), (byte) => byte.toString(16).padStart(2, "0")).join("") === name;
}

/** @typedef {{start: string, name: string}[]} Rows shards in order, each with the keys from its start to the next's */

/** @param {Rows} rows @param {string} from @param {string} to */
function between(rows, from, to) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (form.order(rows[middle].start, from) <= 0) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < rows.length && form.order(rows[end].start, to) <= 0) end++;
  return rows.slice(Math.max(0, low - 1), end);
}

/** One published index. */
export class Shards {
  /** @param {string} base where the index lies, with a slash @param {(url: string, cache: RequestCache) => Promise<Uint8Array>} [load] */
  constructor(base, load = fetched) {
    this.base = base;
    this.load = load;
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
    this.doubtful = false;
  }

  /** @template T @param {string} key @param {() => Promise<T>} make @returns {Promise<T>} made once; tried again after a failure */
  once(key, make) {
    let promise = this.kept.get(key);
    if (!promise) {
      promise = make();
      this.kept.set(key, promise);
      promise.catch(() => this.kept.delete(key));
    }
    return promise;
  }

  /** @returns {Promise<Manifest>} */
  manifest() {
    return this.once("manifest", async () => {
      const bytes = await this.load(`${this.base}manifest.json`, this.doubtful ? "reload" : "default");
      const manifest = parsed(bytes);
      if (manifest.format !== form.FORMAT) throw form.unknownVersion(manifest.format);
      return manifest;
    });
  }

  /** Forget everything, so that the next question reads the newest index. */
  forget() {
    this.kept.clear();
    this.doubtful = true;
  }

  /** Have at hand what most questions need, while the person types. */
  async prepare() {
    const { terms } = await this.manifest();
    if (typeof terms === "string") await this.#inside(terms);
    else if (terms.length <= FEW_DIRECTORIES) await Promise.all(terms.map(([, name]) => this.directory(name)));
  }

  /** @param {string} stream @param {string} name @returns {Promise<Uint8Array>} what the file holds */
  file(stream, name) {
    return this.once(`${stream}/${name}`, async () => {
      const bytes = await this.load(`${this.base}${stream}/${name}.bin`, "default");
      const content = form.content(await inflated(bytes), stream);
      if (bytes[0] !== 0x4d && !(await isNamed(bytes, name))) throw new IndexError("damaged", "is another than it should be");
      return content;
    });
  }

  /** @param {"terms" | "words"} which @param {string} from @param {string} to @returns {Promise<Rows>} the shards with the keys between */
  async shards(which, from, to) {
    const { [which]: top } = await this.manifest();
    if (typeof top === "string") return between(await this.#inside(top), from, to);
    const rows = top.map(([start, name]) => ({ start, name }));
    const parts = await Promise.all(between(rows, from, to).map(({ name }) => this.directory(name)));
    return between(parts.flat(), from, to);
  }

  /** @param {string} text a directory that stands in the manifest @returns {Promise<Rows>} */
  #inside(text) {
    return this.once(`x:${text}`, async () => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      return form.readDirectory(form.content(await inflated(bytes), "x"));
    });
  }

  /** @param {string} name @returns {Promise<Rows>} */
  directory(name) {
    return this.once(`x:${name}`, async () => form.readDirectory(await this.file("x", name)));
  }

  /** @param {string} key @returns {Promise<Entry | null>} what the dictionary says of a term */
  async term(key) {
    const [shard] = await this.shards("terms", key, key);
    if (!shard) return null;
    const { sizes } = await this.manifest();
    const terms = await this.once(`t:${shard.name}`, async () => form.readTerms(await this.file("t", shard.name), sizes.whole));
    return terms.get(key) ?? null;
  }

  /** @param {Entry} entry @returns {Promise<Uint32Array>} all documents that have a term */
  async numbers(entry) {
    if (!entry.set) return entry.numbers;
    const { documents } = await this.manifest();
    const piece = entry.set;
    return this.once(`n:${entry.key}`, async () => form.readSet(await this.#piece("s", piece), entry.found, documents));
  }

  /** @param {Entry} entry @returns {Promise<Uint8Array>} the level of a term in each of its documents */
  async levels(entry) {
    return entry.rest ? this.#piece("l", entry.rest) : entry.levels;
  }

  /** @param {Entry} entry @returns {Promise<{numbers: Uint32Array, levels: Uint8Array} | null>} the best thousand of a very common word */
  async tier(entry) {
    if (!entry.tier?.size) return null;
    const { sizes } = await this.manifest();
    return form.readTier(await this.#piece("m", entry.tier), sizes.tier);
  }

  /** @param {Entry} entry @returns {Promise<Map<number, Card> | null>} what the best documents of a common word show: cards with the one passage that says most of it */
  async page(entry) {
    const name = entry.page;
    if (!name) return null;
    return this.once(`b:${name}`, async () => new Map(parsed(form.sections(await this.file("b", name))[0])));
  }

  /** @param {Entry} entry @param {number[]} ordinals rising @returns {Promise<number[][]>} the term's places in those documents */
  async places(entry, ordinals) {
    const { places: wide } = (await this.manifest()).sizes;
    /** @type {Map<number, number[]>} */
    const chunks = new Map();
    for (const ordinal of ordinals) {
      const chunk = Math.floor(ordinal / wide);
      chunks.set(chunk, [...(chunks.get(chunk) ?? []), ordinal - chunk * wide]);
    }
    const read = [...chunks].map(async ([chunk, some]) => form.readPlaces(await this.#piece("p", entry.places[chunk]), some));
    return (await Promise.all(read)).flat();
  }

  /** @param {string} stream @param {Piece} piece @returns {Promise<Uint8Array>} */
  async #piece(stream, piece) {
    const bytes = await this.file(stream, piece.name);
    return bytes.subarray(bytes.length - this.#held(bytes) + piece.from).subarray(0, piece.size);
  }

  /** @param {Uint8Array} bytes a file of one section @returns {number} the section's length */
  #held(bytes) {
    return new form.Cursor(bytes).next();
  }

  /** @param {string} start @returns {Promise<{word: string, count: number}[]>} the words that begin so, in order */
  async words(start) {
    const shards = await this.shards("words", start, `${start}\u{10ffff}`);
    const lists = await Promise.all(shards.map(async ({ name }) => form.readWords(await this.file("w", name))));
    return lists.flat().filter(({ word }) => word.startsWith(start));
  }

  /** @returns {Promise<Run[]>} */
  async calendar() {
    const bytes = await this.#calendar();
    return this.once("calendar", async () => form.readCalendar(bytes));
  }

  /** @returns {Promise<Uint8Array>} for each document its outcome's place in the list, from 1; 0 for none */
  async outcomes() {
    return form.sections(await this.#calendar())[4] ?? new Uint8Array(0);
  }

  /** @returns {Promise<Uint8Array>} */
  async #calendar() {
    return this.file("c", (await this.manifest()).columns.calendar);
  }

  /** @param {"topic" | "ward" | "person"} facet @returns {Promise<import("./format.js").Subjects>} */
  async subjects(facet) {
    const { columns } = await this.manifest();
    const name = columns[facet];
    if (!name) return { values: [], sets: [], own: [] };
    return this.once(`c:${name}`, async () => form.readSubjects(await this.file("c", name)));
  }

  /** @param {number} number @returns {Promise<Card>} */
  document(number) {
    return this.once(`card:${number}`, () => this.#card(number));
  }

  /** @param {number} number @returns {Promise<Card>} */
  async #card(number) {
    const { blocks, sizes } = await this.manifest();
    const wide = Math.max(1, Math.floor(sizes.folder / blocks.documents)) * blocks.documents;
    const block = Math.floor((number % wide) / blocks.documents);
    const path = `d/${blocks.folders[Math.floor(number / wide)]}/${block}.bin`;
    const cards = await this.once(path, async () =>
      parsed(form.content(await inflated(await this.load(this.base + path, "default")), "d")),
    );
    return cards[(number % wide) % blocks.documents];
  }
}

/** @param {Uint8Array} bytes @returns {any} */
function parsed(bytes) {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    throw new IndexError("damaged", "is damaged");
  }
}
