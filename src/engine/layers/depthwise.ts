/**
 * Depthwise convolutions through the one stride-1 kernel that every backend has: stride 2 takes
 * every second pixel of its output, and its gradient puts zeros between.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { Ops, StepExtras } from "../ops.ts";
import type { DepthwiseParameters } from "../stepParameters.ts";
import type { DepthwiseStep } from "../plan.ts";
import type { Shape } from "../shapes.ts";
import { everySecond, withZerosBetween } from "./phases.ts";

export function depthwise(
  ops: Ops,
  step: DepthwiseStep,
  at: DepthwiseParameters,
  x: Tensor3D,
  extras: StepExtras = {},
): Tensor3D {
  if (step.stride === 1)
    return ops.fused
      ? ops.fused.depthwise(x, at.kernels, at.bias, extras)
      : ops.depthwise(x, at.kernels, at.bias);
  return tf.tidy(() => everySecond(ops.depthwise(x, at.kernels, at.bias)));
}

export function depthwiseBackward(
  ops: Ops,
  step: DepthwiseStep,
  at: DepthwiseParameters,
  dy: Tensor3D,
  shape: Shape,
  extras: StepExtras = {},
): Tensor3D {
  if (step.stride === 1)
    return ops.fused
      ? ops.fused.depthwise(dy, at.flipped, null, extras)
      : ops.depthwise(dy, at.flipped, null);
  return tf.tidy(() => ops.depthwise(withZerosBetween(dy, shape), at.flipped, null));
}
