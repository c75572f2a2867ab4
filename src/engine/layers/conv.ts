/** Dense convolutions that overlap (the stem of RepLKNet): stock tfjs on every backend. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { ConvParameters } from "../parameters.ts";
import type { ConvStep } from "../plan.ts";
import type { Shape } from "../shapes.ts";

export function convolve(step: ConvStep, at: ConvParameters, x: Tensor3D): Tensor3D {
  return tf.tidy(() =>
    tf.add(tf.conv2d(x, at.weight, step.stride, step.padding, "NHWC", 1, "floor"), at.bias),
  );
}

export function convolveBackward(
  step: ConvStep,
  at: ConvParameters,
  dy: Tensor3D,
  [h, w, c]: Shape,
): Tensor3D {
  return tf.tidy(() =>
    tf.conv2dTranspose(dy, at.weight, [h, w, c], step.stride, step.padding, "floor"),
  );
}
