/** Squeeze and excitation: every channel by a factor that the means of all channels give. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { SqueezeExciteParameters } from "../stepParameters.ts";

/** Of the means over all places: the inner layer after ReLU [1, inner] and the factors [1, C]. */
function excite({ down, downBias, up, upBias }: SqueezeExciteParameters, x: Tensor3D) {
  const means = tf.reshape(tf.mean(x, [0, 1]), [1, x.shape[2]]);
  const inner = tf.relu(tf.add(tf.matMul<Tensor2D>(means, down), downBias)) as Tensor2D;
  const factors = tf.sigmoid(tf.add(tf.matMul<Tensor2D>(inner, up), upBias)) as Tensor2D;
  return { inner, factors };
}

const perChannel = (row: Tensor2D): Tensor3D => tf.reshape(row, [1, 1, row.shape[1]]);

export function squeezeExcite(at: SqueezeExciteParameters, x: Tensor3D): Tensor3D {
  return tf.tidy(() => tf.mul(x, perChannel(excite(at, x).factors)));
}

/** dy·factor, and what goes through the means, the same at every place. */
export function squeezeExciteBackward(
  at: SqueezeExciteParameters,
  dy: Tensor3D,
  x: Tensor3D,
): Tensor3D {
  return tf.tidy(() => {
    const { inner, factors } = excite(at, x);
    const [h, w, c] = x.shape;
    const atFactors = tf.reshape(tf.sum(tf.mul(dy, x), [0, 1]), [1, c]);
    const atUp = tf.mul(atFactors, tf.mul(factors, tf.sub(1, factors))) as Tensor2D;
    const atInner = tf.mul(tf.matMul(atUp, at.up, false, true), tf.step(inner)) as Tensor2D;
    const atMeans = tf.div(tf.matMul<Tensor2D>(atInner, at.down, false, true), h * w) as Tensor2D;
    return tf.add(tf.mul(dy, perChannel(factors)), perChannel(atMeans));
  });
}
