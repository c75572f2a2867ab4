/** Elements as they lie in a file (little-endian) → float32. */
import type { Dtype } from "../domain/tensor.ts";

export const BYTES_PER_ELEMENT: Readonly<Record<Dtype, number>> = {
  f64: 8,
  f32: 4,
  f16: 2,
  bf16: 2,
  i64: 8,
  i32: 4,
  i16: 2,
  i8: 1,
  u8: 1,
  bool: 1,
};

/** float32 of each of the 65536 half-precision bit patterns, made at the first use */
let halves: Float32Array | null = null;

function makeHalves(): Float32Array {
  const table = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 31) table[bits] = fraction === 0 ? sign * Infinity : NaN;
    else if (exponent === 0) table[bits] = sign * fraction * 2 ** -24;
    else table[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return table;
}

/** The elements of `bytes` as float32; takes the buffer over where nothing has to change. */
export function toFloat32(bytes: Uint8Array<ArrayBuffer>, dtype: Dtype): Float32Array<ArrayBuffer> {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  const { buffer } = whole ? bytes : bytes.slice();
  switch (dtype) {
    case "f32":
      return new Float32Array(buffer);
    case "f64":
      return Float32Array.from(new Float64Array(buffer));
    // loops, since `from` with a function is ten times slower
    case "f16": {
      const table = (halves ??= makeHalves());
      const from = new Uint16Array(buffer);
      const values = new Float32Array(from.length);
      for (let i = 0; i < from.length; i++) values[i] = table[from[i]!]!;
      return values;
    }
    case "bf16": {
      const from = new Uint16Array(buffer);
      const bits = new Uint32Array(from.length);
      for (let i = 0; i < from.length; i++) bits[i] = from[i]! << 16;
      return new Float32Array(bits.buffer);
    }
    case "i64": {
      const low = new Uint32Array(buffer);
      const high = new Int32Array(buffer);
      const values = new Float32Array(low.length / 2);
      for (let i = 0; i < values.length; i++) values[i] = high[2 * i + 1]! * 2 ** 32 + low[2 * i]!;
      return values;
    }
    case "i32":
      return Float32Array.from(new Int32Array(buffer));
    case "i16":
      return Float32Array.from(new Int16Array(buffer));
    case "i8":
      return Float32Array.from(new Int8Array(buffer));
    case "u8":
      return Float32Array.from(new Uint8Array(buffer));
    case "bool":
      return Float32Array.from(new Uint8Array(buffer), (byte) => (byte === 0 ? 0 : 1));
    default:
      return dtype satisfies never;
  }
}
