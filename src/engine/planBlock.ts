/** Layers of a block → steps: a batch norm before and a layer scale after a dense layer fold into it. */
import { FieldbookError } from "../domain/errors.ts";
import { elementCount } from "../domain/tensor.ts";
import {
  addCentred,
  affineOf,
  channelsLast,
  type FoldedBranch,
  foldBranch,
  sidesOf,
} from "../models/fold.ts";
import type { BatchNorm, Layer, Weight } from "../models/network.ts";
import {
  type ConvStep,
  type DepthwiseStep,
  type Gather,
  type ProductStep,
  type SqueezeExciteStep,
  type Step,
  transposed,
} from "./plan.ts";
import { addTokensStep, windowAttentionStep } from "./planAttention.ts";

type Conv = Extract<Layer, { kind: "conv" }>;

interface Planned {
  /** what was folded into the step */
  readonly inner: BatchNorm | null;
  readonly gamma: Weight | null;
  readonly step: Step;
}
/** Networks that share a layer share its step, and so its weights on the device. */
const planned = new WeakMap<Layer, Planned>();

export function blockSteps(layers: readonly Layer[]): Step[] {
  const steps: Step[] = [];
  for (let i = 0; i < layers.length; i++) {
    const layer = layers[i]!;
    const next = layers[i + 1];
    if (layer.kind === "batchNorm" && next?.kind === "conv" && next.padding === 0) continue;
    if (layer.kind === "conv") {
      const before = layers[i - 1];
      const inner = before?.kind === "batchNorm" && layer.padding === 0 ? before.norm : null;
      const gamma = next?.kind === "scale" ? next.gamma : null;
      steps.push(stepOf(layer, inner, gamma));
      if (gamma !== null) i++;
    } else steps.push(stepOf(layer, null, null));
  }
  return steps;
}

function stepOf(layer: Layer, inner: BatchNorm | null, gamma: Weight | null): Step {
  const known = planned.get(layer);
  if (known?.inner === inner && known.gamma === gamma) return known.step;
  const step = layer.kind === "conv" ? convStep(layer, inner, gamma) : planLayer(layer);
  planned.set(layer, { inner, gamma, step });
  return step;
}

function planLayer(layer: Exclude<Layer, Conv>): Step {
  switch (layer.kind) {
    case "depthwise":
      return depthwiseStep(layer);
    case "layerNorm":
      return {
        kind: "layerNorm",
        name: layer.name,
        channels: layer.weight.shape[0]!,
        eps: layer.eps,
        load: async () => ({ weight: await layer.weight.load(), bias: await layer.bias.load() }),
      };
    case "batchNorm":
      return {
        kind: "affine",
        name: layer.name,
        channels: layer.norm.weight.shape[0]!,
        load: async () => {
          const { scale, shift } = await affineOf(layer.norm);
          return { scale: Float32Array.from(scale), shift: Float32Array.from(shift) };
        },
      };
    case "responseNorm":
      return {
        kind: "responseNorm",
        name: layer.name,
        channels: elementCount(layer.gamma.shape),
        load: async () => {
          const gamma = await layer.gamma.load();
          return { gamma, beta: (await layer.beta?.load()) ?? new Float32Array(gamma.length) };
        },
      };
    case "squeezeExcite":
      return squeezeExciteStep(layer);
    case "activation":
      return { kind: layer.activation, name: layer.name };
    case "maxPool":
    case "mergePatches":
    case "dropTokens":
      return { kind: layer.kind, name: layer.name };
    case "tokenAttention":
      return { kind: "tokenAttention", name: layer.name, heads: layer.heads };
    case "windowAttention":
      return windowAttentionStep(layer);
    case "addTokens":
      return addTokensStep(layer);
    case "scale":
      return {
        kind: "affine",
        name: layer.name,
        channels: layer.gamma.shape[0]!,
        load: async () => {
          const scale = await layer.gamma.load();
          return { scale, shift: new Float32Array(scale.length) };
        },
      };
    default:
      return layer satisfies never;
  }
}

