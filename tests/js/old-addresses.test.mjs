/** Old addresses: the cases that Python keeps too. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fnv, readAddress } from "../../theme/static/js/go/old-addresses.js";

const rules = JSON.parse(readFileSync(new URL("../contract/old-addresses.json", import.meta.url), "utf8"));

for (const { text, origin, keys } of rules.cases) {
  test(`an old address: ${text}`, () => {
    assert.deepEqual(readAddress(text, rules.origins, rules.lists), keys && { origin, keys });
  });
}

test("the hash is the published one", () => {
  for (const [key, value] of rules.hashes) assert.equal(fnv(key), value);
});
