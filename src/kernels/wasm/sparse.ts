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
  const live = heap.floats(from, count).reduce((sum, tap) => sum + (tap === 0 ? 0 : 1), 0);
  const indexWords = channels * (k + 1);
  const address = heap.reserve(4 * indexWords + 8 * live);
  const taps = heap.floats(from, count);
  const words = heap.words(address, indexWords + 2 * live);
  const offsets = new Int32Array(words.buffer, address, words.length);
  const weights = new Float32Array(words.buffer, address, words.length);
  let at = indexWords;
  let index = 0;
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < k; i++) {
      words[index++] = address + 4 * at;
      for (let j = 0; j < other; j++) {
        const tap = taps[(turned ? j * kw + i : i * kw + j) * channels + c]!;
        const [down, across] = [i - (k >> 1), j - (other >> 1)];
        if (tap === 0 || Math.abs(down) >= high || Math.abs(across) >= wide) continue;
        offsets[at++] = 4 * (down * stride + across);
        weights[at++] = tap;
      }
    }
    words[index++] = address + 4 * at;
  }
  return address;
}
