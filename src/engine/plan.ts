/**
 * A network as the engine runs it: batch norms and layer scale folded, every dense layer a matrix.
 * Steps know their shapes at once and their values when asked; nothing here touches a device.
 */
import type { Block, Head, Network, WindowRule } from "../models/network.ts";
import { blockSteps } from "./planBlock.ts";

/** How pixels become the rows of a product. */
export type Gather =
  /** 1×1 or linear: every pixel is a row */
  | { readonly type: "pixel" }
  /** 1×1 at stride 2: pixels 0, 2, 4, … of both axes are rows */
  | { readonly type: "second" }
  /** kernel = stride, no padding: side×side pixels, [ky, kx, c], are a row; odd rests are cut */
  | { readonly type: "patch"; readonly side: number };

export type Values<K extends string> = Readonly<Record<K, Float32Array<ArrayBuffer>>>;

export interface ProductStep {
  readonly kind: "product";
  readonly name: string;
  readonly gather: Gather;
  /** rows have `inputs` numbers, of which `channels` a pixel */
  readonly inputs: number;
  readonly channels: number;
  readonly outputs: number;
  /** weight [inputs, outputs], bias [outputs] */
  load(): Promise<Values<"weight" | "bias">>;
}
export interface ConvStep {
  readonly kind: "conv";
  readonly name: string;
  readonly side: readonly [number, number];
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: number;
  readonly padding: number;
  /** weight [kh, kw, inputs, outputs], bias [outputs] */
  load(): Promise<Values<"weight" | "bias">>;
}
export interface DepthwiseStep {
  readonly kind: "depthwise";
  readonly name: string;
  readonly channels: number;
  readonly stride: 1 | 2;
  readonly sides: readonly (readonly [number, number])[];
  /** kernels [kh, kw, C] in the order of `sides`, and their common bias [C] */
  load(): Promise<{
    readonly kernels: readonly Float32Array<ArrayBuffer>[];
    readonly bias: Float32Array<ArrayBuffer>;
  }>;
}
export interface NormStep {
  readonly kind: "layerNorm";
  readonly name: string;
  readonly channels: number;
  readonly eps: number;
  load(): Promise<Values<"weight" | "bias">>;
}
export interface AffineStep {
  readonly kind: "affine";
  readonly name: string;
  readonly channels: number;
  load(): Promise<Values<"scale" | "shift">>;
}
export interface ResponseNormStep {
  readonly kind: "responseNorm";
  readonly name: string;
  readonly channels: number;
  /** [C] each */
  load(): Promise<Values<"gamma" | "beta">>;
}
export interface SqueezeExciteStep {
  readonly kind: "squeezeExcite";
  readonly name: string;
  readonly channels: number;
  readonly inner: number;
  /** down [C, inner], up [inner, C], and their biases */
  load(): Promise<Values<"down" | "downBias" | "up" | "upBias">>;
}
export interface WindowAttentionStep {
  readonly kind: "windowAttention";
  readonly name: string;
  readonly heads: number;
  readonly side: number;
  readonly shift: number;
  readonly rule: WindowRule;
  /** table [heads, side², side²]: query × key; bias [3C]; null: none */
  load(): Promise<Values<"table"> & { readonly bias: Float32Array<ArrayBuffer> | null }>;
}
export interface AddTokensStep {
  readonly kind: "addTokens";
  readonly name: string;
  readonly channels: number;
  /** of the grid that the position embeddings were trained on */
  readonly side: number;
  /** what resizing them keeps in place */
  readonly keep: "corners" | "centres";
  /** token [C], its position added; position [side, side, C] */
  load(): Promise<Values<"token" | "position">>;
}
export interface TokenAttentionStep {
  readonly kind: "tokenAttention";
  readonly name: string;
  readonly heads: number;
}
/** What has no weights. */
export interface PlainStep {
  readonly kind: "relu" | "gelu" | "maxPool" | "mergePatches" | "dropTokens";
  readonly name: string;
}
export type WeightedStep =
  | ProductStep
  | ConvStep
  | DepthwiseStep
  | NormStep
  | AffineStep
  | ResponseNormStep
  | SqueezeExciteStep
  | WindowAttentionStep
  | AddTokensStep;
export type Step = WeightedStep | TokenAttentionStep | PlainStep;

export interface PlannedBlock {
  readonly name: string;
  readonly residual: boolean;
  readonly steps: readonly Step[];
  /** linear steps that x goes through before it is added */
  readonly shortcut: readonly Step[];
  /** ReLU after the addition */
  readonly relu: boolean;
}
export interface PlannedHead {
  readonly order: Head["order"];
  readonly norm: Step | null;
  readonly product: ProductStep;
}
export interface PlannedStage {
  readonly blocks: readonly PlannedBlock[];
  /** what a field at the end of the stage is read through */
  readonly readout: PlannedBlock | null;
}
export interface Plan {
  readonly stages: readonly PlannedStage[];
  readonly head: PlannedHead | null;
}

const planBlock = (block: Block): PlannedBlock => ({
  name: block.name,
  residual: block.residual,
  steps: blockSteps(block.layers),
  shortcut: blockSteps(block.shortcut ?? []),
  relu: block.relu ?? false,
});

const plannedHeads = new WeakMap<Head, PlannedHead>();

function planHead(head: Head | null): PlannedHead | null {
  if (head === null) return null;
  const known = plannedHeads.get(head);
  if (known !== undefined) return known;
  const { order, norm, weight, bias } = head;
  const [step = null] = norm === null ? [] : blockSteps([norm]);
  const [outputs, inputs] = [weight.shape[0]!, weight.shape[1]!];
  const product: ProductStep = {
    kind: "product",
    name: weight.name.replace(/\.weight$/, ""),
    gather: { type: "pixel" },
    inputs,
    channels: inputs,
    outputs,
    load: async () => ({
      weight: transposed(await weight.load(), outputs, inputs),
      bias: await bias.load(),
    }),
  };
  const planned = { order, norm: step, product };
  plannedHeads.set(head, planned);
  return planned;
}

/** [rows, columns] → [columns, rows] */
export function transposed(
  values: Float32Array,
  rows: number,
  columns: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) out[c * rows + r] = values[r * columns + c]!;
  return out;
}

/** Every step that may have weights on a device. */
export const allSteps = ({ stages, head }: Plan): Step[] => [
  ...stages
    .flatMap(({ blocks, readout }) => (readout === null ? blocks : [...blocks, readout]))
    .flatMap(({ steps, shortcut }) => [...steps, ...shortcut]),
  ...(head === null ? [] : [...(head.norm === null ? [] : [head.norm]), head.product]),
];

export const planNetwork = (network: Network): Plan => ({
  stages: network.stages.map(({ blocks, readout }) => ({
    blocks: blocks.map(planBlock),
    readout: readout === undefined ? null : planBlock(readout),
  })),
  head: planHead(network.head),
});
