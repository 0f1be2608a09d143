import assert from "node:assert/strict";
import test from "node:test";
import { constants, deflateSync } from "node:zlib";
import { inflate } from "../../../theme/static/js/search/inflate.js";

const text = new TextEncoder().encode("RESOLVED: that the report be noted. ".repeat(400) + "Ynys Môn");

test("what zlib compressed in any way is read", () => {
  for (const level of [0, 1, 6, 9]) {
    for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY]) {
      assert.deepEqual(inflate(deflateSync(text, { level, strategy })), text);
    }
  }
  assert.deepEqual(inflate(deflateSync(new Uint8Array(0))), new Uint8Array(0));
});

/** @param {Uint8Array} bytes @returns {Uint8Array | null} null where they are refused */
function read(bytes) {
  try {
    return inflate(bytes);
  } catch (error) {
    assert.ok(error instanceof RangeError);
    return null;
  }
}

test("damage anywhere is noticed or does no harm", () => {
  const whole = deflateSync(text, { level: 9 });
  for (let at = 0; at < whole.length; at++) {
    const damaged = Uint8Array.from(whole);
    damaged[at] ^= 64;
    assert.deepEqual(read(damaged) ?? text, text);
  }
  assert.equal(read(whole.subarray(0, whole.length - 1)), null);
});
