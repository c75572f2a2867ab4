/** Where the zeros of a kernel lie. A mask is weight ≠ 0: files keep masks only as exact zeros. */
import { overRings } from "./kernelNumbers.ts";

export interface MaskNumbers {
  /** share of channels that are alive at each tap, 0–1, row-major [height, width] */
  readonly aliveByTap: Float32Array<ArrayBuffer>;
  /** share of taps that are alive at distance r of the centre over all channels, 0–1; NaN without taps */
  readonly aliveByDistance: Float64Array<ArrayBuffer>;
  /** channels whose weights are all zero */
  readonly dead: readonly number[];
  readonly channels: number;
  /** share of exact zeros, 0–1; 0 for no weights */
  readonly sparsity: number;
}

/** Counts in `values`, row-major [channels, height, width]. */
export function maskNumbers(values: Float32Array, height: number, width: number): MaskNumbers {
  const taps = height * width;
  const channels = Math.floor(values.length / taps);
  const counts = new Uint32Array(taps);
  const dead: number[] = [];
  let alive = 0;
  for (let c = 0; c < channels; c++) {
    let own = 0;
    for (let tap = 0; tap < taps; tap++)
      if (values[c * taps + tap] !== 0) {
        counts[tap] = counts[tap]! + 1;
        own++;
      }
    if (own === 0) dead.push(c);
    alive += own;
  }
  const aliveByTap = Float32Array.from(counts, (n) => (channels === 0 ? 0 : n / channels));
  const rings = overRings(aliveByTap, height, width);
  return {
    aliveByTap,
    aliveByDistance: rings.sum.map((sum, r) => sum / rings.taps[r]!),
    dead,
    channels,
    sparsity: channels === 0 ? 0 : 1 - alive / (channels * taps),
  };
}

export interface OverlapRates {
  /** weights alive in either */
  readonly either: number;
  /** both / either, 0–1; NaN when nothing is alive */
  readonly iou: number;
  /** what masks of these densities would have if they had nothing to do with each other */
  readonly chance: number;
}
/** How far two masks are the same, of how many weights are alive in each and in both. */
export function ratesOf(counts: {
  readonly weights: number;
  readonly first: number;
  readonly second: number;
  readonly both: number;
}): OverlapRates {
  const { weights, first, second, both } = counts;
  const either = first + second - both;
  const [p, q] = [first / weights, second / weights];
  return { either, iou: both / either, chance: (p * q) / (p + q - p * q) };
}

export interface MaskOverlap extends OverlapRates {
  /** weights alive in the first, in the second, in both */
  readonly first: number;
  readonly second: number;
  readonly both: number;
  /** share of channels in which a tap is alive in just one of the two, row-major [height, width] */
  readonly moved: Float32Array<ArrayBuffer>;
}
/** Lays two masks of one shape over each other, row-major [channels, taps]. */
export function overlapOf(a: Float32Array, b: Float32Array, taps: number): MaskOverlap {
  const channels = Math.floor(a.length / taps);
  const counts = new Uint32Array(taps);
  let [first, second, both] = [0, 0, 0];
  for (let at = 0; at < channels * taps; at++) {
    const [p, q] = [a[at] !== 0, b[at] !== 0];
    if (p) first++;
    if (q) second++;
    if (p && q) both++;
    if (p !== q) counts[at % taps] = counts[at % taps]! + 1;
  }
  return {
    first,
    second,
    both,
    ...ratesOf({ weights: a.length, first, second, both }),
    moved: Float32Array.from(counts, (n) => (channels === 0 ? 0 : n / channels)),
  };
}
