// Puts results, counts and messages on the page. Touches the page; fetches nothing.

/**
 * @typedef {import("./shards.js").Card} Card
 * @typedef {import("./excerpt.js").Part} Part
 * @typedef {import("./excerpt.js").Excerpt} Excerpt
 * @typedef {{card: Card, title: Part[], excerpt: Excerpt | null}} Shown
 */

const SIGNS = /** @type {Record<string, string>} */ ({
  approved: "✓", "approved with changes": "✓", refused: "✕", noted: "○", deferred: "‖", referred: "→", recommended: "»",
  withdrawn: "–", other: "•",
});
const KINDS = /** @type {Record<string, string>} */ ({
  item: "Agenda item", decision: "Decision", issue: "Issue", committee: "Committee", person: "Person", document: "Document",
});
const SOURCES = ["", "", "from the outcome", "from the decision notice", "from the summary", "among the documents", "from the minutes", ""];
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** @param {string} date as 2013-09-11 @returns {string} 11 September 2013 */
export const longDate = (date) => DAY.format(new Date(`${date}T00:00:00Z`));

/** @param {string} kind @returns {string} */
export const kindName = (kind) => KINDS[kind] ?? kind;

/** @param {string} outcome @returns {string} */
export const outcomeName = (outcome) => (outcome === "other" ? "Decided" : outcome.charAt(0).toUpperCase() + outcome.slice(1));

/**
 * @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {Part[]} parts @returns {(Node | string)[]} */
function marks(parts) {
  return parts.map(({ text, mark }) => (mark ? element("mark", {}, [text]) : text));
}

/** @param {Card} card @returns {HTMLElement} when, where and what */
function facts({ date, committee, kind }) {
  const parts = [];
  if (kind !== "item") parts.push(element("span", { class: "result__kind" }, [kindName(kind)]));
  if (date) parts.push(element("time", { datetime: date }, [longDate(date)]));
  if (committee) parts.push(element("span", {}, [committee]));
  return element("p", { class: "result__facts" }, parts.flatMap((part, n) => (n ? [" · ", part] : [part])));
}

/** @param {Shown} shown @param {string} root @returns {HTMLElement | null} */
function passage({ card, excerpt }, root) {
  if (!excerpt) return null;
  const text = element("p", { class: "result__excerpt" }, marks(excerpt.parts));
  const source = SOURCES[excerpt.field];
  if (source && excerpt.anchor) {
    text.append(" ", element("a", { class: "result__source", href: `${root}${card.url.split("#")[0]}#${excerpt.anchor}` }, [source]));
  }
  return text;
}

/** @param {string} outcome @returns {HTMLElement} */
function stamp(outcome) {
  const sign = element("span", { "aria-hidden": "true" }, [SIGNS[outcome] ?? "•"]);
  return element("span", { class: `stamp stamp--${outcome.replaceAll(" ", "-")}` }, [sign, " ", outcomeName(outcome)]);
}

/** @param {Shown} shown @param {string} root the way to the site's root @returns {HTMLElement} a list item */
export function result(shown, root) {
  const { card, title } = shown;
  const link = element("a", { href: root + card.url }, marks(title));
  const heading = element("h2", { class: "result__title" }, [link]);
  const body = [facts(card), heading, passage(shown, root)].filter((part) => part !== null);
  if (card.outcome) body.push(element("p", { class: "result__outcome" }, [stamp(card.outcome)]));
  return element("li", { class: "result" }, body);
}

/**
 * @param {HTMLSelectElement} select @param {{value: string, label: string, count: number | null}[]} choices a count that is not known is left out @param {string} chosen
 * @param {string} any what stands for all of them
 */
export function choices(select, choices, chosen, any) {
  const options = choices.map(({ value, label, count }) => {
    const option = element("option", { value }, [count === null ? label : `${label} (${count.toLocaleString("en-GB")})`]);
    if (value === chosen) option.setAttribute("selected", "");
    return option;
  });
  select.replaceChildren(element("option", { value: "" }, [any]), ...options);
  select.value = chosen;
}
