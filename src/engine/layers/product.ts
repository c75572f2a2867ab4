/** Linear layers, 1×1 convolutions and patchify convolutions as one matrix product. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { Ops, StepExtras } from "../ops.ts";
import type { ProductParameters } from "../stepParameters.ts";
import type { Gather, ProductStep } from "../plan.ts";
import { type Shape, stepOutput } from "../shapes.ts";
import { cutEnd, everySecond, padEnd, withZerosBetween } from "./phases.ts";

export function product(
  ops: Ops,
  step: ProductStep,
  at: ProductParameters,
  x: Tensor3D,
  extras: StepExtras = {},
): Tensor3D {
  return tf.tidy(() => {
    const rows = rowsOf(step.gather, x);
    if (ops.fused) return ops.fused.product(rows, at.weight, at.bias, extras);
    return tf.reshape(ops.product(pixelRows(rows), at.weight, at.bias), [
      ...stepOutput(step, x.shape),
    ]);
  });
}

/** dy [h, w, n] → its product with the turned weight, [h, w, k]. */
function backThrough(
  ops: Ops,
  { weight, transposed }: ProductParameters,
  dy: Tensor3D,
  extras: StepExtras,
): Tensor3D {
  if (ops.fused) return ops.fused.product(dy, weight, null, { ...extras, turned: true });
  const rows = ops.product(pixelRows(dy), transposed ?? tf.transpose(weight), null);
  return tf.reshape(rows, [dy.shape[0], dy.shape[1], rows.shape[1]]);
}

/** Extras are for products of pixels alone. */
export function productBackward(
  ops: Ops,
  step: ProductStep,
  at: ProductParameters,
  dy: Tensor3D,
  shape: Shape,
  extras: StepExtras = {},
): Tensor3D {
  return tf.tidy(() => {
    const rows = backThrough(ops, at, dy, extras);
    switch (step.gather.type) {
      case "pixel":
        return rows;
      case "second":
        return withZerosBetween(rows, shape);
      case "patch":
        return scatterPatches(rows, step.gather.side, shape);
      default:
        return step.gather satisfies never;
    }
  });
}

/** A map whose pixels are the rows of the product. */
function rowsOf(gather: Gather, x: Tensor3D): Tensor3D {
  if (gather.type === "patch") return patchRows(x, gather.side);
  return gather.type === "second" ? everySecond(x) : x;
}

const pixelRows = (x: Tensor3D): Tensor2D => tf.reshape(x, [x.shape[0] * x.shape[1], x.shape[2]]);

/** [H, W, C] → [⌊H/s⌋, ⌊W/s⌋, s·s·C] */
function patchRows(x: Tensor3D, side: number): Tensor3D {
  const [H, W, c] = x.shape;
  const [h, w] = [Math.floor(H / side), Math.floor(W / side)];
  const cut = cutEnd(x, h * side, w * side);
  // pixels of one row of a patch are neighbours already: only [side, w] need to change places
  const grid = tf.reshape(cut, [h, side, w, side * c]);
  return tf.reshape(tf.transpose(grid, [0, 2, 1, 3]), [h, w, side * side * c]);
}

/** The reverse of `patchRows`; what was cut gets no gradient. */
function scatterPatches(rows: Tensor3D, side: number, [H, W, c]: Shape): Tensor3D {
  const [h, w] = [Math.floor(H / side), Math.floor(W / side)];
  const grid = tf.transpose(tf.reshape(rows, [h, w, side, side * c]), [0, 2, 1, 3]);
  const map = tf.reshape(grid, [h * side, w * side, c]) as Tensor3D;
  return padEnd(map, H - h * side, W - w * side);
}
