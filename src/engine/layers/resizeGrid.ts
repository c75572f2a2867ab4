/**
 * Position embeddings for another grid: bicubic (a = −0.75), the corner cells kept at the corners as
 * torchvision's `interpolate_embeddings` does, or the cells' centres as the authors of DeiT do.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { AddTokensStep } from "../plan.ts";

const A = -0.75;
type Keep = AddTokensStep["keep"];

/** [side, side, C] → [h, w, C]; rows and columns each by a product with a matrix. */
export function resizeGrid(grid: Tensor3D, h: number, w: number, keep: Keep): Tensor3D {
  const rows = alongRows(grid, h, keep);
  return w === grid.shape[1]
    ? rows
    : tf.transpose(alongRows(tf.transpose(rows, [1, 0, 2]), w, keep), [1, 0, 2]);
}

function alongRows(x: Tensor3D, length: number, keep: Keep): Tensor3D {
  const [side, other, c] = x.shape;
  if (side === length) return x;
  const weights = tf.tensor2d(bicubicWeights(side, length, keep), [length, side]);
  const rows = tf.matMul<Tensor2D>(weights, tf.reshape(x, [side, other * c]));
  return tf.reshape(rows, [length, other, c]);
}

/** Matrix [to, from], row-major. */
export function bicubicWeights(from: number, to: number, keep: Keep): Float32Array<ArrayBuffer> {
  const matrix = new Float32Array(to * from);
  const step = keep === "centres" ? from / to : to > 1 ? (from - 1) / (to - 1) : 0;
  for (let i = 0; i < to; i++) {
    const at = keep === "centres" ? (i + 0.5) * step - 0.5 : i * step;
    const start = Math.floor(at);
    for (let tap = -1; tap <= 2; tap++) {
      const j = Math.min(Math.max(start + tap, 0), from - 1);
      matrix[i * from + j]! += cubic(Math.abs(at - start - tap));
    }
  }
  return matrix;
}

/** Keys' kernel at distance x, 0 ≤ x ≤ 2. */
const cubic = (x: number): number =>
  x <= 1 ? ((A + 2) * x - (A + 3)) * x * x + 1 : ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
