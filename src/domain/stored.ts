/** Results as they are kept: by the content hash of everything that they depend on. */
import type { BackendName } from "./job.ts";
import type { LayerOverlap, LayerSummary, ModelSummary } from "./model.ts";
import type { ErfResult } from "./result.ts";

/** Enters every result's key: to be raised when the engine's numbers change. */
export const ENGINE_VERSION = "2";

/** SHA-256 of a canonical description, hexadecimal */
export type ResultKey = string;

/** What every result says of how it came about. */
export interface Computed {
  readonly backend: BackendName;
  readonly adapter: string;
  /** wall time */
  readonly seconds: number;
  /** ISO 8601, UTC */
  readonly at: string;
}
/** What a figure says of its model, also when the weights are not here. */
export type ModelCard = Omit<ModelSummary, "layers" | "unmatched" | "missing">;

export interface ErfValue {
  readonly kind: "erf";
  readonly result: ErfResult;
  readonly model: ModelCard;
  /** multiply-accumulates that it took; 0 when not known */
  readonly macs: number;
  readonly computed: Computed;
}
/** A model that was opened, and what reading its index told. */
export interface ModelValue {
  readonly kind: "model";
  readonly summary: ModelSummary;
  /** null at random initialisation */
  readonly checkpoint: {
    readonly format: string;
    readonly tensors: number;
    readonly wrapper: string | null;
    readonly choices: readonly {
      readonly key: string;
      readonly tensors: number;
      readonly params: number;
    }[];
  } | null;
}
/** Zeros counted by reading every value. */
export interface CountValue {
  readonly kind: "count";
  readonly nonzero: number;
  readonly layers: readonly LayerSummary[];
  /** multiply-accumulates of a forward pass at 224 px without those whose weight is zero */
  readonly macs?: number | undefined;
}
export interface LogitsValue {
  readonly kind: "logits";
  /** row-major [images, classes] */
  readonly logits: Float32Array<ArrayBuffer>;
  readonly images: number;
  readonly classes: number;
  readonly computed: Computed;
}
/** The large kernels of one block; read anew rather than stored. */
export interface KernelsValue {
  readonly kind: "kernels";
  readonly block: string;
  readonly channels: number;
  /** side of the merged kernel, px of the block's map */
  readonly side: number;
  readonly branches: readonly {
    readonly name: string;
    /** [height, width] */
    readonly kernel: readonly [number, number];
    /** as in the checkpoint, row-major [channels, height, width] */
    readonly values: Float32Array<ArrayBuffer>;
  }[];
  /** BN-folded sum of the branches, row-major [channels, side, side] */
  readonly merged: Float32Array<ArrayBuffer>;
}
/** The masks of two models over each other, layer by layer; counted anew rather than stored. */
export interface OverlapValue {
  readonly kind: "overlap";
  /** the large kernels that both have by name and size */
  readonly layers: readonly LayerOverlap[];
}
export type ResultValue =
  ErfValue | ModelValue | CountValue | LogitsValue | KernelsValue | OverlapValue;
/** Kernels are cheap to read and large to keep, so neither they nor what they share is stored. */
export type KeptValue = Exclude<ResultValue, KernelsValue | OverlapValue>;
/** Whether a result is kept between visits. */
export const isKept = (value: ResultValue): value is KeptValue =>
  value.kind !== "kernels" && value.kind !== "overlap";
