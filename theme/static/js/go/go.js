/** The page /go/: looks an old address up and takes the reader to what it showed. */

import { fnv, readAddress } from "./old-addresses.js";

const root = new URL(document.documentElement.dataset.root ?? "../", document.baseURI);
const status = document.getElementById("go-status");
const place = document.getElementById("go-link");
const field = document.getElementById("old-address");
/** A key of these kinds is less than what was asked for: the reader is told, not taken there. */
const NEAR = new Set(["committee", "list"]);

/** @param {string} address */
async function json(address) {
  const answer = await fetch(new URL(address, root));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/**
 * Our address for the first key that has one.
 * @param {import("./old-addresses.js").OldAddress} asked
 * @param {{ shards: number, lists: Record<string, string> }} index
 */
async function find(asked, index) {
  for (const key of asked.keys) {
    const [kind, rest] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
    if (kind === "list") return { kind, address: index.lists[rest] };
    for (const name of asked.origin === null ? [key] : [`${asked.origin}|${key}`, key]) {
      const shard = await json(`go/${fnv(key) % index.shards}.json`);
      if (Object.hasOwn(shard, name)) return { kind, address: shard[name], first: key === asked.keys[0] };
    }
  }
  return null;
}

/** @param {string} text */
function say(text) {
  if (status) status.textContent = text;
}

/**
 * @param {URL} target
 * @param {string} words
 */
function show(target, words) {
  const link = document.createElement("a");
  link.href = target.href;
  link.textContent = words;
  place?.replaceChildren(link);
  if (place) place.hidden = false;
}

/** @param {string} text */
async function answer(text) {
  const index = await json("go/index.json");
  const asked = readAddress(text, index.origins, index.lists);
  if (!asked) return say("This is not an address of the council's old site.");
  const found = await find(asked, index);
  if (!found) return say("What this address showed is not in this archive, or its address was not recorded.");
  const target = new URL(found.address, root);
  if (NEAR.has(found.kind) && !found.first) {
    show(target, "Go to the nearest page");
    return say("The page itself is not in this archive.");
  }
  show(target, "Go to the page");
  say("Found. You are being taken there.");
  return location.replace(target);
}

/** The address asked for. One put behind `url=` as it is, not encoded, is everything that follows. */
function askedFor() {
  const [, plain] = /[?&]url=((?:(?:https?:)?\/)?\/.*)$/is.exec(location.search) ?? [];
  const asked = plain ?? new URLSearchParams(location.search).get("url");
  return asked && asked + location.hash;
}

document.getElementById("go-without")?.remove();
const asked = askedFor();
if (asked) {
  if (field instanceof HTMLInputElement) field.value = asked;
  answer(asked).catch(() => say("The list of old addresses could not be read. Try again, or use the search."));
}
