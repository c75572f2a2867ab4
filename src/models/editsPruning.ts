/** Zeros in the large kernels: which, and how many in each. */
import type { Pruning } from "../domain/document.ts";
import { elementCount } from "../domain/tensor.ts";
import { randomBits } from "./initialise.ts";
import { isSmall, mapMixers } from "./mapNetwork.ts";
import type { Network, Weight } from "./network.ts";

export interface PruneOptions {
  /** of zeros, 0–1 */
  readonly share: number;
  /** `erk`: the smallest magnitudes of each kernel, as many as its Erdős–Rényi-kernel share says */
  readonly method: Pruning;
  /** the share of each kernel, or of all together; `erk` is over all together by itself */
  readonly scope: "layer" | "global";
  readonly seed: number;
}

/**
 * Makes exactly ⌊share · weights⌋ weights zero, of each large kernel or of all together; small side
 * kernels stay. With `global` the first kernel that is read has all large kernels read, one at a time.
 */
export function prune(network: Network, { share, method, scope, seed }: PruneOptions): Network {
  const kernels: Weight[] = [];
  mapMixers(network, (branches) => {
    kernels.push(...branches.filter((one) => !isSmall(one)).map(({ kernel }) => kernel));
    return branches;
  });
  const key = method === "random" ? randomKey(seed) : magnitudeKey;
  const pruned = new Map<Weight, Weight>();
  if (method !== "erk" && scope === "global") {
    const total = kernels.reduce((sum, { shape }) => sum + elementCount(shape), 0);
    for (const [i, one] of smallestZeroed(kernels, Math.floor(share * total), key).entries())
      pruned.set(kernels[i]!, one);
  } else {
    const densities =
      method === "erk"
        ? erkDensities(
            kernels.map(({ shape }) => shape),
            1 - share,
          )
        : null;
    for (const [i, kernel] of kernels.entries()) {
      const count = elementCount(kernel.shape);
      const zeros =
        densities === null ? Math.floor(share * count) : count - Math.round(densities[i]! * count);
      pruned.set(kernel, smallestZeroed([kernel], zeros, key)[0]!);
    }
  }
  return mapMixers(network, (branches) =>
    branches.map((one) => {
      const kernel = pruned.get(one.kernel);
      return kernel === undefined ? one : { ...one, kernel };
    }),
  );
}

/**
 * Densities by Erdős–Rényi-kernel (RigL, arXiv 1911.11134, section 3; as SLaK, arXiv 2207.03620, uses
 * it): in proportion to (n_in + n_out + kh + kw) / (n_in · n_out · kh · kw), none above 1, so that
 * weighted by their sizes they average to `density`. Of a depthwise kernel [C, 1, kh, kw] the inputs
 * count as 1 and the outputs as C, as the shape says and both papers' code has it.
 */
export function erkDensities(
  shapes: readonly (readonly number[])[],
  density: number,
): readonly number[] {
  const sizes = shapes.map(elementCount);
  const raw = shapes.map((shape, i) => shape.reduce((sum, side) => sum + side, 0) / sizes[i]!);
  const full = new Set<number>();
  for (;;) {
    const sum = (of: (i: number) => number): number =>
      sizes.reduce((total, _, i) => total + of(i), 0);
    const wanted = density * sum((i) => sizes[i]!) - sum((i) => (full.has(i) ? sizes[i]! : 0));
    const spread = sum((i) => (full.has(i) ? 0 : raw[i]! * sizes[i]!));
    const factor = spread === 0 ? 0 : wanted / spread;
    const over = raw.findIndex((one, i) => !full.has(i) && factor * one > 1);
    if (over === -1) return raw.map((one, i) => (full.has(i) ? 1 : factor * one));
    raw.forEach((one, i) => factor * one > 1 && full.add(i));
  }
}

/** What orders the weights of a kernel: 32 bits each. */
type Key = (values: Float32Array<ArrayBuffer>, name: string) => Uint32Array;

/** The bits of |w| are in the order of |w|. */
const magnitudeKey: Key = (values) =>
  new Uint32Array(values.buffer, values.byteOffset, values.length).map((bits) => bits & 0x7fffffff);
const randomKey =
  (seed: number): Key =>
  (values, name) =>
    randomBits(name, seed, values.length);

/** Zeroes the `zeros` weights with the smallest keys of all kernels together; of equal ones the first. */
function smallestZeroed(kernels: readonly Weight[], zeros: number, key: Key): Weight[] {
  let found: Promise<Cut> | null = null;
  return kernels.map((kernel, i) => ({
    ...kernel,
    load: async () => {
      const values = (await kernel.load()).slice();
      const keys = key(values, kernel.name);
      const keysOf = async (one: Weight): Promise<Uint32Array> =>
        one === kernel ? keys : key((await one.load()).slice(), one.name);
      const cut = await (found ??= findCut(kernels, zeros, keysOf));
      let ties = cut.ties[i]!;
      for (let at = 0; at < keys.length; at++)
        if (keys[at]! < cut.below || (keys[at] === cut.below && ties-- > 0)) values[at] = 0;
      return values;
    },
  }));
}

interface Cut {
  /** keys below it go */
  readonly below: number;
  /** how many of those equal to it go, by kernel */
  readonly ties: readonly number[];
}
/** A key's bits are told apart in this many steps of so many bits, the highest first. */
const DIGITS = [
  { shift: 21, bits: 11 },
  { shift: 10, bits: 11 },
  { shift: 0, bits: 10 },
];

/** The key of rank `zeros`, digit by digit; kernels are read for each, never held. */
async function findCut(
  kernels: readonly Weight[],
  zeros: number,
  keysOf: (kernel: Weight) => Promise<Uint32Array>,
): Promise<Cut> {
  if (zeros === 0) return { below: 0, ties: kernels.map(() => 0) };
  let below = 0;
  let rest = zeros;
  let equal: readonly number[] = [];
  for (const { shift, bits } of DIGITS) {
    const bins = 2 ** bits;
    const all = new Float64Array(bins);
    const own: Float64Array[] = [];
    for (const kernel of kernels) {
      const counts = countDigits(await keysOf(kernel), below, shift, bits);
      for (let i = 0; i < bins; i++) all[i]! += counts[i]!;
      own.push(counts);
    }
    const found = rankIn(all, rest);
    below += found.at * 2 ** shift;
    rest = found.rest;
    equal = own.map((counts) => counts[found.at]!);
  }
  const ties = equal.map((count) => {
    const taken = Math.min(rest, count);
    rest -= taken;
    return taken;
  });
  return { below, ties };
}

/** How often each value of a digit comes among the keys whose digits above it are those of `prefix`. */
function countDigits(keys: Uint32Array, prefix: number, shift: number, bits: number): Float64Array {
  const counts = new Float64Array(2 ** bits);
  const mask = 2 ** bits - 1;
  // a shift by 32 is one by 0: nothing lies above the highest digit
  const above = shift + bits;
  const wanted = above < 32 ? prefix >>> above : 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (above < 32 && key >>> above !== wanted) continue;
    counts[(key >>> shift) & mask]! += 1;
  }
  return counts;
}

/** In which bin the `rank`th lies, counted from 1, and how many of that bin are needed. */
function rankIn(bins: Float64Array, rank: number): { readonly at: number; readonly rest: number } {
  let rest = rank;
  let at = 0;
  for (; at < bins.length - 1 && rest > bins[at]!; at++) rest -= bins[at]!;
  return { at, rest };
}
