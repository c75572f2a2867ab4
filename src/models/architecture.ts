/** What every architecture says of itself: how it is recognised, which tensors it has, how they make a network. */
import type { Family } from "../domain/model.ts";
import type { Habits } from "./namings/naming.ts";
import type { Block, Branch, BatchNorm, Head, Layer, Weight } from "./network.ts";

/** A state_dict as shapes: what recognition may look at. */
export type Shapes = (name: string) => readonly number[] | null;
/** A tensor in the order of the official file. */
export type Tensor = readonly [name: string, shape: readonly number[]];
export type Take = (name: string) => Weight;

export interface Config {
  readonly dims: readonly number[];
  readonly depths: readonly number[];
  readonly kernels: readonly number[];
  /** null: no classifier */
  readonly classes: number | null;
}
export interface Body {
  readonly stages: readonly { readonly blocks: readonly Block[] }[];
  readonly head: Head | null;
}
export interface Architecture<C extends Config = Config> {
  readonly family: Family;
  /** whose names `tensors` gives: `official`, or the library that publishes the family */
  readonly naming: string;
  /** a tensor name that, with anything before it cut off, marks a file of this family */
  readonly marker: string;
  /** the sizes, from shapes alone; null when this is another family's file */
  recognise(shapes: Shapes): C | null;
  /** every tensor of the official state_dict, in its order */
  tensors(config: C): Tensor[];
  /** `habits`: what the library of the file's naming does its own way */
  build(config: C, take: Take, habits: Habits): Body;
  /** name of the norm that only the classifier reads; null: none */
  readonly lastNorm: string | null;
  variant(config: C): string;
  /** true for networks trained with mean and standard deviation 0.5 instead of ImageNet's */
  halfNormalised(config: C): boolean;
}

/** Counters and tables of indices, which no forward pass needs from a file. */
export const isBookkeeping = (name: string): boolean =>
  /\.(?:num_batches_tracked|relative_position_index|attn_mask)$/.test(name);

const BN_EPS = 1e-5;
export const LN_EPS = 1e-6;

export const bnTensors = (name: string, c: number): Tensor[] => [
  [`${name}.weight`, [c]],
  [`${name}.bias`, [c]],
  [`${name}.running_mean`, [c]],
  [`${name}.running_var`, [c]],
  [`${name}.num_batches_tracked`, []],
];
export const affineTensors = (name: string, weight: readonly number[]): Tensor[] => [
  [`${name}.weight`, weight],
  [`${name}.bias`, [weight[0]!]],
];

export const batchNorm = (take: Take, name: string): BatchNorm => ({
  name,
  weight: take(`${name}.weight`),
  bias: take(`${name}.bias`),
  mean: take(`${name}.running_mean`),
  variance: take(`${name}.running_var`),
  eps: BN_EPS,
});
export const layerNorm = (
  take: Take,
  name: string,
  eps = LN_EPS,
): Extract<Layer, { kind: "layerNorm" }> => ({
  kind: "layerNorm",
  name,
  weight: take(`${name}.weight`),
  bias: take(`${name}.bias`),
  eps,
});
export const activation = (name: string, kind: "relu" | "gelu"): Layer => ({
  kind: "activation",
  name,
  activation: kind,
});
/** A convolution or linear layer with a bias. */
export const dense = (take: Take, name: string, stride: number): Layer => ({
  kind: "conv",
  name,
  weight: take(`${name}.weight`),
  bias: take(`${name}.bias`),
  norm: null,
  stride,
  padding: 0,
});
/** A depthwise branch `name.conv` with its `name.bn`, where it has one. */
export const branch = (take: Take, name: string, normed: boolean): Branch => ({
  name,
  kernel: take(`${name}.conv.weight`),
  bias: null,
  norm: normed ? batchNorm(take, `${name}.bn`) : null,
});

/** How many of prefix0, prefix1, … have a tensor named by `inside`. */
export function countOf(shapes: Shapes, inside: (index: number) => string): number {
  let count = 0;
  while (shapes(inside(count)) !== null) count++;
  return count;
}
export const sameList = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

export const STAGE_INDICES = [0, 1, 2, 3] as const;
