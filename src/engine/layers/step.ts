/** One step forward, and its gradient with respect to its input. Synchronous; parameters are at hand. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { Activation, Ops, StepExtras } from "../ops.ts";
import type {
  AddTokensParameters,
  AffineParameters,
  ConvParameters,
  DepthwiseParameters,
  NormParameters,
  ProductParameters,
  ResponseNormParameters,
  SqueezeExciteParameters,
  WindowAttentionParameters,
} from "../stepParameters.ts";
import type { Parameters } from "../parameters.ts";
import type { PlainStep, Step, TokenAttentionStep, WeightedStep } from "../plan.ts";
import type { Shape } from "../shapes.ts";
import { convolve, convolveBackward } from "./conv.ts";
import { depthwise, depthwiseBackward } from "./depthwise.ts";
import { maxPool, maxPoolBackward } from "./maxPool.ts";
import { mergePatches, mergePatchesBackward } from "./mergePatches.ts";
import { product, productBackward } from "./product.ts";
import { responseNorm, responseNormBackward } from "./responseNorm.ts";
import { squeezeExcite, squeezeExciteBackward } from "./squeezeExcite.ts";
import {
  addTokens,
  dropTokens,
  dropTokensBackward,
  tokenAttention,
  tokenAttentionBackward,
} from "./tokens.ts";
import { windowAttention, windowAttentionBackward } from "./windowAttention.ts";

type Ready<K extends WeightedStep["kind"], P> = {
  readonly step: Extract<Step, { kind: K }>;
  readonly at: P;
};
/** A step with its parameters on the device. */
export type ReadyStep =
  | Ready<"product", ProductParameters>
  | Ready<"conv", ConvParameters>
  | Ready<"depthwise", DepthwiseParameters>
  | Ready<"layerNorm", NormParameters>
  | Ready<"affine", AffineParameters>
  | Ready<"responseNorm", ResponseNormParameters>
  | Ready<"squeezeExcite", SqueezeExciteParameters>
  | Ready<"windowAttention", WindowAttentionParameters>
  | Ready<"addTokens", AddTokensParameters>
  | { readonly step: PlainStep; readonly at: null }
  | { readonly step: TokenAttentionStep; readonly at: null };

export async function readyStep(step: Step, parameters: Parameters): Promise<ReadyStep> {
  switch (step.kind) {
    case "product":
      return { step, at: await parameters.of(step) };
    case "conv":
      return { step, at: await parameters.of(step) };
    case "depthwise":
      return { step, at: await parameters.of(step) };
    case "layerNorm":
      return { step, at: await parameters.of(step) };
    case "affine":
      return { step, at: await parameters.of(step) };
    case "responseNorm":
      return { step, at: await parameters.of(step) };
    case "squeezeExcite":
      return { step, at: await parameters.of(step) };
    case "windowAttention":
      return { step, at: await parameters.of(step) };
    case "addTokens":
      return { step, at: await parameters.of(step) };
    case "tokenAttention":
      return { step, at: null };
    case "relu":
    case "gelu":
    case "maxPool":
    case "mergePatches":
    case "dropTokens":
      return { step, at: null };
    default:
      return step satisfies never;
  }
}

const isKind = <K extends Step["kind"]>(
  ready: ReadyStep,
  kind: K,
): ready is Extract<ReadyStep, { step: { kind: K } }> => ready.step.kind === kind;

/** Whether a step can do more than itself on this backend, in both directions. */
export const isFused = (ops: Ops, step: Step): boolean =>
  ops.fused !== undefined &&
  ((step.kind === "product" && step.gather.type === "pixel") ||
    (step.kind === "depthwise" && step.stride === 1));

/** The activation that `beside` is, if it is quicker together with `step`. */
export function activationBeside(ops: Ops, step: Step, beside: Step): Activation | null {
  if (!isFused(ops, step) || (beside.kind !== "relu" && beside.kind !== "gelu")) return null;
  const known = step.kind === "product" || beside.kind === "relu";
  return known && ops.fused!.activations.includes(beside.kind) ? beside.kind : null;
}

