/** Fused operations step by step from stock tfjs: what the fused kernels must equal. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";
import type { FusedOps, StepExtras } from "../../src/engine/ops.ts";
import { stockOps } from "../../src/engine/stockOps.ts";

export const plainFused: FusedOps = {
  activations: ["gelu", "relu"],
  product: (x, weight, bias, { turned = false, activation, slope, plus, range }) =>
    tf.tidy(() => {
      const a = range ? rowsOf(x, range.from, range.rows) : x;
      const b: Tensor2D = turned ? tf.transpose(weight) : weight;
      const [h, w, k] = a.shape;
      const rows = stockOps.product(tf.reshape(a, [h * w, k]), b, bias);
      let own: Tensor3D = tf.reshape(rows, [h, w, b.shape[1]]);
      own = shaped(own, { activation, slope });
      const to = range?.to ?? 0;
      if (plus) own = tf.add(own, rowsOf(plus, to, h));
      if (!range) return own;
      const whole = range.into ?? tf.zeros<tf.Rank.R3>([range.of, w, b.shape[1]]);
      const end = range.of - to - h;
      const parts = [rowsOf(whole, 0, to), own, rowsOf(whole, to + h, end)];
      overwrite(whole, tf.concat(parts, 0));
      return whole;
    }),
  depthwise: (x, kernels, bias, { plus, ...extras }) =>
    tf.tidy(() => {
      const own = shaped(stockOps.depthwise(x, kernels, bias), extras);
      return plus ? tf.add(own, plus) : own;
    }),
};

function shaped(own: Tensor3D, { activation, slope }: StepExtras): Tensor3D {
  if (activation) return activation === "gelu" ? stockOps.gelu(own) : tf.relu(own);
  if (!slope) return own;
  return slope.of === "gelu"
    ? stockOps.geluBackward(own, slope.at)
    : tf.mul(own, tf.step(slope.at));
}

/** Puts values into a tensor that exists: possible where values lie in the process's memory. */
const overwrite = (tensor: Tensor3D, values: Tensor3D): void =>
  tensor.dataSync().set(values.dataSync());

const rowsOf = (x: Tensor3D, from: number, rows: number): Tensor3D =>
  tf.slice(x, [from, 0, 0], [rows, x.shape[1], x.shape[2]]);
