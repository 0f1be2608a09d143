// The query language: what a person typed, as a tree of what is asked. Pure. The twin of plugins/search/query.py,
// where the grammar stands; tests/contract holds the two together.

import { fold } from "./analyse.js";

const LONGEST_QUERY = 2000;
const MOST_UNITS = 32;
const SHORTEST_PREFIX = 2;
const USUAL_DISTANCE = 10;
const FARTHEST = 99;
const REFERENCE_WORTH = 4;

/**
 * @typedef {{type: "word", key: string, worth: number}} Word
 * @typedef {{type: "every" | "any", parts: Clause[]}} Group
 * @typedef {{type: "prefix", start: string, field: string}} Prefix
 * @typedef {{type: "phrase", keys: string[], field: string}} Phrase
 * @typedef {{type: "near", left: string, right: string, distance: number}} Near
 * @typedef {{type: "committee", terms: string[]}} Committee
 * @typedef {{type: "dates", first: string, last: string}} Dates
 * @typedef {Word | Group | Prefix | Phrase | Near | Committee | Dates} Clause
 * @typedef {{clauses: Clause[], excluded: Clause[], written: [string, string][], title: string[]}} Query
 * @typedef {{minus: boolean, field: string, text: string, quoted: boolean}} Unit
 * @typedef {import("./analyse.js").Analyser} Analyser
 * @typedef {import("./analyse.js").Token} Token
 */

