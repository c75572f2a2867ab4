/** One step forward, and its gradient with respect to its input. Synchronous; parameters are at hand. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { Ops } from "../ops.ts";
import type {
  AffineParameters,
  ConvParameters,
  DepthwiseParameters,
  NormParameters,
  Parameters,
  ProductParameters,
} from "../parameters.ts";
import type { Step } from "../plan.ts";
import type { Shape } from "../shapes.ts";
import { convolve, convolveBackward } from "./conv.ts";
import { depthwise, depthwiseBackward } from "./depthwise.ts";
import { product, productBackward } from "./product.ts";

/** A step with its parameters on the device. */
export type ReadyStep =
  | { readonly step: Extract<Step, { kind: "product" }>; readonly at: ProductParameters }
  | { readonly step: Extract<Step, { kind: "conv" }>; readonly at: ConvParameters }
  | { readonly step: Extract<Step, { kind: "depthwise" }>; readonly at: DepthwiseParameters }
  | { readonly step: Extract<Step, { kind: "layerNorm" }>; readonly at: NormParameters }
  | { readonly step: Extract<Step, { kind: "affine" }>; readonly at: AffineParameters }
  | { readonly step: Extract<Step, { kind: "relu" | "gelu" }>; readonly at: null };

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
    case "relu":
    case "gelu":
      return { step: step as Extract<Step, { kind: "relu" | "gelu" }>, at: null };
    default:
      return step satisfies never;
  }
}

const isKind = <K extends Step["kind"]>(
  ready: ReadyStep,
  kind: K,
): ready is Extract<ReadyStep, { step: { kind: K } }> => ready.step.kind === kind;

/** x [h, w, c] → y; x stays alive. */
export function forwardStep(ops: Ops, ready: ReadyStep, x: Tensor3D): Tensor3D {
  if (isKind(ready, "product")) return product(ready.step, ready.at, x);
  if (isKind(ready, "conv")) return convolve(ready.step, ready.at, x);
  if (isKind(ready, "depthwise")) return depthwise(ops, ready.step, ready.at, x);
  if (isKind(ready, "layerNorm"))
    return ops.layerNorm(x, ready.at.weight, ready.at.bias, ready.step.eps);
  if (isKind(ready, "affine")) {
    const { scale, shift } = ready.at;
    return tf.tidy(() => tf.add(tf.mul(x, scale), shift));
  }
  return ready.step.kind === "relu" ? tf.relu(x) : ops.gelu(x);
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
): Tensor3D {
  if (isKind(ready, "product")) return productBackward(ready.step, ready.at, dy, shape);
  if (isKind(ready, "conv")) return convolveBackward(ready.step, ready.at, dy, shape);
  if (isKind(ready, "depthwise")) return depthwiseBackward(ops, ready.step, ready.at, dy, shape);
  if (isKind(ready, "affine")) return tf.mul(dy, ready.at.scale);
  if (input === null) throw new Error(`${ready.step.name}: its input was not kept`);
  if (isKind(ready, "layerNorm"))
    return ops.layerNormBackward(dy, input, ready.at.weight, ready.step.eps);
  return ready.step.kind === "relu"
    ? tf.tidy(() => tf.mul(dy, tf.step(input)))
    : ops.geluBackward(dy, input);
}
