/** A call of a kernel, as src/kernels/wasm/assembly/team.ts reads it. */
const KERNELS = [
  "product",
  "depthwise",
  "gelu",
  "geluBackward",
  "add",
  "layerNorm",
  "layerNormBackward",
  "sparse",
] as const;

export interface Call {
  readonly kernel: (typeof KERNELS)[number];
  /** parts that one thread each computes */
  readonly chunks: number;
  /** numbers or rows in a chunk, where the kernel is cut by them */
  readonly length?: number;
  /** addresses and sizes, in the kernel's order */
  readonly words: readonly number[];
  /** stands in the place of word 2 */
  readonly eps?: number;
}

/** in words from the start of the call */
const CHUNKS = 6;
const PARAMETERS = 16;

/** Writes a call down; it runs with the next `run`. */
export function writeCall(
  { buffer }: WebAssembly.Memory,
  address: number,
  { kernel, chunks, length = 0, words, eps }: Call,
  scratch: { readonly address: number; readonly bytes: number },
): void {
  const view = new Uint32Array(buffer, address, PARAMETERS + words.length);
  view.set([chunks, KERNELS.indexOf(kernel), scratch.address, scratch.bytes, length], CHUNKS);
  view.set(words, PARAMETERS);
  if (eps !== undefined) new Float32Array(buffer, address + 4 * (PARAMETERS + 2), 1)[0] = eps;
}
