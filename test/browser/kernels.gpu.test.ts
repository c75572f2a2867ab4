import * as tf from "@tensorflow/tfjs-core";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBackend } from "../../src/engine/backends/start.ts";
import type { Ops } from "../../src/engine/ops.ts";
import { depthwiseSum, type Tile } from "../../src/kernels/depthwiseSum.ts";
import { runKernel } from "../../src/kernels/program.ts";
import { referenceDepthwiseSum } from "../../src/kernels/reference/depthwise.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";
import { normals } from "../helpers/normals.ts";
import { browserHost } from "./host.ts";

let ops: Ops;
beforeAll(async () => void (ops = await startBackend("webgpu", browserHost)));
afterAll(() => ops.dispose());

const backend = () => tf.backend() as unknown as WebGPUBackend;

/** Whole numbers that depend on the seed alone. */
function choices(seed: number): (least: number, most: number) => number {
  const values = normals(32, seed);
  let at = 0;
  return (least, most) => least + (Math.floor(Math.abs(values[at++]!) * 1e4) % (most - least + 1));
}

const seededCases = Array.from({ length: 10 }, (_, seed) => {
  const pick = choices(100 + seed);
  const [h, w, c] = [pick(1, 13), pick(1, 13), pick(1, 70)];
  const sides = Array.from({ length: pick(1, 3) }, () => [pick(1, 17), pick(1, 17)] as const);
  const tile: Tile = [pick(1, 5), pick(1, 5)];
  return { h, w, c, sides, tile, biased: seed % 2 === 0 };
});

test.each(seededCases)(
  "depthwise branches $sides on $h × $w × $c in tiles of $tile, whole and cut into runs",
  async ({ h, w, c, sides, tile, biased }) => {
    const x = normals(h * w * c, 1);
    const branches = sides.map(([kh, kw], i) => ({
      kernel: normals(kh * kw * c, 2 + i),
      kh,
      kw,
    }));
    const bias = biased ? normals(c, 9) : null;
    const want = referenceDepthwiseSum(x, h, w, c, branches, bias);
    const tensors = [
      tf.tensor3d(x, [h, w, c]),
      ...branches.map(({ kernel, kh, kw }) => tf.tensor4d(kernel, [kh, kw, c, 1])),
      ...(bias ? [tf.tensor1d(bias)] : []),
    ];
    const kernel = depthwiseSum([h, w, c], sides, biased, tile);
    for (const macsAtOnce of [Infinity, 1]) {
      const info = runKernel(backend(), kernel, tensors, [h, w, c], macsAtOnce);
      const out = tf.engine().makeTensorFromTensorInfo(info);
      expectRelativeL2(await out.data(), want, "kernel", "depthwise", [h, w, c]);
      out.dispose();
    }
    tf.dispose(tensors);
  },
);

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
