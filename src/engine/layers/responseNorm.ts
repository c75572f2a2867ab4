/** Global response normalisation: every channel by how strong it is over the whole map. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { ResponseNormParameters } from "../stepParameters.ts";

const EPS = 1e-6;

/** Norms of the channels over all places, [1, 1, C], and their mean + ε, [1, 1, 1]. */
function strengths(x: Tensor3D): { readonly norms: Tensor3D; readonly mean: Tensor3D } {
  const norms = tf.sqrt(tf.sum(tf.square(x), [0, 1], true)) as Tensor3D;
  return { norms, mean: tf.add(tf.mean(norms, 2, true), EPS) };
}

/** x [h, w, C] → x·(gamma·n + 1) + beta, n = norms/mean */
export function responseNorm({ gamma, beta }: ResponseNormParameters, x: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const { norms, mean } = strengths(x);
    const gain = tf.add(tf.mul(gamma, tf.div(norms, mean)), 1);
    return tf.add(tf.mul(x, gain), beta);
  });
}

/**
 * dy·(gamma·n + 1), and what goes through the norms: with d = gamma·Σ dy·x over all places,
 * x/norm · (d − mean over channels of d·n) / mean; a channel that is zero throughout has no such part.
 */
export function responseNormBackward(
  { gamma }: ResponseNormParameters,
  dy: Tensor3D,
  x: Tensor3D,
): Tensor3D {
  return tf.tidy(() => {
    const { norms, mean } = strengths(x);
    const share = tf.div(norms, mean);
    const d = tf.mul(gamma, tf.sum(tf.mul(dy, x), [0, 1], true));
    const through = tf.div(tf.sub(d, tf.mean(tf.mul(d, share), 2, true)), mean);
    const direct = tf.mul(dy, tf.add(tf.mul(gamma, share), 1));
    return tf.add(direct, tf.mul(x, tf.divNoNan(through, norms)));
  });
}
