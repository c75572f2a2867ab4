/** Every operation from stock tfjs, on whichever backend is set: the reference, and `tuned: false`. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { Ops } from "./ops.ts";

export type StockOps = Pick<
  Ops,
  "depthwise" | "product" | "add" | "layerNorm" | "layerNormBackward" | "gelu" | "geluBackward"
>;

const standardise = (x: Tensor3D, eps: number): { normal: Tensor3D; rstd: Tensor3D } => {
  const { mean, variance } = tf.moments(x, -1, true);
  const rstd = tf.rsqrt(tf.add(variance, eps)) as Tensor3D;
  return { normal: tf.mul(tf.sub(x, mean), rstd), rstd };
};

/** Φ(x), the standard normal distribution function */
const normalCdf = (x: Tensor3D): Tensor3D =>
  tf.mul(0.5, tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))));

export const stockOps: StockOps = {
  depthwise: (x, kernels, bias) =>
    tf.tidy(() => {
      const image = tf.expandDims<tf.Tensor4D>(x, 0);
      const parts = kernels.map(({ taps }) => tf.depthwiseConv2d(image, taps, 1, "same"));
      const sum = parts.reduce((total, part) => tf.add(total, part));
      const map = tf.squeeze<Tensor3D>(sum, [0]);
      return bias === null ? map : tf.add(map, bias);
    }),
  product: (a, b, bias) =>
    bias === null ? tf.matMul<Tensor2D>(a, b) : (tf.fused.matMul({ a, b, bias }) as Tensor2D),
  add: (a, b) => tf.add(a, b),
  layerNorm: (x, weight, bias, eps) =>
    tf.tidy(() => tf.add(tf.mul(standardise(x, eps).normal, weight), bias)),
  layerNormBackward: (dy, x, weight, eps) =>
    tf.tidy(() => {
      const { normal, rstd } = standardise(x, eps);
      const g = tf.mul(dy, weight);
      const along = tf.mul(normal, tf.mean(tf.mul(g, normal), -1, true));
      return tf.mul(rstd, tf.sub(tf.sub(g, tf.mean(g, -1, true)), along));
    }),
  gelu: (x) => tf.tidy(() => tf.mul(x, normalCdf(x))),
  geluBackward: (dy, x) =>
    tf.tidy(() => {
      const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return tf.mul(dy, tf.add(normalCdf(x), tf.mul(x, density)));
    }),
};
