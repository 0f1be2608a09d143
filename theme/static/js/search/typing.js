// What is done while a person types: words to complete with, and what an unfinished query may ask for. Pure.

/** @typedef {import("./analyse.js").Analyser} Analyser */
/** @typedef {import("./shards.js").Shards} Source */

const SHORTEST = 3;
const OFFERED = 5;
/** So many words are looked up while they are typed. */
const MOST = 6;
const LAST = /[\p{L}\p{M}]+$/u;

/** @param {string} text @param {Analyser} analyser @returns {string} the word being typed, folded; empty where none is, or it is too short */
export function lastWord(text, analyser) {
  const written = LAST.exec(text)?.[0] ?? "";
  const before = text.slice(0, text.length - written.length);
  if (/[^\s"]$/u.test(before) || (before.match(/"/gu)?.length ?? 0) % 2) return "";
  const [token] = analyser.tokens(written);
  return token && Array.from(token.words[0]).length >= SHORTEST ? token.words[0] : "";
}

/** @param {string} text @param {string} word @returns {string} the text with its last word replaced */
export const completed = (text, word) => text.replace(LAST, word);

/** @param {string} text @param {Analyser} analyser @param {Source} source @returns {Promise<string[]>} words of the archive that begin as the last one, the most frequent first */
export async function completions(text, analyser, source) {
  const start = lastWord(text, analyser);
  if (!start) return [];
  const known = (await source.words(start)).filter(({ word }) => word !== start && !/[0-9]/u.test(word));
  return known.sort((a, b) => b.count - a.count).slice(0, OFFERED).map(({ word }) => word);
}

/** Have at hand what the dictionary says of the words typed so far: an unfinished one lies near what it becomes. @param {string} text @param {Analyser} analyser @param {Source} source */
export async function ahead(text, analyser, source) {
  const terms = new Set(analyser.terms(text).map(([, term]) => term));
  await Promise.all([...terms].filter((term) => term.length >= SHORTEST && !analyser.common.has(term)).slice(0, MOST).map((term) => source.term(term)));
}

/** @param {string} text @param {Analyser} analyser @param {Source} source @returns {Promise<string>} what to search for meanwhile: an unfinished word stands for all that begin so */
export async function meanwhile(text, analyser, source) {
  const last = lastWord(text, analyser);
  if (!last || (await source.term(analyser.stem(last)))) return text;
  return (await source.words(last)).length ? `${text}*` : text;
}
