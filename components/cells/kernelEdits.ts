/** Which kernel sides a network can be given. */
import type { CellEdits, KernelMode } from "../../src/domain/document.ts";
import { sidesOf } from "../../src/store/sweep.ts";

const PRESETS = [7, 13, 31, 51, 61];
const LEAST = 3;
const MOST = 101;
/** sides are odd */
export const SIDE_STEP = 2;

export interface KernelChoices {
  /** what the network has, or is asked to have */
  readonly sides: readonly number[];
  /** a preset by its largest side, and the sides that it gives */
  readonly presets: readonly { readonly side: number; readonly sides: readonly number[] }[];
  /** the preset that the sides are; null when they are none */
  readonly preset: number | null;
  readonly canStep: (stage: number, by: number) => boolean;
  /** sides that are asked for, held to what can be made in a mode */
  readonly within: (wanted: readonly number[], mode?: KernelMode) => readonly number[];
}

/** `own` are the network's unedited sides, null while unknown; random weights come in any size. */
export function kernelChoices(
  edits: CellEdits,
  now: readonly number[],
  { own, random }: { readonly own: readonly number[] | null; readonly random: boolean },
): KernelChoices {
  const { kernelSizes, kernelMode } = edits;
  const sides = kernelSizes ?? now;
  // a crop cannot add taps
  const limitsOf = (mode: KernelMode): readonly number[] | null =>
    random || mode !== "crop" ? null : own;
  const within = (wanted: readonly number[], mode = kernelMode): readonly number[] =>
    wanted.map((side, stage) => Math.min(side, limitsOf(mode)?.[stage] ?? side));
  const limits = limitsOf(kernelMode);
  const presets = PRESETS.filter((side) => limits === null || side <= Math.max(...limits)).map(
    (side) => ({ side, sides: within(sidesOf(side)) }),
  );
  const same = presets.find((one) => one.sides.join() === kernelSizes?.join());
  return {
    sides,
    presets,
    preset: same?.side ?? null,
    canStep: (stage, by) => {
      const next = sides[stage]! + by;
      return next >= LEAST && next <= (by > 0 ? (limits?.[stage] ?? MOST) : Infinity);
    },
    within,
  };
}
