/** Depthwise kernels as lists of the taps that are there: what assembly/sparse.ts reads. */
import type { Heap } from "./heap.ts";

/** A kernel [kh, kw, channels] as lists for maps of one size, all at one address. */
export interface SparseBranch {
  readonly address: number;
  readonly kh: number;
  readonly kw: number;
}
type Sides = Pick<SparseBranch, "kh" | "kw">;

/** Kernels that are wider than high are listed turned, for maps that are turned. */
export const isTurned = ({ kh, kw }: Sides): boolean => kw > kh;

/** Numbers of nothing left and right of a plane: what the shorter sides of these kernels reach. */
export const marginFor = (sides: readonly Sides[]): number =>
  Math.max(0, ...sides.map(({ kh, kw }) => Math.min(kh, kw) >> 1));

export function countZeros(values: Float32Array): number {
  let zeros = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === 0) zeros++;
  return zeros;
}

/**
 * Packs the kernel at `from`: an index [channels][k + 1] of addresses, k being the longer side, and
 * behind it each channel's (offset, weight) pairs, for planes of `stride` numbers a row. Taps that can
 * meet no pixel of a map h × w are left out.
 */
export function packSparse(
  heap: Heap,
  from: number,
  { kh, kw, channels }: Sides & { readonly channels: number },
  [h, w]: readonly [h: number, w: number],
  stride: number,
): number {
  const turned = isTurned({ kh, kw });
  const [k, other] = turned ? [kw, kh] : [kh, kw];
  const [high, wide] = turned ? [w, h] : [h, w];
  const count = kh * kw * channels;
  const live = count - countZeros(heap.floats(from, count));
  const indexWords = channels * (k + 1);
  const address = heap.reserve(4 * indexWords + 8 * live);
  const taps = heap.floats(from, count);
  const words = heap.words(address, indexWords + 2 * live);
  const offsets = new Int32Array(words.buffer, address, words.length);
  const weights = new Float32Array(words.buffer, address, words.length);
  let at = indexWords;
  let index = 0;
  const [midI, midJ] = [k >> 1, other >> 1];
  const [stepI, stepJ] = turned ? [channels, kw * channels] : [kw * channels, channels];
  const [firstI, endI] = [Math.max(0, midI - high + 1), Math.min(k, midI + high)];
  const [firstJ, endJ] = [Math.max(0, midJ - wide + 1), Math.min(other, midJ + wide)];
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < k; i++) {
      words[index++] = address + 4 * at;
      if (i < firstI || i >= endI) continue;
      for (let j = firstJ; j < endJ; j++) {
        const tap = taps[i * stepI + j * stepJ + c]!;
        if (tap === 0) continue;
        offsets[at++] = 4 * ((i - midI) * stride + j - midJ);
        weights[at++] = tap;
      }
    }
    words[index++] = address + 4 * at;
  }
  return address;
}
