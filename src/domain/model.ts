/** What is said of a model outside the engine: plain data that crosses threads and is saved. */
import type { BranchName, KernelMode, Pruning } from "./document.ts";
import type { NamedBlob } from "./job.ts";
import type { Dtype } from "./tensor.ts";

export const FAMILIES = [
  "slak",
  "replknet",
  "convnext",
  "unireplknet",
  "resnet",
  "swin",
  "vit",
] as const;
export type Family = (typeof FAMILIES)[number];

/** Changes made to the weights after they are opened. */
export interface ModelEdits {
  /** odd side per stage; cropped, it is at most what the weights have */
  readonly kernelSizes?: readonly number[];
  /** `crop` where it is not said */
  readonly kernelMode?: KernelMode;
  /** share of zeros in the large depthwise kernels, 0–1 */
  readonly sparsity?: number;
  /** `magnitude` where it is not said: the smallest first */
  readonly pruning?: Pruning;
  /** `layer` where it is not said: the share of each kernel, or of all together */
  readonly pruningScope?: "layer" | "global";
  /** branches of the large kernels that are left out */
  readonly off?: readonly BranchName[];
  /** seed of random values that take the place of all weights */
  readonly untrained?: number;
  /** of kernels drawn anew and of random pruning; 0 where it is not said */
  readonly seed?: number;
}
export type ModelSource =
  /** an architecture id with its options, as `slak-tiny?seed=0&kernel=51,49,47,13,5` */
  | { readonly type: "random"; readonly id: string; readonly edits?: ModelEdits }
  /** a checkpoint; `weights` names the state_dict of a wrapper */
  | {
      readonly type: "file";
      readonly file: NamedBlob;
      /** says which bytes the file holds, as their SHA-256: models of one file share what is not edited */
      readonly key?: string;
      readonly weights?: string;
      /** what the file lacks is taken as zeros, instead of refusing it */
      readonly allowMissing?: boolean;
      readonly edits?: ModelEdits;
    };

export interface LayerSummary {
  readonly name: string;
  /** the block that it belongs to, as `stages.0.0` */
  readonly block: string;
  /** [height, width] */
  readonly kernel: readonly [number, number];
  /** share of exact zeros, 0–1; null when the values were not read */
  readonly sparsity: number | null;
}
/** What only reading every value tells. */
export interface NonzeroCount {
  /** parameters that are not exact zeros */
  readonly nonzero: number;
  readonly layers: readonly LayerSummary[];
  /** multiply-accumulates of a forward pass at 224 px without those whose weight is zero */
  readonly macs?: number | undefined;
}
/** Two masks of one kernel, laid over each other: how many weights are not zero. */
export interface LayerOverlap {
  readonly name: string;
  readonly block: string;
  /** [height, width] */
  readonly kernel: readonly [number, number];
  readonly weights: number;
  /** alive in the first, in the second, in both */
  readonly first: number;
  readonly second: number;
  readonly both: number;
}
export interface Unmatched {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}
export interface Missing {
  readonly name: string;
  /** as the network needs it */
  readonly shape: readonly number[];
  /** what the file has under the name instead; absent when it has nothing */
  readonly found?: readonly number[] | undefined;
  /** a tensor without a place that may be this one by another name; absent when none is near */
  readonly nearest?: string | undefined;
}
/** The field of a unit that sees every pixel, px: more than any input that is computed. */
export const WHOLE_INPUT = 2 ** 20;
/** A stage as geometry: what a unit at its end can see in theory. */
export interface StageSummary {
  readonly channels: number;
  readonly blocks: number;
  /** input pixels per cell */
  readonly stride: number;
  /**
   * side of the theoretical receptive field, px; with Swin's windows the largest that a unit can
   * have; `WHOLE_INPUT` where every unit sees every pixel
   */
  readonly field: number;
  /** input coordinate of the centre of unit 0, px; unit i is centred at `offset + i·stride` */
  readonly offset: number;
}
export interface ModelSummary {
  readonly family: Family;
  /** `slak-tiny`, `replknet-31b`, …; `custom` when the sizes are nobody's */
  readonly variant: string;
  readonly naming: string;
  readonly dims: readonly number[];
  readonly depths: readonly number[];
  /** largest kernel side of each stage, px of its map; Swin: the window's; ViT: the token grid's in training */
  readonly kernelSizes: readonly number[];
  readonly classes: number;
  readonly params: number;
  /** parameters that are not exact zeros; null until every tensor was read */
  readonly nonzero: number | null;
  /** multiply-accumulates of a forward pass at 224 px, zeros included; results of old versions lack it */
  readonly macs?: number | undefined;
  readonly stages: readonly StageSummary[];
  readonly layers: readonly LayerSummary[];
  readonly unmatched: readonly Unmatched[];
  readonly missing: readonly Missing[];
  /** channel mean and standard deviation that the network was trained with, RGB, 0–1 */
  readonly normalisation: {
    readonly mean: readonly [number, number, number];
    readonly std: readonly [number, number, number];
  };
}
export interface CheckpointSummary extends ModelSummary {
  readonly format: string;
  readonly tensors: number;
  readonly wrapper: string | null;
  /** the state_dicts found, by key and size */
  readonly choices: readonly {
    readonly key: string;
    readonly tensors: number;
    readonly params: number;
  }[];
}
