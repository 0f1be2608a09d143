// The German stemmer of the Snowball project, version 3.1, written from its published rules. Fetched only by archives
// in German. Words come folded, so umlauts come only of "ae", "oe", "ue"; apostrophes do not come at all.

const V = "aeiouyäöü";
const REGION = new RegExp(`[${V}][^${V}]`, "gu");
const BETWEEN = new RegExp(`([${V}])([uy])(?=[${V}])`, "gu");
/** @type {Record<string, string>} */
const SPELT = { ß: "ss", ae: "ä", oe: "ö", ue: "ü", qu: "qu" };
/** @type {Record<string, string>} */
const PLAIN = { Y: "y", U: "u", ä: "a", ö: "o", ü: "u" };

/** @param {string} word @returns {string} */
function prepared(word) {
  return word
    .replace(BETWEEN, (_, before, letter) => before + letter.toUpperCase())
    .replace(/ß|ae|oe|ue|qu/gu, (found) => SPELT[found]);
}

/** @param {string} word @returns {[number, number]} where its two regions start */
function regions(word) {
  if (Array.from(word).length < 3) return [word.length, word.length];
  REGION.lastIndex = 0;
  if (!REGION.test(word)) return [word.length, word.length];
  const first = REGION.lastIndex;
  const second = REGION.test(word) ? REGION.lastIndex : word.length;
  return [Math.max(first, Array.from(word).slice(0, 3).join("").length), second];
}

/** @param {string} word @param {RegExp} endings @param {number} from @returns {[string, string] | null} what is before the ending, and the ending, where it lies in the region */
function parted(word, endings, from) {
  const found = endings.exec(word);
  return found && found.index >= from ? [word.slice(0, found.index), found[0]] : null;
}

/** @param {string} word @param {number} first @returns {string} */
function cases(word, first) {
  const parts = parted(word, /(erinnen|erin|ern|lns|em|er|en|es|ln|e|s)$/u, first);
  if (!parts) return word;
  const [before, ending] = parts;
  if (ending === "em") return before.endsWith("syst") ? word : before;
  if (ending === "s") return /[bdfghklmnrt]$/u.test(before) ? before : word;
  if (ending === "ln" || ending === "lns") return `${before}l`;
  return /^(e|en|es)$/u.test(ending) && before.endsWith("niss") ? before.slice(0, -1) : before;
}

/** @param {string} word @param {number} first @returns {string} */
function degrees(word, first) {
  const parts = parted(word, /(est|en|er|st|et)$/u, first);
  if (!parts) return word;
  const [before, ending] = parts;
  if (ending === "st") return /...[bdfghklmnt]$/u.test(before) ? before : word;
  if (ending === "et") return /[dfgklmnrstUzä]$/u.test(before) && !/(geordn|intern|plan|tick|tr)$/u.test(before) ? before : word;
  return before;
}

/** @param {string} word @param {number} first @param {number} second @returns {string} */
function derived(word, first, second) {
  const parts = parted(word, /(lich|heit|keit|isch|end|ung|ig|ik)$/u, second);
  if (!parts) return word;
  const [before, ending] = parts;
  if (ending === "end" || ending === "ung") return /[^e]ig$|^ig$/u.test(before) && before.length - 2 >= second ? before.slice(0, -2) : before;
  if (ending === "lich" || ending === "heit") return /e[rn]$/u.test(before) && before.length - 2 >= first ? before.slice(0, -2) : before;
  if (ending === "keit") return parted(before, /(lich|ig)$/u, second)?.[0] ?? before;
  return before.endsWith("e") ? word : before;
}

/** @param {string} word folded @returns {string} its stem */
export function stem(word) {
  const ready = prepared(word);
  const [first, second] = regions(ready);
  return derived(degrees(cases(ready, first), first), first, second).replace(/[YUäöü]/gu, (letter) => PLAIN[letter]);
}
