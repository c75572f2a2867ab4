/** Dense convolutions that overlap: stock tfjs on every backend. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { ConvParameters } from "../stepParameters.ts";
import type { ConvStep } from "../plan.ts";
import type { Shape } from "../shapes.ts";
import { joinPhases, withZerosBetween } from "./phases.ts";

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

const MOST_TAPS = 9;
const MOST_INPUTS = 4;

/**
 * Kernels at stride 2 on pictures have a product as their gradient: with zeros between the pixels of
 * a map of many channels it would be four times as large.
 */
export const hasFewTaps = ({ side: [kh, kw], inputs, stride }: ConvStep): boolean =>
  stride === 2 && kh * kw <= MOST_TAPS && inputs <= MOST_INPUTS;

/** What each tap takes back from each pixel of dy, laid over each other where the taps were. */
function spreadColumns(
  { side: [kh, kw], inputs, padding }: ConvStep,
  columns: Tensor2D,
  dy: Tensor3D,
  [h, w]: Shape,
): Tensor3D {
  const [rows, across] = dy.shape;
  const back = tf.reshape(tf.matMul(tf.reshape(dy, [rows * across, dy.shape[2]]), columns), [
    rows,
    across,
    kh * kw * inputs,
  ]) as Tensor3D;
  // the padded picture has pixels (2r + a, 2s + b), and so many of r and s
  const [R, S] = [Math.ceil((h + padding) / 2), Math.ceil((w + padding) / 2)];
  const shifted = (ky: number, kx: number): Tensor3D => {
    const [down, right] = [ky >> 1, kx >> 1];
    const part = [Math.min(rows, R - down), Math.min(across, S - right)] as const;
    const own = tf.slice(back, [0, 0, (ky * kw + kx) * inputs], [...part, inputs]);
    return tf.pad3d(own, [
      [down, R - down - part[0]],
      [right, S - right - part[1]],
      [0, 0],
    ]);
  };
  const every = (first: number, side: number): number[] =>
    Array.from({ length: Math.ceil((side - first) / 2) }, (_, i) => first + 2 * i);
  const phase = (a: number, b: number): Tensor3D => {
    const taps = every(a, kh).flatMap((ky) => every(b, kw).map((kx) => shifted(ky, kx)));
    return taps.length > 0 ? tf.addN(taps) : tf.zeros([R, S, inputs]);
  };
  const padded = joinPhases([
    [phase(0, 0), phase(0, 1)],
    [phase(1, 0), phase(1, 1)],
  ]);
  return tf.slice(padded, [padding, padding, 0], [h, w, inputs]);
}

export function convolveBackward(
  step: ConvStep,
  at: ConvParameters,
  dy: Tensor3D,
  shape: Shape,
): Tensor3D {
  const { stride, padding } = step;
  return tf.tidy(() => {
    if (at.columns !== null) return spreadColumns(step, at.columns, dy, shape);
    if (at.flipped === null)
      return tf.conv2dTranspose(dy, at.weight, [...shape], stride, padding, "floor");
    const [h, w] = shape;
    const spread = stride === 1 ? dy : withZerosBetween(dy, [h, w, step.outputs]);
    return tf.conv2d(spread, at.flipped, 1, padding, "NHWC", 1, "floor");
  });
}
