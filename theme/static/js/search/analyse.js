// Text to terms, as plugins/search/analyse.py reads it: folding, tokens, stems. Pure. tests/contract holds the twins.

import { stem as english } from "./stem-english.js";

const W = "[\\p{L}\\p{N}_]";
const TOKEN = new RegExp(
  `[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])${W}*|[0-9]+(?:\\.[0-9]+)+${W}*|${W}+(?:[-'/’‐‑]${W}+)*|&`,
  "gu",
);
const FOLDABLE = /[^\x00-\xbf‐-›…€]/;
const LONGEST = 60;
const MOST_PIECES = 6;
const ENDINGS = new Set(["s", "t", "d", "m", "re", "ve", "ll"]);
/** @type {Record<string, string>} */
const SPELT_OUT = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th", ħ: "h", ς: "σ", "\u0307": "",
};

/** @param {string} word */
const unchanged = (word) => word;
/** @param {string} tag */
const subtag = (tag) => tag.split("-")[0].toLowerCase();
/** How a language is read; for German see `analyserFor`. @type {Record<string, (word: string) => string>} */
const STEMMERS = { en: english };

/** @typedef {{terms: [number, string][], width: number, words: string[]}} Token */
/** @typedef {Token & {start: number, end: number, place: number}} PlacedToken */

/** @type {Map<string, string>} */
const folded = new Map();

/** @param {string} letter @returns {string} */
function foldLetter(letter) {
  let plain = folded.get(letter);
  if (plain === undefined) {
    plain = [...letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()].map((c) => SPELT_OUT[c] ?? c).join("");
    folded.set(letter, plain);
  }
  return plain;
}

/** @param {string} text @returns {string} in lower case, without accents */
export function fold(text) {
  return FOLDABLE.test(text) ? Array.from(text, foldLetter).join("") : text.toLowerCase();
}

/** @param {string} text @returns {number[]} for each place in the folded text, and its end, the place in the text */
function origins(text) {
  const places = [];
  let at = 0;
  for (const letter of text) {
    for (let n = foldLetter(letter).length; n > 0; n--) places.push(at);
    at += letter.length;
  }
  return [...places, at];
}

/** @param {string} segment @returns {string[]} children's → children; don't → dont; o'brien → o, brien */
function piecesOf(segment) {
  const parts = segment.split(/['’]/);
  if (parts.length === 1) return parts;
  const last = parts[parts.length - 1];
  if (last === "s") return piecesOf(parts.slice(0, -1).join("'"));
  return ENDINGS.has(last) ? [parts.join("")] : parts;
}

/** @param {string} raw @param {string[]} pieces @returns {string | null} */
function joinedWord(raw, pieces) {
  if (pieces.length === 1 || pieces.length > MOST_PIECES) return null;
  if (!raw.includes("/")) return pieces.join("");
  return /[0-9]/.test(raw) ? pieces.join("/") : null;
}

/** @param {string} word */
const cut = (word) => (word.length > LONGEST ? Array.from(word).slice(0, LONGEST).join("") : word);

const JOINTS = /[-'/’‐‑&]/u;
/** A word that is not looked at. @type {Token} */
const SINGLE = { terms: [], words: [], width: 1 };

/** Reads texts of one language. */
export class Analyser {
  /** @param {string} tag a BCP 47 language tag @param {string[]} [common] words that say nothing on their own @param {(word: string) => string} [stem] of a language whose stemmer is a file of its own */
  constructor(tag, common = [], stem = STEMMERS[subtag(tag)] ?? unchanged) {
    this.common = new Set(common);
    this.stemmed = stem;
    /** @type {Map<string, Token>} */
    this.known = new Map();
  }

  /** @param {string} word folded @returns {string} the term under which it is found */
  stem(word) {
    return /^[0-9]/.test(word) ? word : this.stemmed(cut(word));
  }

  /** @param {string} raw a token of folded text @returns {Token} */
  token(raw) {
    let token = this.known.get(raw);
    if (!token) this.known.set(raw, (token = this.#read(raw)));
    return token;
  }

  /** @param {string} text @returns {PlacedToken[]} its tokens, with where they stand in the text */
  tokens(text) {
    return this.scan(text, null);
  }

  /**
   * Tokens without the terms of those that begin with none of some letters: what looks for few words need not stem all.
   * @param {string} text @param {Set<string> | null} letters null for all @returns {PlacedToken[]}
   */
  scan(text, letters) {
    const plain = fold(text);
    const from = FOLDABLE.test(text) ? origins(text) : null;
    const found = [];
    let place = 0;
    for (const match of plain.matchAll(TOKEN)) {
      const raw = match[0];
      const token = !letters || letters.has(raw[0]) || JOINTS.test(raw) ? this.token(raw) : SINGLE;
      const [start, end] = [match.index, match.index + raw.length];
      found.push({ terms: token.terms, words: token.words, width: token.width, place, start: from ? from[start] : start, end: from ? from[end] : end });
      place += token.width;
    }
    return found;
  }

  /** @param {string} text @returns {[number, string][]} its terms with their places */
  terms(text) {
    return this.tokens(text).flatMap((token) => token.terms.map(([offset, term]) => [token.place + offset, term]));
  }

  /** @param {string} raw @returns {Token} */
  #read(raw) {
    let plain = raw === "&" ? "and" : raw;
    if (/^[0-9]/.test(plain)) plain = plain.replaceAll(",", "");
    const pieces = plain.split(/[-‐‑/]/).flatMap(piecesOf).map(cut);
    const joined = joinedWord(plain, pieces);
    const all = joined === null ? pieces : [...pieces, cut(joined)];
    const terms = all.map((word, n) => /** @type {[number, string]} */ ([n % pieces.length, this.stem(word)]));
    return { terms, width: pieces.length, words: all };
  }
}

/** @param {string} tag a BCP 47 language tag @param {string[]} [common] words that say nothing on their own @returns {Promise<Analyser>} with the language's stemmer, fetched if need be */
export async function analyserFor(tag, common) {
  return new Analyser(tag, common, subtag(tag) === "de" ? (await import("./stem-german.js")).stem : undefined);
}
