import * as tf from "@tensorflow/tfjs-core";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBackend } from "../../src/engine/backends/start.ts";
import { contributionOf, readContribution } from "../../src/engine/contribution.ts";
import type { Ops } from "../../src/engine/ops.ts";
import { depthwiseSum, type Tile } from "../../src/kernels/depthwiseSum.ts";
import type { Kernel } from "../../src/kernels/kernel.ts";
import { layerNorm, layerNormBackward } from "../../src/kernels/layerNorm.ts";
import { runKernel } from "../../src/kernels/program.ts";
import { referenceDepthwiseSum } from "../../src/kernels/reference/depthwise.ts";
import { referenceGelu, referenceGeluBackward } from "../../src/kernels/reference/gelu.ts";
import {
  referenceLayerNorm,
  referenceLayerNormBackward,
} from "../../src/kernels/reference/layerNorm.ts";
import { expectClose, expectRelativeL2 } from "../helpers/allclose.ts";
import { choices } from "../helpers/choices.ts";
import { normals } from "../helpers/normals.ts";
import { browserHost } from "./host.ts";

let ops: Ops;
beforeAll(async () => void (ops = await startBackend("webgpu", browserHost)));
afterAll(() => ops.dispose());

const run = (
  kernel: Kernel,
  tensors: readonly tf.Tensor[],
  shape: readonly number[],
  macsAtOnce = 1e9,
): tf.Tensor => {
  const backend = tf.backend() as unknown as WebGPUBackend;
  return tf
    .engine()
    .makeTensorFromTensorInfo(runKernel(backend, kernel, tensors, shape, macsAtOnce));
};

const seededCases = Array.from({ length: 10 }, (_, seed) => {
  const pick = choices(100 + seed);
  const [h, w, c] = [pick(1, 13), pick(1, 13), pick(1, 70)];
  const sides = Array.from({ length: pick(1, 3) }, () => [pick(1, 17), pick(1, 17)] as const);
  const tile: Tile = [pick(1, 5), pick(1, 5)];
  const after = (["nothing", "relu", "relu gradient"] as const)[seed % 3]!;
  return { h, w, c, sides, tile, biased: seed % 2 === 0, after, added: seed % 4 > 0 };
});

test.each(seededCases)(
  "depthwise branches $sides on $h × $w × $c in tiles of $tile, bias $biased, then $after, a map added $added, whole and cut into runs",
  async ({ h, w, c, sides, tile, biased, after, added }) => {
    const x = normals(h * w * c, 1);
    const branches = sides.map(([kh, kw], i) => ({
      kernel: normals(kh * kw * c, 2 + i),
      kh,
      kw,
    }));
    const bias = biased ? normals(c, 9) : null;
    const plus = added ? normals(h * w * c, 10) : null;
    const sums = referenceDepthwiseSum(x, h, w, c, branches, bias);
    const u = normals(h * w * c, 11);
    const shaped = (sum: number, i: number): number => {
      if (after === "relu") return Math.max(sum, 0);
      return after === "nothing" || u[i]! > 0 ? sum : 0;
    };
    const want = sums.map((sum, i) => shaped(sum, i) + (plus?.[i] ?? 0));
    const tensors = [
      tf.tensor3d(x, [h, w, c]),
      ...branches.map(({ kernel, kh, kw }) => tf.tensor4d(kernel, [kh, kw, c, 1])),
      ...(bias ? [tf.tensor1d(bias)] : []),
      ...(after === "relu gradient" ? [tf.tensor3d(u, [h, w, c])] : []),
      ...(plus ? [tf.tensor3d(plus, [h, w, c])] : []),
    ];
    const kernel = depthwiseSum([h, w, c], sides, { bias: biased, after, plus: added }, tile);
    for (const macsAtOnce of [Infinity, 1]) {
      const out = run(kernel, tensors, [h, w, c], macsAtOnce);
      expectRelativeL2(await out.data(), want, "kernel", "depthwise", [h, w, c]);
      out.dispose();
    }
    tf.dispose(tensors);
  },
);

