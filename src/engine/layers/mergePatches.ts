/** Swin's way to half the resolution: every 2×2 pixels become one with four times the channels. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { Shape } from "../shapes.ts";
import { cutEnd, joinPhases, padEnd, splitPhases } from "./phases.ts";

/** x [H, W, C] → [⌈H/2⌉, ⌈W/2⌉, 4C] */
export const mergePatches = (x: Tensor3D): Tensor3D =>
  tf.tidy(() => {
    const even = padEnd(x, x.shape[0] % 2, x.shape[1] % 2);
    const [[topLeft, topRight], [bottomLeft, bottomRight]] = splitPhases(even);
    return tf.concat([topLeft, bottomLeft, topRight, bottomRight], 2);
  });

export const mergePatchesBackward = (dy: Tensor3D, [H, W, c]: Shape): Tensor3D =>
  tf.tidy(() => {
    const [h, w] = dy.shape;
    const part = (i: number): Tensor3D => tf.slice(dy, [0, 0, i * c], [h, w, c]);
    const whole = joinPhases([
      [part(0), part(2)],
      [part(1), part(3)],
    ]);
    return cutEnd(whole, H, W);
  });
