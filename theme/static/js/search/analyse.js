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
/** @param {string} text */
const words = (text) => new Set(text.split(/\s/u));

/** How a language is read; `common` are words that say nothing on their own. @type {Record<string, {stem: (word: string) => string, common: Set<string>}>} */
const LANGUAGES = {
  en: {
    stem: english,
    common: words(`a about after all also am an and any are as at be because been before being but by can could did do does
during each for from had has have he her here him his how i if in into is it its me might my no nor not of off on or
our out over shall she should so some such than that the their them then there these they this those through to too
under until up us very was we were what when where which while who whom whose why will with would you your`),
  },
  cy: {
    stem: unchanged,
    common: words(`a ac ai am ar arall at ba beth ble bod bydd byddai chi cyn dan dim dros drwy ddim efallai ei eich ein er eto eu
fe fel felly fod fy gan gyda hefyd heb hi hon hwn hyd hynny i iddo mae maen mewn mi mor na nac nad nag neu ni nid o oedd
oes ond os pa pam pan pob pryd pwy rhag sut sydd sy trwy un wedi wrth y ychydig ydy ydynt yn yr yw`),
  },
  de: {
    stem: unchanged, // until its stemmer is here: see `analyserFor`
    common: words(`aber alle als also am an auch auf aus bei bin bis da dann das dass dem den denn der des dich die
dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es
euch fur gegen hat hatte hier ich ihm ihn ihr ihre im in ins ist ja kann kein keine konnen man mehr
mein mich mir mit nach nicht noch nur ob oder ohne schon sehr sein seine sich sie sind so soll uber
um und uns unser unter vom von vor war waren warum was welche wenn wer werden wie wieder wird wo zu
zum zur zwischen`),
  },
  und: { stem: unchanged, common: new Set() },
};

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
  /** @param {string} tag a BCP 47 language tag @param {(word: string) => string} [stem] of a language whose stemmer is a file of its own */
  constructor(tag, stem) {
    const language = LANGUAGES[tag.split("-")[0].toLowerCase()] ?? LANGUAGES.und;
    this.language = stem ? { ...language, stem } : language;
    /** @type {Map<string, Token>} */
    this.known = new Map();
  }

  /** @param {string} word folded @returns {string} the term under which it is found */
  stem(word) {
    return /^[0-9]/.test(word) ? word : this.language.stem(cut(word));
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

/** @param {string} tag a BCP 47 language tag @returns {Promise<Analyser>} with the language's stemmer, fetched if need be */
export async function analyserFor(tag) {
  const isGerman = tag.split("-")[0].toLowerCase() === "de";
  return isGerman ? new Analyser(tag, (await import("./stem-german.js")).stem) : new Analyser(tag);
}
