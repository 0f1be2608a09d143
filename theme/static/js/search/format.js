// The file format of the published index, read: plugins/search/format.py writes it, DESIGN.md there draws it. Pure.

export const FORMAT = 2;
export const LEVELS = 64;
const HASH = 5;

/** What stops an answer. `kind` says why: "version", "missing", "damaged" or "offline". */
export class IndexError extends Error {
  /** @param {string} kind @param {string} message */
  constructor(kind, message) {
    super(message);
    this.name = "IndexError";
    this.kind = kind;
  }
}

/** Reads whole numbers one after another. */
export class Cursor {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  /** @returns {number} */
  next() {
    let number = 0;
    let scale = 1;
    for (;;) {
      if (this.at >= this.bytes.length) throw new IndexError("damaged", "a file of the index ends too early");
      const byte = this.bytes[this.at++];
      number += (byte & 127) * scale;
      if (byte < 128) return number;
      scale *= 128;
    }
  }

  /** @param {number} count @returns {Uint8Array} */
  take(count) {
    this.at += count;
    if (this.at > this.bytes.length) throw new IndexError("damaged", "a file of the index ends too early");
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** @param {number} count @returns {number[]} */
  many(count) {
    return Array.from({ length: count }, () => this.next());
  }

  /** @param {number} count @returns {Uint32Array} rising numbers, written as steps */
  rising(count) {
    const numbers = new Uint32Array(count);
    for (let n = 0, last = 0; n < count; n++) numbers[n] = last += this.next();
    return numbers;
  }
}

/** @param {Uint8Array} bytes a file, decompressed @param {string} stream @returns {Uint8Array} what follows its head */
export function content(bytes, stream) {
  if (bytes[0] !== 0x4d || bytes[1] !== 0x42) throw new IndexError("damaged", "a file of the index is not what it should be");
  if (bytes[2] !== FORMAT) throw unknownVersion(bytes[2]);
  if (String.fromCharCode(bytes[3]) !== stream) throw new IndexError("damaged", "a file of the index is another than it should be");
  return bytes.subarray(4);
}

/** @param {unknown} version @returns {IndexError} */
export function unknownVersion(version) {
  return new IndexError("version", `the search index is of format ${version}, and this page reads format ${FORMAT}`);
}

/** @param {Uint8Array} bytes @returns {Uint8Array[]} */
export function sections(bytes) {
  const cursor = new Cursor(bytes);
  const found = [];
  while (!cursor.done) found.push(cursor.take(cursor.next()));
  return found;
}

const decoder = new TextDecoder();

/** @param {Uint8Array} bytes @returns {string[]} */
function spelling(bytes) {
  const cursor = new Cursor(bytes);
  const words = [];
  let last = new Uint8Array(0);
  while (!cursor.done) {
    const shared = cursor.next();
    const rest = cursor.take(cursor.next());
    const word = new Uint8Array(shared + rest.length);
    word.set(last.subarray(0, shared));
    word.set(rest, shared);
    words.push(decoder.decode(word));
    last = word;
  }
  return words;
}

/** @param {Uint8Array} bytes @returns {string} */
function hash(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @typedef {{first: number, name: string}[]} Table */

/** @param {Uint8Array} bytes @returns {Table} */
function table(bytes) {
  const cursor = new Cursor(bytes);
  const count = cursor.next();
  return Array.from(cursor.rising(count), (first) => ({ first, name: hash(cursor.take(HASH)) }));
}

/** Where a piece lies: in which file, from where, how many bytes. @typedef {{name: string, from: number, size: number}} Piece */

/** @param {Table} files @param {number[]} sizes of all pieces @returns {Piece[]} */
function pieces(files, sizes) {
  let file = -1;
  let from = 0;
  return sizes.map((size, n) => {
    if (file + 1 < files.length && files[file + 1].first === n) {
      file += 1;
      from = 0;
    }
    from += size;
    return { name: files[file].name, from: from - size, size };
  });
}

/**
 * What the dictionary says of a term: in how many documents it is found; all of them or the best, with their levels;
 * and where the rest lies.
 * @typedef {object} Entry
 * @property {string} key
 * @property {number} found
 * @property {Uint32Array} numbers
 * @property {Uint8Array} levels
 * @property {boolean} whole
 * @property {Piece} [set]
 * @property {Piece} [rest]
 * @property {Piece} [tier] its best thousand
 * @property {string} [page] the file of its best documents
 * @property {Piece[]} places
 */

/** @param {Uint8Array} bytes of a term shard @param {number} most a word in at most so many documents has them all here @returns {Map<string, Entry>} */
export function readTerms(bytes, most) {
  const [words, found, numbers, levels, setSizes, tierSizes, placeSizes, sets, rests, places, tiers, pages] = sections(bytes);
  const keys = spelling(words);
  const [founds, numbered, levelled] = [new Cursor(found), new Cursor(numbers), new Cursor(levels)];
  const head = headLength(levels, found, most);
  const entries = keys.map((key) => {
    const count = founds.next();
    const whole = count <= most;
    const here = whole ? count : head;
    return { key, found: count, whole, numbers: numbered.rising(here), levels: levelled.take(here), places: /** @type {Piece[]} */ ([]) };
  });
  const common = entries.filter((entry) => !entry.whole);
  addPieces(common, "set", table(sets), new Cursor(setSizes).many(common.length));
  addPieces(common, "tier", table(tiers), new Cursor(tierSizes).many(common.length));
  addPieces(common, "rest", table(rests), common.map((entry) => entry.found));
  for (const { first, name } of table(pages)) Object.assign(entries[first], { page: name });
  addPlaces(entries, new Cursor(placeSizes), table(places));
  return new Map(entries.map((entry) => [entry.key, entry]));
}

/** How many of a common word's best are here: what the rare words leave of the levels. @param {Uint8Array} levels @param {Uint8Array} found @param {number} most */
function headLength(levels, found, most) {
  const cursor = new Cursor(found);
  let [rare, common] = [0, 0];
  while (!cursor.done) {
    const count = cursor.next();
    if (count <= most) rare += count;
    else common += 1;
  }
  return common ? (levels.length - rare) / common : 0;
}

/** @param {Entry[]} entries @param {"set" | "tier" | "rest"} stream @param {Table} files @param {number[]} sizes */
function addPieces(entries, stream, files, sizes) {
  pieces(files, sizes).forEach((piece, n) => Object.assign(entries[n], { [stream]: piece }));
}

/** @param {Entry[]} entries @param {Cursor} sizes @param {Table} files */
function addPlaces(entries, sizes, files) {
  const lists = entries.map(() => sizes.many(sizes.next()));
  const all = pieces(files, lists.flat());
  let at = 0;
  entries.forEach((entry, n) => {
    entry.places = all.slice(at, at + lists[n].length);
    at += lists[n].length;
  });
}

/** @param {Uint8Array} bytes of a directory @returns {{start: string, name: string}[]} */
export function readDirectory(bytes) {
  const [starts, names] = sections(bytes);
  return spelling(starts).map((start, n) => ({ start, name: hash(names.subarray(n * HASH, (n + 1) * HASH)) }));
}

/** @param {Uint8Array} bytes of a shard of words @returns {{word: string, count: number}[]} */
export function readWords(bytes) {
  const [words, counts] = sections(bytes);
  const cursor = new Cursor(counts);
  return spelling(words).map((word) => ({ word, count: cursor.next() }));
}

/** @param {Uint8Array} bytes @param {number} found @param {number} documents @returns {Uint32Array} the documents in a set */
export function readSet(bytes, found, documents) {
  if (8 * found < documents) return new Cursor(bytes).rising(found);
  const numbers = new Uint32Array(found);
  let at = 0;
  for (let n = 0; n < documents; n++) if ((bytes[n >> 3] >> (n & 7)) & 1) numbers[at++] = n;
  return numbers;
}

/** @param {Uint8Array} bytes @param {number} count @returns {{numbers: Uint32Array, levels: Uint8Array}} the best postings of a term */
export function readTier(bytes, count) {
  const cursor = new Cursor(bytes);
  return { numbers: cursor.rising(count), levels: cursor.take(count) };
}

/** @param {Uint8Array} bytes @param {number[]} ordinals rising, within the chunk @returns {number[][]} */
export function readPlaces(bytes, ordinals) {
  const cursor = new Cursor(bytes);
  let at = 0;
  return ordinals.map((ordinal) => {
    for (; at < ordinal; at++) cursor.take(cursor.next());
    at += 1;
    const steps = new Cursor(cursor.take(cursor.next()));
    const places = [];
    for (let place = 0; !steps.done; ) places.push((place += steps.next()));
    return places;
  });
}

/** Documents in a row that share a day, a committee and a kind. @typedef {{from: number, to: number, day: number, committee: number, kind: number}} Run */

/** @param {Uint8Array} bytes of the calendar @returns {Run[]} */
export function readCalendar(bytes) {
  const [counts, days, committees, kinds] = sections(bytes).map((part) => new Cursor(part));
  const rows = [];
  let [from, day] = [0, 0];
  while (!counts.done) {
    const count = counts.next();
    day += days.next();
    rows.push({ from, to: from + count, day, committee: committees.next(), kind: kinds.next() });
    from += count;
  }
  return rows;
}

/** The values of a facet, and which of them each document has. @typedef {{values: string[], sets: number[][], own: number[]}} Subjects */

/** @param {Uint8Array} bytes of a facet's column @returns {Subjects} */
export function readSubjects(bytes) {
  const [values, coded, own] = sections(bytes);
  const cursor = new Cursor(coded);
  const sets = [];
  while (!cursor.done) sets.push(cursor.many(cursor.next()));
  const each = new Cursor(own);
  const numbers = [];
  while (!each.done) numbers.push(each.next());
  return { values: JSON.parse(decoder.decode(values)), sets, own: numbers };
}

const FIRST_DAY = 719163;

/** @param {string} date as 2013-09-11 @returns {number} its number in the calendar */
export const dayNumber = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / 86400000) + FIRST_DAY;

/** @param {number} day @returns {string} as 2013-09-11 */
export const dateOf = (day) => new Date((day - FIRST_DAY) * 86400000).toISOString().slice(0, 10);

/** What a term found in so many documents is worth, in whole numbers. @param {number} found @param {number} documents */
export function rarity(found, documents) {
  let rest = Math.floor(((2 * documents + 2) * 65536) / (2 * found + 1));
  let whole = 0;
  while (rest >= 131072) {
    rest = Math.floor(rest / 2);
    whole += 1;
  }
  let bits = 32 * whole;
  for (const step of [16, 8, 4, 2, 1]) {
    rest = Math.floor((rest * rest) / 65536);
    if (rest >= 131072) {
      rest = Math.floor(rest / 2);
      bits += step;
    }
  }
  return bits || 1;
}

/** The order of words in the index: by code points. @param {string} one @param {string} other @returns {number} */
export function order(one, other) {
  const length = Math.min(one.length, other.length);
  for (let n = 0; n < length; n++) {
    const [a, b] = [one.charCodeAt(n), other.charCodeAt(n)];
    if (a !== b) return inOrder(a) - inOrder(b);
  }
  return one.length - other.length;
}

/** Surrogates stand for the highest code points. @param {number} unit */
const inOrder = (unit) => (unit < 0xd800 ? unit : unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);