/** The dense weight as [kh, kw, in, out] with the norms around it and the layer scale inside. */
async function foldedConv(
  layer: Conv,
  inner: BatchNorm | null,
  gamma: Weight | null,
): Promise<{ weight: Float32Array<ArrayBuffer>; bias: Float32Array<ArrayBuffer> }> {
  const { outputs, inputs, kh, kw } = convShape(layer.weight);
  const taps = kh * kw;
  const source = await layer.weight.load();
  const own = layer.bias === null ? null : await layer.bias.load();
  const outer = layer.norm === null ? null : await affineOf(layer.norm);
  const before = inner === null ? null : await affineOf(inner);
  const scale = gamma === null ? null : await gamma.load();
  const weight = new Float32Array(source.length);
  const bias = new Float32Array(outputs);
  for (let o = 0; o < outputs; o++) {
    const gain = (outer?.scale[o] ?? 1) * (scale?.[o] ?? 1);
    let shift = own?.[o] ?? 0;
    for (let c = 0; c < inputs; c++) {
      const from = (o * inputs + c) * taps;
      const entry = gain * (before?.scale[c] ?? 1);
      for (let t = 0; t < taps; t++) {
        const w = source[from + t]!;
        if (before !== null) shift += w * before.shift[c]!;
        weight[(t * inputs + c) * outputs + o] = w * entry;
      }
    }
    bias[o] = shift * gain + (outer?.shift[o] ?? 0) * (scale?.[o] ?? 1);
  }
  return { weight, bias };
}

function convShape(weight: Weight): { outputs: number; inputs: number; kh: number; kw: number } {
  const [outputs, inputs, kh = 1, kw = 1] = weight.shape;
  return { outputs: outputs!, inputs: inputs!, kh, kw };
}

function convStep(
  layer: Conv,
  inner: BatchNorm | null,
  gamma: Weight | null,
): ProductStep | ConvStep {
  const { outputs, inputs, kh, kw } = convShape(layer.weight);
  const { name, stride, padding } = layer;
  const load = () => foldedConv(layer, inner, gamma);
  const gather = gatherOf(kh, kw, stride, padding);
  if (gather !== null)
    return {
      kind: "product",
      name,
      gather,
      inputs: inputs * kh * kw,
      channels: inputs,
      outputs,
      load,
    };
  return { kind: "conv", name, side: [kh, kw], inputs, outputs, stride, padding, load };
}

/** How a dense layer is a product of matrices; null where its kernels overlap. */
function gatherOf(kh: number, kw: number, stride: number, padding: number): Gather | null {
  if (padding !== 0 || kh !== kw) return null;
  if (kh === stride) return stride === 1 ? { type: "pixel" } : { type: "patch", side: stride };
  return kh === 1 && stride === 2 ? { type: "second" } : null;
}

function squeezeExciteStep(layer: Extract<Layer, { kind: "squeezeExcite" }>): SqueezeExciteStep {
  const { name, down, up } = layer;
  const [inner, channels] = [down.weight.shape[0]!, up.weight.shape[0]!];
  return {
    kind: "squeezeExcite",
    name,
    channels,
    inner,
    load: async () => ({
      down: transposed(await down.weight.load(), inner, channels),
      downBias: await down.bias.load(),
      up: transposed(await up.weight.load(), channels, inner),
      upBias: await up.bias.load(),
    }),
  };
}

function depthwiseStep(layer: Extract<Layer, { kind: "depthwise" }>): DepthwiseStep {
  const channels = layer.branches[0]?.kernel.shape[0];
  if (channels === undefined)
    throw new FieldbookError(
      "bad-spec",
      `${layer.name}: every branch is switched off; leave one on.`,
    );
  const own = layer.branches.map(sidesOf);
  const dilated = layer.branches.some(({ dilation = 1 }) => dilation > 1);
  const whole = [0, 1].map((axis) => Math.max(...own.map((sides) => sides[axis]!)));
  const sides = dilated ? [[whole[0]!, whole[1]!] as const] : own;
  return {
    kind: "depthwise",
    name: layer.name,
    channels,
    stride: layer.stride,
    sides,
    load: async () => {
      const folded = await Promise.all(layer.branches.map(foldBranch));
      const bias = new Float64Array(channels);
      for (const branch of folded) for (let c = 0; c < channels; c++) bias[c]! += branch.bias[c]!;
      const kernels = dilated
        ? [mergeBranches(folded, own, sides[0]!)]
        : folded.map(({ kernel }) => kernel);
      return {
        kernels: kernels.map((kernel) => channelsLast(kernel, channels)),
        bias: Float32Array.from(bias),
      };
    },
  };
}

/** Dilated branches as one kernel: their many zeros would be multiplied otherwise. */
function mergeBranches(
  folded: readonly FoldedBranch[],
  sides: readonly (readonly [number, number])[],
  whole: readonly [number, number],
): Float32Array<ArrayBuffer> {
  const channels = folded[0]!.bias.length;
  const sum = new Float32Array(channels * whole[0] * whole[1]);
  for (const [i, { kernel }] of folded.entries()) addCentred(sum, whole, kernel, sides[i]!);
  return sum;
}