/** x [h, w, c] → y; x stays alive. */
export function forwardStep(
  ops: Ops,
  ready: ReadyStep,
  x: Tensor3D,
  extras?: StepExtras,
): Tensor3D {
  if (isKind(ready, "product")) return product(ops, ready.step, ready.at, x, extras);
  if (isKind(ready, "conv")) return convolve(ready.step, ready.at, x);
  if (isKind(ready, "depthwise")) return depthwise(ops, ready.step, ready.at, x, extras);
  if (isKind(ready, "layerNorm"))
    return ops.layerNorm(x, ready.at.weight, ready.at.bias, ready.step.eps);
  if (isKind(ready, "affine")) {
    const { scale, shift } = ready.at;
    return tf.tidy(() => tf.add(tf.mul(x, scale), shift));
  }
  if (isKind(ready, "responseNorm")) return responseNorm(ready.at, x);
  if (isKind(ready, "squeezeExcite")) return squeezeExcite(ready.at, x);
  if (isKind(ready, "windowAttention")) return windowAttention(ready.step, ready.at, x);
  if (isKind(ready, "tokenAttention")) return tokenAttention(ready.step, x);
  if (isKind(ready, "addTokens")) return addTokens(ready.step, ready.at, x);
  return plainForward(ops, ready.step as PlainStep, x);
}

function plainForward(ops: Ops, { kind }: PlainStep, x: Tensor3D): Tensor3D {
  switch (kind) {
    case "relu":
      return tf.relu(x);
    case "gelu":
      return ops.gelu(x);
    case "maxPool":
      return maxPool(x);
    case "mergePatches":
      return mergePatches(x);
    case "dropTokens":
      return dropTokens(x);
    default:
      return kind satisfies never;
  }
}

/**
 * dy, the gradient at the step's output → the gradient at its input. `input` is the map that went
 * in, given for the steps that `needsInput` names; `shape` is its shape, given always.
 */
export function backwardStep(
  ops: Ops,
  ready: ReadyStep,
  dy: Tensor3D,
  shape: Shape,
  input: Tensor3D | null,
  extras?: StepExtras,
): Tensor3D {
  if (isKind(ready, "product"))
    return productBackward(ops, ready.step, ready.at, dy, shape, extras);
  if (isKind(ready, "conv")) return convolveBackward(ready.step, ready.at, dy, shape);
  if (isKind(ready, "depthwise"))
    return depthwiseBackward(ops, ready.step, ready.at, dy, shape, extras);
  if (isKind(ready, "affine")) return tf.mul(dy, ready.at.scale);
  if (isKind(ready, "addTokens")) return dropTokens(dy);
  if (ready.step.kind === "mergePatches") return mergePatchesBackward(dy, shape);
  if (ready.step.kind === "dropTokens") return dropTokensBackward(dy);
  if (input === null) throw new Error(`${ready.step.name}: its input was not kept`);
  if (isKind(ready, "layerNorm"))
    return ops.layerNormBackward(dy, input, ready.at.weight, ready.step.eps);
  if (isKind(ready, "responseNorm")) return responseNormBackward(ready.at, dy, input);
  if (isKind(ready, "squeezeExcite")) return squeezeExciteBackward(ready.at, dy, input);
  if (isKind(ready, "windowAttention"))
    return windowAttentionBackward(ready.step, ready.at, dy, input);
  if (isKind(ready, "tokenAttention")) return tokenAttentionBackward(ready.step, dy, input);
  if (ready.step.kind === "maxPool") return maxPoolBackward(dy, input);
  return ready.step.kind === "relu"
    ? tf.tidy(() => tf.mul(dy, tf.step(input)))
    : ops.geluBackward(dy, input);
}
