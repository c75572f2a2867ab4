/** Max pooling 3×3, stride 2, padding 1. Of equal maxima the first in reading order takes the gradient, as in PyTorch. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { joinPhases, splitPhases } from "./phases.ts";

/** What stands outside the map: below every float32 that a network gives. */
const LOWEST = -3.4e38;
const TAPS = [0, 1, 2] as const;

/** x [H, W, C] → [⌈H/2⌉, ⌈W/2⌉, C] */
export const maxPool = (x: Tensor3D): Tensor3D => tf.maxPool(x, 3, 2, 1, "floor");

/** Gradient with respect to x, the map that was pooled. */
export function maxPoolBackward(dy: Tensor3D, x: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const [H, W, c] = x.shape;
    const [h, w] = dy.shape;
    const border: [[number, number], [number, number], [number, number]] = [
      [1, 2 * h + 1 - H],
      [1, 2 * w + 1 - W],
      [0, 0],
    ];
    const phases = splitPhases(tf.pad3d(x, border, LOWEST));
    const highest = maxPool(x);
    const gradients = phases.map((row) => row.map((phase) => tf.zerosLike(phase)));
    let rest = dy;
    for (const r of TAPS)
      for (const s of TAPS) {
        const [row, column] = [r % 2, s % 2];
        const [down, right] = [r >> 1, s >> 1];
        const tap = tf.slice(phases[row]![column]!, [down, right, 0], [h, w, c]);
        const taken = tf.mul<Tensor3D>(rest, tf.cast(tf.equal(tap, highest), "float32"));
        rest = tf.sub(rest, taken);
        const placed = tf.pad3d(taken, [
          [down, 1 - down],
          [right, 1 - right],
          [0, 0],
        ]);
        gradients[row]![column] = tf.add(gradients[row]![column]!, placed);
      }
    const [[ee, eo], [oe, oo]] = gradients as [[Tensor3D, Tensor3D], [Tensor3D, Tensor3D]];
    const whole = joinPhases([
      [ee, eo],
      [oe, oo],
    ]);
    return tf.slice(whole, [1, 1, 0], [H, W, c]);
  });
}
