/** Linear layers, 1×1 convolutions and patchify convolutions as one matrix product. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { ProductParameters } from "../parameters.ts";
import type { ProductStep } from "../plan.ts";
import type { Shape } from "../shapes.ts";

export function product(step: ProductStep, at: ProductParameters, x: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const side = step.gather.type === "patch" ? step.gather.side : 1;
    const [h, w] = [Math.floor(x.shape[0] / side), Math.floor(x.shape[1] / side)];
    const rows: Tensor2D = side === 1 ? pixelRows(x) : patchRows(x, side);
    const out = tf.fused.matMul({ a: rows, b: at.weight, bias: at.bias });
    return tf.reshape(out as Tensor2D, [h, w, step.outputs]);
  });
}

export function productBackward(
  step: ProductStep,
  at: ProductParameters,
  dy: Tensor3D,
  shape: Shape,
): Tensor3D {
  return tf.tidy(() => {
    const rows = tf.matMul<Tensor2D>(pixelRows(dy), at.transposed);
    return step.gather.type === "patch"
      ? scatterPatches(rows, step.gather.side, shape)
      : tf.reshape(rows, [shape[0], shape[1], shape[2]]);
  });
}

const pixelRows = (x: Tensor3D): Tensor2D => tf.reshape(x, [x.shape[0] * x.shape[1], x.shape[2]]);

/** [H, W, C] → [⌊H/s⌋·⌊W/s⌋, s·s·C] */
function patchRows(x: Tensor3D, side: number): Tensor2D {
  const [H, W, c] = x.shape;
  const [h, w] = [Math.floor(H / side), Math.floor(W / side)];
  const cut =
    h * side === H && w * side === W ? x : tf.slice(x, [0, 0, 0], [h * side, w * side, c]);
  // pixels of one row of a patch are neighbours already: only [side, w] need to change places
  const grid = tf.reshape(cut, [h, side, w, side * c]);
  return tf.reshape(tf.transpose(grid, [0, 2, 1, 3]), [h * w, side * side * c]);
}

/** The reverse of `patchRows`; what was cut gets no gradient. */
function scatterPatches(rows: Tensor2D, side: number, [H, W, c]: Shape): Tensor3D {
  const [h, w] = [Math.floor(H / side), Math.floor(W / side)];
  const grid = tf.transpose(tf.reshape(rows, [h, w, side, side * c]), [0, 2, 1, 3]);
  const map = tf.reshape(grid, [h * side, w * side, c]) as Tensor3D;
  const rest: [[number, number], [number, number], [number, number]] = [
    [0, H - h * side],
    [0, W - w * side],
    [0, 0],
  ];
  return rest[0][1] + rest[1][1] === 0 ? map : tf.pad(map, rest);
}
