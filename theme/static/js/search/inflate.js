// Decompression for browsers without DecompressionStream: RFC 1950 (the zlib format) and RFC 1951 (deflate). Pure.

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const STEPS = Array.from({ length: 30 }, (_, n) => (n < 2 ? n + 1 : ((2 + (n & 1)) << ((n >> 1) - 1)) + 1));
const STEP_BITS = Array.from({ length: 30 }, (_, n) => (n < 2 ? 0 : (n >> 1) - 1));
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Reads bits, lowest first. */
class Bits {
  /** @param {Uint8Array} bytes @param {number} at */
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
    this.held = 0;
    this.count = 0;
  }

  /** @param {number} count @returns {number} */
  take(count) {
    while (this.count < count) {
      if (this.at >= this.bytes.length) throw new RangeError("the compressed data end too early");
      this.held |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }

  align() {
    this.held = this.count = 0;
  }
}

/** Codes by length: how many there are of each, and the symbols in order. @typedef {{counts: number[], symbols: number[]}} Tree */

/** @param {number[]} lengths @returns {Tree} */
function tree(lengths) {
  const counts = new Array(16).fill(0);
  for (const length of lengths) if (length) counts[length] += 1;
  const symbols = lengths.map((_, symbol) => symbol).filter((symbol) => lengths[symbol]);
  return { counts, symbols: symbols.sort((a, b) => lengths[a] - lengths[b] || a - b) };
}

/** @param {Bits} bits @param {Tree} tree @returns {number} the next symbol */
function symbol(bits, { counts, symbols }) {
  let [code, first, index] = [0, 0, 0];
  for (let length = 1; length < 16; length++) {
    code |= bits.take(1);
    if (code - first < counts[length]) return symbols[index + code - first];
    index += counts[length];
    first = (first + counts[length]) << 1;
    code <<= 1;
  }
  throw new RangeError("a code that there is not");
}

/** @returns {[Tree, Tree]} the trees that need not be written */
function fixedTrees() {
  const lengths = Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8));
  return [tree(lengths), tree(new Array(30).fill(5))];
}

/** @param {Bits} bits @returns {[Tree, Tree]} */
function writtenTrees(bits) {
  const [literals, distances, codes] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  const sizes = new Array(19).fill(0);
  for (let n = 0; n < codes; n++) sizes[ORDER[n]] = bits.take(3);
  const outer = tree(sizes);
  /** @type {number[]} */
  const lengths = [];
  while (lengths.length < literals + distances) {
    const code = symbol(bits, outer);
    const [value, times] = code < 16 ? [code, 1] : code === 16 ? [lengths[lengths.length - 1], bits.take(2) + 3] : [0, code === 17 ? bits.take(3) + 3 : bits.take(7) + 11];
    for (let n = 0; n < times; n++) lengths.push(value);
  }
  return [tree(lengths.slice(0, literals)), tree(lengths.slice(literals))];
}

/** @param {Bits} bits @param {number[]} out @param {[Tree, Tree]} trees */
function block(bits, out, [literals, distances]) {
  for (;;) {
    const code = symbol(bits, literals);
    if (code === 256) return;
    if (code < 256) {
      out.push(code);
      continue;
    }
    const length = LENGTHS[code - 257] + bits.take(LENGTH_BITS[code - 257]);
    const step = symbol(bits, distances);
    const from = out.length - STEPS[step] - bits.take(STEP_BITS[step]);
    if (from < 0) throw new RangeError("a step back before the beginning");
    for (let n = 0; n < length; n++) out.push(out[from + n]);
  }
}

/** @param {Bits} bits @param {number[]} out */
function stored(bits, out) {
  bits.align();
  const length = bits.take(8) | (bits.take(8) << 8);
  bits.take(16);
  for (let n = 0; n < length; n++) out.push(bits.take(8));
}

/** @param {number[]} bytes @returns {number} Adler-32 */
function checksum(bytes) {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/** @param {Uint8Array} bytes in the zlib format @returns {Uint8Array} decompressed; an error where they are damaged */
export function inflate(bytes) {
  if ((bytes[0] & 15) !== 8 || (bytes[0] * 256 + bytes[1]) % 31) throw new RangeError("not in the zlib format");
  const bits = new Bits(bytes, 2);
  /** @type {number[]} */
  const out = [];
  for (let last = 0; !last; ) {
    last = bits.take(1);
    const kind = bits.take(2);
    if (kind === 0) stored(bits, out);
    else if (kind === 3) throw new RangeError("a kind of block that there is not");
    else block(bits, out, kind === 1 ? fixedTrees() : writtenTrees(bits));
  }
  bits.align();
  const sum = [0, 0, 0, 0].reduce((all) => all * 256 + bits.take(8), 0);
  if (sum !== checksum(out)) throw new RangeError("the checksum is wrong");
  return Uint8Array.from(out);
}
