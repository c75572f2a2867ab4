import type { Random } from "./random.ts";

type Bytes = Uint8Array<ArrayBuffer>;
export const concat = (...parts: readonly Uint8Array[]): Bytes =>
  new Uint8Array(Buffer.concat(parts));

const EDITS: readonly ((bytes: Bytes, random: Random) => Bytes)[] = [
  function flip(bytes, random) {
    const out = bytes.slice();
    for (let n = 1 + random.below(5); n > 0; n--)
      out[random.below(out.length)] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)]);
    return out;
  },
  function cut(bytes, random) {
    return bytes.slice(0, random.below(bytes.length));
  },
  function remove(bytes, random) {
    const from = random.below(bytes.length);
    return concat(bytes.subarray(0, from), bytes.subarray(from + 1 + random.below(64)));
  },
  function repeat(bytes, random) {
    const from = random.below(bytes.length);
    const part = bytes.subarray(from, from + 1 + random.below(256));
    return concat(bytes.subarray(0, from), part, bytes.subarray(from));
  },
  function overwrite(bytes, random) {
    const out = bytes.slice();
    const from = random.below(out.length);
    out.copyWithin(random.below(out.length), from, from + random.below(64));
    return out;
  },
  function number(bytes, random) {
    const out = bytes.slice();
    const width = random.pick([2, 4, 8]);
    if (out.length < width) return out;
    const view = new DataView(out.buffer);
    const at = random.below(out.length - width + 1);
    const value = random.pick([0n, 1n, 0x7fn, 0xffn, 0x7fffffffn, 0xffffffffn, 2n ** 63n, -1n]);
    const fits = BigInt.asUintN(8 * width, value);
    if (width === 8) view.setBigUint64(at, fits, true);
    else if (width === 4) view.setUint32(at, Number(fits), true);
    else view.setUint16(at, Number(fits), true);
    return out;
  },
];

/** A file with some of its bytes changed, moved, repeated or gone, whatever they mean. */
export function mutateBytes(bytes: Bytes, random: Random): Bytes {
  let out = bytes;
  for (let n = 1 + random.below(3); n > 0 && out.length > 0; n--)
    out = random.pick(EDITS)(out, random);
  return out;
}