test.each([
  [1, 1, 998],
  [3, 5, 7],
  [5, 3, 130],
  [2, 67, 33],
] as const)(
  "layer norm of %i × %i × %i and its gradient, however many threads share a pixel",
  async (h, w, c) => {
    const [x, dy] = [normals(h * w * c, 1), normals(h * w * c, 2)];
    const [weight, bias] = [normals(c, 3), normals(c, 4)];
    const [tx, tdy] = [tf.tensor3d(x, [h, w, c]), tf.tensor3d(dy, [h, w, c])];
    const [tw, tb] = [tf.tensor1d(weight), tf.tensor1d(bias)];
    const want = referenceLayerNorm(x, h * w, c, weight, bias, 1e-6);
    const wantBack = referenceLayerNormBackward(dy, x, weight, 1e-6, h * w, c);
    for (const lanes of [1, 32, 64]) {
      const out = run(layerNorm([h, w, c], 1e-6, lanes), [tx, tw, tb], [h, w, c]);
      const back = run(layerNormBackward([h, w, c], 1e-6, lanes), [tdy, tx, tw], [h, w, c]);
      expectRelativeL2(await out.data(), want, "kernel", `${lanes} lanes`);
      expectRelativeL2(await back.data(), wantBack, "kernel", `${lanes} lanes, gradient`);
      tf.dispose([out, back]);
    }
    tf.dispose([tx, tdy, tw, tb]);
  },
);

test.each([
  [5, 7, 3],
  [2, 130, 3],
  [3, 4, 6],
] as const)("contributions of a gradient of %i × %i × %i, by both rules", async (h, w, c) => {
  const gradient = normals(h * w * c, 1);
  const image = tf.tensor3d(gradient, [h, w, c]);
  const before = tf.memory().numTensors;
  for (const rectify of ["relu-then-sum", "mean-then-relu"] as const) {
    const map = await readContribution(ops, rectify, image);
    expectRelativeL2(map!, contributionOf(rectify, gradient, c)!, "kernel", rectify, [h, w]);
  }
  expect(tf.memory().numTensors).toBe(before);
  image.dispose();
});

test.each(["relu-then-sum", "mean-then-relu"] as const)(
  "a gradient that holds what is not a number has no contribution by %s",
  async (rectify) => {
    const image = tf.tensor3d(Float32Array.of(1, 2, 3, -4, NaN, 5), [1, 2, 3]);
    expect(await readContribution(ops, rectify, image)).toBeNull();
    image.dispose();
  },
);

test("GELU and its gradient hold far from zero", async () => {
  const x = Float32Array.from({ length: 301 }, (_, i) => ((i - 150) * Math.abs(i - 150)) / 200);
  const [tx, one] = [tf.tensor3d(x, [7, 43, 1]), tf.ones<tf.Rank.R3>([7, 43, 1])];
  const [out, back] = [ops.gelu(tx), ops.geluBackward(one, tx)];
  const slope = referenceGeluBackward(new Float32Array(301).fill(1), x);
  expectClose(await out.data(), referenceGelu(x), "elementwise");
  expectClose(await back.data(), slope, "elementwise");
  tf.dispose([tx, one, out, back]);
});

test("GELU reaches every number of a map that takes more than one line of groups", async () => {
  const shape = [2051, 2051, 1] as const;
  const [x, want] = [tf.ones<tf.Rank.R3>([...shape]), referenceGelu(Float32Array.of(1))[0]!];
  const out = ops.gelu(x);
  const wrong = (await out.data()).filter((value) => Math.abs(value - want) > 1e-6);
  expect(wrong).toEqual(new Float32Array(0));
  tf.dispose([x, out]);
});

test("what is not a number reaches every output that its kernel covers, and no other channel", async () => {
  const x = new Float32Array(6 * 6 * 2).fill(1);
  x[0] = NaN;
  const [image, taps] = [tf.tensor3d(x, [6, 6, 2]), tf.ones<tf.Rank.R4>([3, 3, 2, 1])];
  const out = ops.depthwise(image, [{ taps }], null);
  const bad = [...(await out.data())].flatMap((value, i) => (Number.isNaN(value) ? [i] : []));
  expect(bad).toEqual(expect.arrayContaining([0, 2, 12, 14]));
  expect(bad.every((i) => i % 2 === 0)).toBe(true);
  tf.dispose([image, taps, out]);
});
