/** The raw ERF map as files. */
import type { ErfMap } from "../domain/result.ts";

/** NumPy's format 1.0: float32 [height, width], the mean contribution. */
export function encodeNpy({ sum, count, height, width }: ErfMap): Blob {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${height}, ${width}), }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const head = new Uint8Array(10 + padded.length);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(head.buffer).setUint16(8, padded.length, true);
  head.set(new TextEncoder().encode(padded), 10);
  const values = new DataView(new ArrayBuffer(4 * sum.length));
  sum.forEach((value, i) => values.setFloat32(4 * i, value / count, true));
  return new Blob([head, values], { type: "application/octet-stream" });
}

/** One line a row of the input, the mean contribution of each pixel. */
export function encodeCsv({ sum, count, height, width }: ErfMap): Blob {
  const lines = Array.from({ length: height }, (_, y) =>
    [...sum.subarray(y * width, (y + 1) * width)]
      .map((value) => (value / count).toPrecision(8))
      .join(),
  );
  return new Blob([`${lines.join("\n")}\n`], { type: "text/csv" });
}
