/** Softmax attention of heads side by side, and its gradient. Transposed first: tfjs-wasm is slow at products with a transposed operand. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";

/** Queries, keys and values of every head, [heads, tokens, d] each. */
export interface Heads {
  readonly q: Tensor3D;
  readonly k: Tensor3D;
  readonly v: Tensor3D;
}
/** Adds to scores [heads, tokens, tokens] what they are biased by. */
export type Bias = (scores: Tensor3D) => Tensor3D;

const turned = (x: Tensor3D): Tensor3D => tf.transpose(x, [0, 2, 1]);
const scaled = (q: Tensor3D): Tensor3D => tf.mul(q, q.shape[2] ** -0.5);
const weights = (q: Tensor3D, k: Tensor3D, bias: Bias): Tensor3D =>
  tf.softmax(bias(tf.matMul(q, turned(k))));

/** → [heads, tokens, d] */
export const attend = ({ q, k, v }: Heads, bias: Bias): Tensor3D =>
  tf.tidy(() => tf.matMul(weights(scaled(q), k, bias), v));

/** Gradients with respect to q, k and v of the gradient `dy` at the output; the weights are computed again. */
export function attendBackward({ q, k, v }: Heads, bias: Bias, dy: Tensor3D): Heads {
  return tf.tidy(() => {
    const own = scaled(q);
    const p = weights(own, k, bias);
    const along = tf.matMul<Tensor3D>(dy, turned(v));
    const mean = tf.sum(tf.mul(along, p), -1, true);
    const ds = tf.mul<Tensor3D>(p, tf.sub(along, mean));
    return {
      q: scaled(tf.matMul(ds, k)),
      k: tf.matMul<Tensor3D>(turned(ds), own),
      v: tf.matMul<Tensor3D>(turned(p), dy),
    };
  });
}
