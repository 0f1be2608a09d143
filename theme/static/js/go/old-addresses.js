/**
 * Addresses of the council's old site, in any spelling, as keys that name what they show.
 * The twin of plugins/permanence/old_addresses.py; tests/contract/old-addresses.json holds both to the same answers.
 * Pure: fetches nothing, touches no page.
 */

/** @typedef {{ origin: number | null, keys: string[] }} OldAddress */

/** @type {Record<string, [string, string][]>} */
const BY_PAGE = {
  ielistdocuments: [["aiid", "item"], ["mid", "meeting"], ["meetingid", "meeting"], ["cid", "committee"]],
  celistdocuments: [["mid", "meeting"], ["meetingid", "meeting"], ["cid", "committee"], ["committeeid", "committee"]],
  mgai: [["id", "item"]],
  iedecisiondetails: [["aiid", "item"], ["id", "decision"]],
  ieissuedetails: [["iid", "issue"]],
  mgissuehistoryhome: [["iid", "issue"]],
  mgissuehistorychronology: [["iid", "issue"]],
  mgdecisiondetails: [["iid", "issue"], ["aiid", "item"]],
  mgcommitteedetails: [["id", "committee"]],
  ielistmeetings: [["cid", "committee"], ["committeeid", "committee"]],
  mgmeetingattendance: [["id", "meeting"]],
  mguserinfo: [["uid", "person"]],
  mgdeclarationsubmission: [["uid", "person"]],
  mgconvert2pdf: [["id", "attachment"]],
};
const DECORATION = new Set(["ver", "j", "bcr", "opt", "optionid", "xxr", "$lo$", "a", "planid", "rpid", "isatt"]);

/**
 * What an address asks for; null where it is not an address of any of the origins.
 * @param {string} text
 * @param {string[]} origins
 * @param {Record<string, string>} lists pages that list, and our counterparts
 * @returns {OldAddress | null}
 */
export function readAddress(text, origins, lists) {
  const { host, path, query, fragment } = split(text.trim().replaceAll("&amp;", "&"));
  const origin = originOf(host, path, origins);
  if (host && origin === null) return null;
  const keys = keysOf(path, query, fragment, lists);
  return { origin, keys: [...new Set(keys.length ? keys : plainKeys(path, query))] };
}

/**
 * The FNV-1a hash (32 bits) of a key's UTF-8.
 * @param {string} key
 * @returns {number}
 */
export function fnv(key) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** @param {string} text */
function split(text) {
  const match = /^(?:[a-z][a-z0-9+.\-]*:)?\/\/([^/?#]*)(.*)$/is.exec(text) ?? hostFirst(text);
  const [, authority, rest] = match ?? [text, "", text];
  const parts = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest);
  if (!parts) return { host: "", path: "", query: new Map(), fragment: "" };
  const host = authority.replace(/^.*@/, "").replace(/:\d*$/, "").toLowerCase().replace(/\.$/, "");
  const path = decoded(parts[1]).replace(/\/\(s\([^/]*\)\)/gi, "").toLowerCase().replace(/\/+/g, "/");
  return { host, path, query: readQuery(parts[2] ?? ""), fragment: (parts[3] ?? "").toLowerCase() };
}

/** @param {string} text */
function hostFirst(text) {
  const match = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?)(\/.*|$)/is.exec(text);
  return match && [text, match[1], match[2]];
}

/** @param {string} text */
function readQuery(text) {
  const values = new Map();
  for (const pair of text.split("&")) {
    const cut = pair.indexOf("=");
    const key = plainText(cut < 0 ? pair : pair.slice(0, cut)).toLowerCase();
    const value = plainText(cut < 0 ? "" : pair.slice(cut + 1));
    if (key && value && !values.has(key)) values.set(key, value);
  }
  return values;
}

/** @param {string} text */
function plainText(text) {
  return decoded(text.replaceAll("+", " ")).trim();
}

/**
 * Percent-encoded bytes as text; what is not UTF-8 becomes the replacement character.
 * @param {string} text
 */
function decoded(text) {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = run.slice(1).split("%").map((pair) => Number.parseInt(pair, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes));
  });
}

/**
 * @param {string} host
 * @param {string} path
 * @param {string[]} origins
 */
function originOf(host, path, origins) {
  let best = null;
  let longest = -1;
  for (const [number, origin] of origins.entries()) {
    const known = split(origin);
    const folder = known.path.replace(/\/+$/, "");
    if (host && known.host === host && path.startsWith(folder) && folder.length > longest) {
      best = number;
      longest = folder.length;
    }
  }
  return best;
}

/**
 * @param {string} path
 * @param {Map<string, string>} query
 * @param {string} fragment
 * @param {Record<string, string>} lists
 */
function keysOf(path, query, fragment, lists) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!name.endsWith(".aspx")) return paperKeys(path, query);
  const page = name.slice(0, -".aspx".length);
  const anchor = /^ai([0-9]+)$/.exec(fragment);
  const keys = anchor ? [`item:${anchor[1]}`] : [];
  for (const [key, kind] of Object.hasOwn(BY_PAGE, page) ? BY_PAGE[page] : []) {
    if (query.has(key)) keys.push(`${kind}:${query.get(key).toLowerCase()}`);
  }
  if (Object.hasOwn(lists, page)) keys.push(`list:${page}`);
  return keys;
}

/**
 * @param {string} path
 * @param {Map<string, string>} query
 */
function paperKeys(path, query) {
  const match = /(?:^|\/)documents\/([sg])([0-9]+)(?:\/|$)/.exec(path);
  if (!match) return [];
  if (match[1] === "s") return [`paper:${match[2]}`];
  return query.has("t") ? [`pack:${match[2]}-${query.get("t")}`, `pack:${match[2]}`] : [`pack:${match[2]}`];
}

/**
 * @param {string} path
 * @param {Map<string, string>} query
 */
function plainKeys(path, query) {
  const bare = path.replace(/^\/+|\/+$/g, "");
  const kept = [...query.keys()].filter((key) => !DECORATION.has(key)).sort().map((key) => `${key}=${query.get(key)}`);
  return bare ? [`address:${bare}${kept.length ? `?${kept.join("&")}` : ""}`] : [];
}
