/** Dense convolutions that overlap: stock tfjs on every backend. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { ConvParameters } from "../parameters.ts";
import type { ConvStep } from "../plan.ts";
import type { Shape } from "../shapes.ts";
import { withZerosBetween } from "./phases.ts";

export function convolve(step: ConvStep, at: ConvParameters, x: Tensor3D): Tensor3D {
  return tf.tidy(() =>
    tf.add(tf.conv2d(x, at.weight, step.stride, step.padding, "NHWC", 1, "floor"), at.bias),
  );
}

/**
 * Kernels that keep the map's size have a convolution as their gradient, with the kernel flipped:
 * on wasm ten times as fast as the transposed convolution of tfjs.
 */
export const keepsSize = ({ side: [kh, kw], padding, stride }: ConvStep): boolean =>
  kh === kw && kh === 2 * padding + 1 && stride <= 2;

export function convolveBackward(
  step: ConvStep,
  at: ConvParameters,
  dy: Tensor3D,
  shape: Shape,
): Tensor3D {
  const { stride, padding } = step;
  return tf.tidy(() => {
    if (at.flipped === null)
      return tf.conv2dTranspose(dy, at.weight, [...shape], stride, padding, "floor");
    const [h, w] = shape;
    const spread = stride === 1 ? dy : withZerosBetween(dy, [h, w, step.outputs]);
    return tf.conv2d(spread, at.flipped, 1, padding, "NHWC", 1, "floor");
  });
}
