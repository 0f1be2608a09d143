// Results as a table for other programs. Pure.

const COLUMNS = ["date", "committee", "kind", "title", "outcome", "address"];

/** @param {string} value @returns {string} quoted where it must be; nothing in it is taken for a formula */
function cell(value) {
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {import("./shards.js").Card[]} cards @param {string} root the address of the site's root @returns {string} as CSV */
export function csv(cards, root) {
  const rows = cards.map(({ date = "", committee = "", kind, title, outcome = "", url }) => [date, committee, kind, title, outcome, new URL(url, root).href]);
  return [COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
