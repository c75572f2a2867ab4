/**
 * Depthwise convolutions through the one stride-1 kernel that every backend has: stride 2 takes
 * every second pixel of its output, and its gradient puts zeros between.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { Ops } from "../ops.ts";
import type { DepthwiseParameters } from "../parameters.ts";
import type { DepthwiseStep } from "../plan.ts";
import type { Shape } from "../shapes.ts";

export function depthwise(
  ops: Ops,
  step: DepthwiseStep,
  at: DepthwiseParameters,
  x: Tensor3D,
): Tensor3D {
  if (step.stride === 1) return ops.depthwise(x, at.kernels, at.bias);
  return tf.tidy(() => everySecond(ops.depthwise(x, at.kernels, at.bias)));
}

export function depthwiseBackward(
  ops: Ops,
  step: DepthwiseStep,
  at: DepthwiseParameters,
  dy: Tensor3D,
  shape: Shape,
): Tensor3D {
  if (step.stride === 1) return ops.depthwise(dy, at.flipped, null);
  return tf.tidy(() => ops.depthwise(withZerosBetween(dy, shape), at.flipped, null));
}

/** [H, W, C] → [⌈H/2⌉, ⌈W/2⌉, C], pixels 0, 2, 4, … */
function everySecond(x: Tensor3D): Tensor3D {
  const [H, W, c] = x.shape;
  const [h, w] = [Math.ceil(H / 2), Math.ceil(W / 2)];
  const even = tf.pad3d(x, [
    [0, 2 * h - H],
    [0, 2 * w - W],
    [0, 0],
  ]);
  const pairs = tf.reshape(even, [h, 2, w, 2 * c]);
  return tf.reshape(tf.slice(pairs, [0, 0, 0, 0], [h, 1, w, c]), [h, w, c]);
}

/** The reverse of `everySecond`. */
function withZerosBetween(y: Tensor3D, [H, W, c]: Shape): Tensor3D {
  const [h, w] = y.shape;
  const pairs = tf.pad(tf.reshape(y, [h, 1, w, c]), [
    [0, 0],
    [0, 1],
    [0, 0],
    [0, c],
  ]);
  const map = tf.reshape(pairs, [2 * h, 2 * w, c]) as Tensor3D;
  return 2 * h === H && 2 * w === W ? map : tf.slice(map, [0, 0, 0], [H, W, c]);
}