const BLANK = "\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const UNIT = new RegExp(`(-?)(?:(title|committee):)?(?:"([^"]*)"?|([^${BLANK}"]+))`, "gu");
const WRITTEN = new RegExp(`[^${BLANK}]`, "u");
const DAY = "(?:[0-9]{4}(?:-[0-9]{1,2}(?:-[0-9]{1,2})?)?)";
const RANGE = new RegExp(`^(${DAY}?)\\.\\.(${DAY}?)$`, "u");
const ITEM_NUMBER = /^[0-9]+(?:\.[0-9]+)*[a-z0-9]{0,8}$/u;
const PART = /^(?:\([a-z0-9]{1,4}\))+$/u;
const PARTED = /^[0-9]+(?:\.[0-9]+)*(?:\([a-z0-9]{1,4}\))+$/u;
const UNWRITTEN = new RegExp(`[()${BLANK}]+`, "gu");
const ONE_DAY = new RegExp(`^${DAY}$`, "u");

/** @type {Record<string, number>} */
const MONTHS = { sept: 9 };
for (const names of [
  "january february march april may june july august september october november december",
  "jan feb mar apr may jun jul aug sep oct nov dec",
  "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
]) {
  names.split(" ").forEach((name, n) => (MONTHS[name] = n + 1));
}

/** @param {string} written @returns {string} an item's number as a reference to it holds it: 51(a) → 51a */
const itemNumber = (written) => fold(written).replace(UNWRITTEN, "").replace(/\.+$/u, "");

/** @param {Unit} unit */
const isPlain = (unit) => !(unit.minus || unit.field || unit.quoted);

/** @param {string} text @returns {Unit[]} */
function unitsOf(text) {
  const clean = Array.from(text).slice(0, LONGEST_QUERY).join("").replace(/[“”„«»]/gu, '"');
  return [...clean.matchAll(UNIT)]
    .slice(0, MOST_UNITS)
    .map(([, minus, field = "", quoted = "", word = ""]) => ({ minus: minus !== "", field, text: word || quoted, quoted: !word }))
    .filter((unit) => WRITTEN.test(unit.text));
}

/** @param {string} year @param {string} month @returns {number} */
const daysIn = (year, month) => new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();

/** @param {string} year @param {string} month @param {string} day @returns {string} an ISO date, empty if there is no such day */
function dayOf(year, month, day) {
  if (Number(month) < 1 || Number(month) > 12 || Number(year) < 1) return "";
  if (Number(day) < 1 || Number(day) > daysIn(year, month)) return "";
  return [year.padStart(4, "0"), ...[month, day].map((part) => String(Number(part)).padStart(2, "0"))].join("-");
}

/** 2013 → 2013-01-01; empty for what is no day. @param {string} written */
export function firstDay(written) {
  if (!ONE_DAY.test(written)) return "";
  const [year, month = "1", day = "1"] = written.split("-");
  return dayOf(year, month, day);
}

/** 2013 → 2013-12-31; empty for what is no day. @param {string} written */
export function lastDay(written) {
  if (!ONE_DAY.test(written)) return "";
  const [year, month = "12", day] = written.split("-");
  return dayOf(year, month, day ?? (dayOf(year, month, "1") && String(daysIn(year, month))));
}

/** A day written out at the start of the units. @param {Unit[]} units @returns {{day: string, taken: number} | null} */
function writtenDay(units) {
  const words = units.slice(0, 3).map((unit) => (isPlain(unit) ? fold(unit.text) : ""));
  const iso = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/u.exec(words[0]);
  const british = /^([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})$/u.exec(words[0]);
  if (iso || british) {
    const day = iso ? dayOf(iso[1], iso[2], iso[3]) : british ? dayOf(british[4], british[3], british[1]) : "";
    return day ? { day, taken: 1 } : null;
  }
  return speltDay(words);
}

/** @param {string[]} words @returns {{day: string, taken: number} | null} */
function speltDay(words) {
  const year = words.length < 3 ? null : /^([0-9]{4}),?$/u.exec(words[2]);
  if (!year) return null;
  for (const [number, name] of [[0, 1], [1, 0]]) {
    const found = /^([0-9]{1,2})(?:st|nd|rd|th)?,?$/u.exec(words[number]);
    const month = Object.hasOwn(MONTHS, trimmed(words[name])) ? MONTHS[trimmed(words[name])] : 0;
    const day = found && month ? dayOf(year[1], String(month), found[1]) : "";
    if (day) return { day, taken: 3 };
  }
  return null;
}

/** @param {string} word */
const trimmed = (word) => word.replace(/^[.,]+|[.,]+$/gu, "");

/** @template T @param {(T | null)[]} parts @returns {T[]} what there is, each once */
function distinct(parts) {
  const found = new Map(parts.filter((part) => part !== null).map((part) => [JSON.stringify(part), part]));
  return /** @type {T[]} */ ([...found.values()]);
}

/** @param {(Clause | null)[]} parts @param {"every" | "any"} type @returns {Clause | null} */
function grouped(parts, type) {
  const found = distinct(parts);
  return found.length > 1 ? { type, parts: found } : (found[0] ?? null);
}

/** @param {string} key @param {number} [worth] @returns {Word} */
const word = (key, worth = 1) => ({ type: "word", key, worth });

/** @param {string} field @param {string} term */
const keyOf = (field, term) => (field ? `${field}:${term}` : term);

/** Turns units into clauses, with the words of one language. */
class Parser {
  /** @param {Analyser} analyser */
  constructor(analyser) {
    this.analyser = analyser;
  }

  /** @param {Unit[]} units @returns {Query} */
  query(units) {
    /** @type {Record<"clauses" | "excluded" | "spare", (Clause | null)[]>} */
    const found = { clauses: [], excluded: [], spare: [] };
    for (let at = 0; at < units.length; ) {
      const { clause, taken } = this.joined(units, at);
      const common = !units[at].minus && taken === 1 && this.isCommon(units[at]);
      found[units[at].minus ? "excluded" : common ? "spare" : "clauses"].push(clause);
      at += taken;
    }
    const clauses = distinct(found.clauses);
    const excluded = distinct(found.excluded);
    const title = units.every(isPlain) ? units.flatMap((unit) => this.analyser.terms(unit.text).map(([, term]) => term)) : [];
    return { clauses: clauses.length ? clauses : distinct(found.spare), excluded, written: this.written(units, clauses), title };
  }

  /** @param {Unit[]} units @param {Clause[]} clauses @returns {[string, string][]} the terms of the clauses that are a single word each, with the word */
  written(units, clauses) {
    const single = new Set(clauses.map((clause) => (clause.type === "word" && clause.worth === 1 ? clause.key : "")));
    const tokens = units.filter(isPlain).flatMap((unit) => this.analyser.tokens(unit.text));
    const found = new Map();
    for (const { terms, words } of tokens) {
      const term = terms[0][1];
      if (terms.length === 1 && single.has(term) && !found.has(term)) found.set(term, words[0]);
    }
    return [...found];
  }

  /** @param {Unit[]} units @param {number} at @returns {{clause: Clause | null, taken: number}} */
  joined(units, at) {
    let { clause, taken } = this.near(units, at);
    const options = [clause];
    while (this.isOr(units, at + taken) && !units[at].minus) {
      const next = this.near(units, at + taken + 1);
      options.push(next.clause);
      taken += next.taken + 1;
    }
    return { clause: grouped(options, "any"), taken };
  }

  /** @param {Unit[]} units @param {number} at */
  isOr(units, at) {
    return at + 1 < units.length && isPlain(units[at]) && units[at].text === "OR" && !units[at + 1].minus;
  }

  /** @param {Unit[]} units @param {number} at @returns {{clause: Clause | null, taken: number}} */
  near(units, at) {
    const { clause, taken } = this.clause(units.slice(at));
    const after = at + taken;
    if (after + 1 >= units.length || !isPlain(units[after]) || units[at].minus) return { clause, taken };
    const near = /^NEAR(?:\/([0-9]{1,4}))?$/u.exec(units[after].text);
    if (!near || units[after + 1].minus) return { clause, taken };
    const right = this.clause(units.slice(after + 1));
    const distance = Math.min(FARTHEST, Math.max(1, Number(near[1] ?? USUAL_DISTANCE)));
    return { clause: sideBySide(clause, right.clause, distance), taken: taken + 1 + right.taken };
  }

  /** @param {Unit[]} units @returns {{clause: Clause | null, taken: number}} */
  clause(units) {
    const unit = units[0];
    if (unit.quoted) return { clause: this.phrase(unit), taken: 1 };
    const day = isPlain(unit) ? writtenDay(units) : null;
    if (day) {
      const words = grouped(units.slice(0, day.taken).map((one) => this.words(one)), "every");
      return { clause: either(`#${day.day}`, words), taken: day.taken };
    }
    return this.item(units) ?? { clause: this.single(unit), taken: 1 };
  }

  /** An item by its number: "item 51", "item 51 (a)", "51(a)". @param {Unit[]} units @returns {{clause: Clause | null, taken: number} | null} */
  item(units) {
    const words = units.slice(0, 3).map((unit) => (isPlain(unit) ? fold(unit.text) : ""));
    const named = words[0] === "item" ? 1 : 0;
    const [number = "", part = ""] = words.slice(named);
    const parted = number && PART.test(part) ? 1 : 0;
    const written = parted ? number + part : number;
    if (!(named ? ITEM_NUMBER.test(itemNumber(written)) : PARTED.test(written))) return null;
    const taken = named + 1 + parted;
    return { clause: either(`#item ${itemNumber(written)}`, grouped(units.slice(0, taken).map((one) => this.words(one)), "every")), taken };
  }

  /** @param {Unit} unit @returns {Clause | null} */
  single(unit) {
    const range = unit.field ? null : RANGE.exec(unit.text);
    if (range && (range[1] || range[2])) {
      const [first, last] = [firstDay(range[1]), lastDay(range[2])];
      if (Boolean(first) === Boolean(range[1]) && Boolean(last) === Boolean(range[2])) return { type: "dates", first, last };
    }
    return (unit.text.endsWith("*") ? this.prefix(unit) : null) ?? this.words(unit);
  }

  /** @param {Unit} unit @returns {Clause | null} */
  prefix(unit) {
    const tokens = this.analyser.tokens(unit.text);
    if (unit.field === "committee" || tokens.length !== 1 || tokens[0].words.length !== 1) return null;
    const start = tokens[0].words[0];
    return Array.from(start).length >= SHORTEST_PREFIX ? { type: "prefix", start, field: unit.field } : null;
  }

  /** @param {Unit} unit @returns {Clause | null} */
  words(unit) {
    const tokens = this.analyser.tokens(unit.text);
    if (unit.field === "committee") return committee(tokens);
    return grouped(tokens.map((token) => this.token(token, unit.field)), "every");
  }

  /** @param {Token} token @param {string} field @returns {Clause} */
  token(token, field) {
    const keys = token.terms.map(([, term]) => keyOf(field, term));
    if (keys.length === 1) return word(keys[0]);
    /** @type {Clause} */
    const pieces = { type: "every", parts: distinct(keys.slice(0, token.width).map((key) => word(key))) };
    if (keys.length === token.width) return pieces;
    const whole = token.words[token.words.length - 1];
    const named = !field && /[0-9]/u.test(whole) ? [word(`#${whole}`, REFERENCE_WORTH)] : [];
    return { type: "any", parts: [...named, word(keys[keys.length - 1]), pieces] };
  }

  /** @param {Unit} unit @returns {Clause | null} */
  phrase(unit) {
    const tokens = this.analyser.tokens(unit.text);
    if (unit.field === "committee") return committee(tokens);
    const keys = tokens.flatMap((token) => token.terms.slice(0, token.width).map(([, term]) => keyOf(unit.field, term)));
    if (keys.length < 2) return keys.length ? word(keys[0]) : null;
    return { type: "phrase", keys, field: unit.field };
  }

  /** @param {Unit} unit */
  isCommon(unit) {
    const { common } = this.analyser;
    return isPlain(unit) && this.analyser.tokens(unit.text).every((token) => token.width === 1 && common.has(token.words[0]));
  }
}

/** @param {Token[]} tokens @returns {Clause | null} */
function committee(tokens) {
  const terms = distinct(tokens.flatMap((token) => token.terms.slice(0, token.width).map(([, term]) => term)));
  return terms.length ? { type: "committee", terms } : null;
}

/** @param {string} key @param {Clause | null} words @returns {Clause} */
function either(key, words) {
  const named = word(key, REFERENCE_WORTH);
  return words ? { type: "any", parts: [named, words] } : named;
}

/** @param {Clause | null} left @param {Clause | null} right @param {number} distance @returns {Clause | null} */
function sideBySide(left, right, distance) {
  if (left?.type === "word" && right?.type === "word" && !`${left.key}${right.key}`.includes("#")) {
    return left.key === right.key ? left : { type: "near", left: left.key, right: right.key, distance };
  }
  return grouped([left, right], "every");
}

/** @param {string} text @param {Analyser} analyser @returns {Query} what a query asks for */
export function parse(text, analyser) {
  return new Parser(analyser).query(unitsOf(text));
}
