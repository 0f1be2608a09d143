// The English stemmer of the Snowball project (Porter's second), version 3.1, written from its published rules.
// It gives the same stem for every word as the one that built the index; tests hold both to one long list.

const VOWEL = "aeiouy";
const LI = "cdeghkmnrt";
const DOUBLE = /(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/u;
const HEAD = /^(gener|commun|arsen|past|univers|later|emerg|organ|inter)/;
const REGION = /[aeiouy][^aeiouy]/gu;

const EXCEPTIONS = new Map(
  Object.entries({
    skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli",
    singly: "singl", sky: "sky", news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos", bias: "bias",
    andes: "andes",
  }),
);

/** What each ending becomes, in its region; the longest that fits is taken. @type {[string, string][]} */
const SECOND = [
  ["ational", "ate"], ["fulness", "ful"], ["iveness", "ive"], ["ization", "ize"], ["ousness", "ous"],
  ["biliti", "ble"], ["lessli", "less"], ["tional", "tion"], ["alism", "al"], ["aliti", "al"], ["ation", "ate"],
  ["entli", "ent"], ["fulli", "ful"], ["iviti", "ive"], ["ogist", "og"], ["ousli", "ous"], ["abli", "able"],
  ["alli", "al"], ["anci", "ance"], ["ator", "ate"], ["enci", "ence"], ["izer", "ize"], ["bli", "ble"], ["ogi", "og"],
  ["li", ""],
];
/** @type {[string, string][]} */
const THIRD = [
  ["ational", "ate"], ["tional", "tion"], ["alize", "al"], ["ative", ""], ["icate", "ic"], ["iciti", "ic"],
  ["ical", "ic"], ["ness", ""], ["ful", ""],
];
const FOURTH = [
  "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti", "ive", "ize", "ous",
  "al", "er", "ic",
];

/** @param {string} word @param {number} from @returns {number} where the region after the next vowel and consonant starts */
function regionAfter(word, from) {
  REGION.lastIndex = from;
  return REGION.test(word) ? REGION.lastIndex : word.length;
}

/** @param {string} word @returns {boolean} whether it ends in a short syllable */
function endsShort(word) {
  return /[^aeiouy][aeiouy][^aeiouywxY]$/u.test(word) || /^[aeiouy][^aeiouy]$/u.test(word) || word.endsWith("past");
}

/** @param {string} word @returns {string} with every y that is a consonant written Y */
function markConsonants(word) {
  const letters = [...word];
  if (letters[0] === "y") letters[0] = "Y";
  for (let at = 1; at < letters.length; at++) {
    if (letters[at] === "y" && VOWEL.includes(letters[at - 1])) letters[at] = "Y";
  }
  return letters.join("");
}

/** @param {string} word @returns {string} */
function plurals(word) {
  const bare = word.replace(/('s'|'s|')$/, "");
  if (bare.endsWith("sses")) return bare.slice(0, -2);
  if (/ie[ds]$/u.test(bare)) return bare.slice(0, /..ie[ds]$/u.test(bare) ? -2 : -1);
  if (/[us]s$/u.test(bare) || !bare.endsWith("s")) return bare;
  return /[aeiouy]/.test(bare.slice(0, -2)) ? bare.slice(0, -1) : bare;
}

/** @param {string} word @param {number} first @returns {string} */
function pastAndParticiple(word, first) {
  const double = /(eedly|eed)$/u.exec(word);
  if (double) {
    if (double.index < first || /^(proc|exc|succ)eed(ly)?$/u.test(word)) return word;
    return `${word.slice(0, double.index)}ee`;
  }
  if (/^(inn|out|cann|herr|earr|even)ing$/u.test(word)) return word;
  if (/^[^aeiouy]ying$/u.test(word)) return `${word.slice(0, -4)}ie`;
  const ending = /(ingly|edly|ing|ed)$/u.exec(word);
  if (!ending || !/[aeiouy]/.test(word.slice(0, ending.index))) return word;
  return mended(word.slice(0, ending.index), first);
}

/** @param {string} stem what is left without its ending @param {number} first @returns {string} */
function mended(stem, first) {
  if (/(at|bl|iz)$/u.test(stem)) return `${stem}e`;
  if (DOUBLE.test(stem)) return /^[aeo]..$/u.test(stem) ? stem : stem.slice(0, -1);
  return stem.length === first && endsShort(stem) ? `${stem}e` : stem;
}

/** @param {string} word @returns {string} */
function finalY(word) {
  return /.[^aeiouy][yY]$/u.test(word) ? `${word.slice(0, -1)}i` : word;
}

/** @param {string} word @param {number} first @returns {string} */
function longEndings(word, first) {
  const rule = SECOND.find(([ending]) => word.endsWith(ending));
  if (!rule) return word;
  const at = word.length - rule[0].length;
  if (at < first) return word;
  if (rule[0] === "ogi" && word[at - 1] !== "l") return word;
  if (rule[0] === "li" && !LI.includes(word[at - 1])) return word;
  return word.slice(0, at) + rule[1];
}

/** @param {string} word @param {number} first @param {number} second @returns {string} */
function adjectives(word, first, second) {
  const rule = THIRD.find(([ending]) => word.endsWith(ending));
  if (!rule) return word;
  const at = word.length - rule[0].length;
  if (at < first || (rule[0] === "ative" && at < second)) return word;
  return word.slice(0, at) + rule[1];
}

/** @param {string} word @param {number} second @returns {string} */
function residues(word, second) {
  const ending = FOURTH.find((one) => word.endsWith(one));
  if (!ending) return word;
  const at = word.length - ending.length;
  if (at < second || (ending === "ion" && !/[st]$/u.test(word.slice(0, at)))) return word;
  return word.slice(0, at);
}

/** @param {string} word @param {number} first @param {number} second @returns {string} */
function lastLetter(word, first, second) {
  const at = word.length - 1;
  if (word.endsWith("e") && (at >= second || (at >= first && !endsShort(word.slice(0, at))))) return word.slice(0, at);
  return word.endsWith("ll") && at >= second ? word.slice(0, at) : word;
}

/** @param {string} word in lower case @returns {string} its stem */
export function stem(word) {
  const exception = EXCEPTIONS.get(word);
  if (exception) return exception;
  if ([...word].length < 3) return word;
  const marked = markConsonants(word.replace(/^'/, ""));
  const head = HEAD.exec(marked);
  const first = head ? head[0].length : regionAfter(marked, 0);
  const second = regionAfter(marked, first);
  let stemmed = finalY(pastAndParticiple(plurals(marked), first));
  stemmed = adjectives(longEndings(stemmed, first), first, second);
  return lastLetter(residues(stemmed, second), first, second).replaceAll("Y", "y");
}
