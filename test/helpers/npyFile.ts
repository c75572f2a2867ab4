import { readFileSync } from "node:fs";

/** Reads a little-endian float32 npy file of version 1, in C order. */
export function readNpyFile(path: string | URL): {
  shape: number[];
  values: Float32Array<ArrayBuffer>;
} {
  const bytes = new Uint8Array(readFileSync(path));
  const length = bytes[8]! + 256 * bytes[9]!;
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + length));
  if (!header.includes("'<f4'") || !header.includes("'fortran_order': False"))
    throw new Error(`${String(path)}: ${header} is not float32 in C order`);
  const shape = /\(([^)]*)\)/.exec(header)?.[1] ?? "";
  return {
    shape: shape
      .split(",")
      .filter((side) => side.trim())
      .map(Number),
    values: new Float32Array(bytes.slice(10 + length).buffer),
  };
}
