/** What a run needs of the device, said before it is asked for. */
import * as tf from "@tensorflow/tfjs-core";
import { FieldbookError } from "../domain/errors.ts";
import type { Ops } from "./ops.ts";
import { sumOf } from "./parts.ts";
import type { Plan } from "./plan.ts";
import { BYTES_PER_F32, sizeOf } from "./shapes.ts";
import { blocksFor, stepsOf, type TracedBlock } from "./trace.ts";

/** Share of the device that maps may take beside weights and what the libraries hold back. */
const MAPS_SHARE = 0.4;
/** Share for weights: products hold two copies of theirs, and tfjs-wasm packs a third. */
const PARAMETERS_SHARE = 0.35;
/** Share of what is aimed at that maps may take; the rest is for what waits to be freed. */
const AIMED_SHARE = 0.86;
/** Kept insides of blocks never take more than this, so that other programs live. */
const MAX_KEPT_BYTES = 768 * 2 ** 20;

/** Bytes of all tensors that are alive. */
export const heldBytes = (): number => tf.memory().numBytes;

export interface Need {
  /** inputs of all blocks, and the inside of the widest, with room for what waits to be freed */
  readonly totalBytes: number;
  /** the same, without that room */
  readonly leastBytes: number;
  readonly largestBytes: number;
}

export function needOf(blocks: readonly TracedBlock[]): Need {
  const inputs = blocks.reduce((sum, { input }) => sum + BYTES_PER_F32 * sizeOf(input), 0);
  const inside = (times: number): number =>
    Math.max(...blocks.map(({ savedBytes, widestBytes }) => savedBytes + times * widestBytes));
  const top = BYTES_PER_F32 * sizeOf(blocks.at(-1)!.output);
  return {
    totalBytes: inputs + top + inside(2),
    leastBytes: inputs + top + inside(1),
    largestBytes: Math.max(...blocks.map(({ largestBytes }) => largestBytes)),
  };
}

/** Weights on the device at once, of all models; a larger network is uploaded as it goes. */
export const parameterBudget = ({ limits }: Ops): number => limits.totalBytes * PARAMETERS_SHARE;

const fits = (need: Need, { limits }: Ops): boolean =>
  need.largestBytes <= limits.tensorBytes && need.totalBytes <= limits.totalBytes * MAPS_SHARE;

/** Bytes that may be kept from the forward pass; what passes them is computed again. */
export function keepBudget(
  { limits: { totalBytes, mapBytes = Infinity } }: Ops,
  blocks: readonly TracedBlock[],
): number {
  const need = needOf(blocks);
  const room = totalBytes * MAPS_SHARE - need.totalBytes;
  const aimed = mapBytes * AIMED_SHARE - need.leastBytes;
  return Math.max(0, Math.min(room, aimed, MAX_KEPT_BYTES));
}

/**
 * Whether products may hold their weights in both orientations: where that fits beside all maps, and
 * where maps are small, since turning a weight then costs much beside its product; but never where
 * some would have to be uploaded again for every image.
 */
export function orientationsOf(
  ops: Ops,
  blocks: readonly TracedBlock[],
): {
  readonly both: boolean;
  /** bytes of the second that count as maps */
  readonly asMaps: number;
} {
  if (ops.fused) return { both: false, asMaps: 0 }; // its products turn weights on the way
  const matrices = sumOf(stepsOf(blocks), (step) =>
    step.kind === "product" ? BYTES_PER_F32 * step.inputs * step.outputs : 0,
  );
  const maps = needOf(blocks).leastBytes + sumOf(blocks, ({ savedBytes }) => savedBytes);
  const { mapBytes = Infinity } = ops.limits;
  const fits = matrices + maps <= mapBytes * AIMED_SHARE;
  const both = 2 * matrices <= parameterBudget(ops) && (fits || maps <= matrices);
  return { both, asMaps: both && fits ? matrices : 0 };
}

/** The blocks whose insides stay within a budget: those that cost most to compute again for their bytes. */
export function chooseKept(
  blocks: readonly TracedBlock[],
  budget: number,
): ReadonlySet<TracedBlock> {
  const worth = ({ againMacs, savedBytes }: TracedBlock): number =>
    againMacs / Math.max(1, savedBytes);
  let left = budget;
  const kept = new Set<TracedBlock>();
  for (const block of blocks.toSorted((p, q) => worth(q) - worth(p)))
    if (block.savedBytes <= left) {
      left -= block.savedBytes;
      kept.add(block);
    }
  return kept;
}

/**
 * Bytes of insides that each of several forward passes may keep when all of them stay; null when
 * even the inputs of the blocks of all but one take more than half of the room.
 */
export function keepForward(
  blocks: readonly TracedBlock[],
  room: number,
  images: number,
): number | null {
  const inputs = blocks.reduce((sum, { input }) => sum + BYTES_PER_F32 * sizeOf(input), 0);
  const others = inputs * (images - 1);
  return others > room / 2 ? null : (room - others) / images;
}

/** Throws `too-large` with the largest square input that would fit. */
export function checkFits(
  ops: Ops,
  plan: Plan,
  height: number,
  width: number,
  stage: number,
): void {
  const needAt = (h: number, w: number): Need => needOf(blocksFor(ops, plan, h, w, stage));
  const need = needAt(height, width);
  if (fits(need, ops)) return;
  let side = 32 * Math.floor(Math.max(height, width) / 32);
  while (side > 32 && !fits(needAt(side, side), ops)) side -= 32;
  const mib = (bytes: number) => Math.ceil(bytes / 2 ** 20);
  throw new FieldbookError(
    "too-large",
    `An input of ${height} × ${width} needs about ${mib(need.totalBytes)} MiB, with one map of ${mib(need.largestBytes)} MiB, more than ${ops.adapter} takes; ${side} × ${side} would fit.`,
    { height, width, side },
  );
}
