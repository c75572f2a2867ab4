/** Where the numbers of tensors lie must never show. */
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../src/engine/backends/start.ts";
import type { Ops } from "../../src/engine/ops.ts";
import { stockOps } from "../../src/engine/stockOps.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";
import { normals } from "../helpers/normals.ts";
import { nodeHost } from "./nodeHost.ts";

let ops: Ops;
beforeAll(async () => void (ops = await startBackend("wasm", nodeHost)));

test("what our kernels make goes through stock operations and back, under several names", async () => {
  const before = tf.memory().numTensors;
  const x = tf.tensor3d([1, -2, 3, -4], [2, 1, 2]);
  const sum = ops.add(x, x);
  const turned = tf.reshape(sum, [1, 2, 2]) as tf.Tensor3D;
  sum.dispose();
  const squared = tf.square(turned) as tf.Tensor3D;
  const again = ops.add(squared, turned);
  turned.dispose();
  expect([...(await again.data())]).toEqual([6, 12, 42, 56]);
  const part = tf.slice(again, [0, 1, 0], [1, 1, 2]);
  expect([...(await part.data())]).toEqual([42, 56]);
  tf.dispose([x, squared, again, part]);
  expect(tf.memory().numTensors).toBe(before);
});

test("many maps that are made, read or not, and freed leave nothing behind", () => {
  const x = tf.tensor3d([1, 2, 3], [1, 1, 3]);
  const before = tf.memory().numTensors;
  for (let i = 0; i < 200; i++) {
    const y = ops.add(x, x);
    const z = ops.add(y, x);
    if (i % 2 === 0) expect([...z.dataSync()]).toEqual([3, 6, 9]);
    tf.dispose([y, z]);
  }
  expect(tf.memory().numTensors).toBe(before);
  x.dispose();
});

test.each([0, 0.5, 0.9, 1])(
  "strips of which %d is zero give what stock operations give, there and back",
  async (sparsity) => {
    for (const side of [7, 14, 30]) {
      const c = 5;
      const x = tf.tensor3d(normals(side * side * c, 2), [side, side, c]);
      const kernels = [
        [21, 5],
        [5, 21],
        [5, 5],
      ].map(([kh, kw], i) => {
        const chance = normals(kh! * kw! * c, 10 + i).map((v) => Math.abs(v));
        const limit = chance.toSorted()[Math.floor(sparsity * chance.length)] ?? Infinity;
        const taps = normals(kh! * kw! * c, 3 + i).map((v, at) => (chance[at]! < limit ? 0 : v));
        return { taps: tf.tensor4d(taps, [kh!, kw!, c, 1]) };
      });
      const bias = tf.tensor1d(normals(c, 9));
      const [got, want] = [ops.depthwise(x, kernels, bias), stockOps.depthwise(x, kernels, bias)];
      expectRelativeL2(await got.data(), await want.data(), "kernel", `${side} × ${side}`);
      tf.dispose([x, bias, got, want, kernels.map(({ taps }) => taps)]);
    }
  },
);

test("a kernel or a weight of the wrong size is refused with both sizes", () => {
  const x = tf.tensor3d([1, 2, 3, 4], [1, 2, 2]);
  const taps = tf.tensor4d([1], [1, 1, 1, 1]);
  expect(() => ops.depthwise(x, [{ taps }], null)).toThrow(
    "A kernel has 1 channels where its map has 2.",
  );
  const [a, b] = [tf.tensor2d([1, 2], [1, 2]), tf.tensor2d([1, 2, 3], [3, 1])];
  expect(() => ops.product(a, b, null)).toThrow("A weight has 3 rows where its input has 2.");
  tf.dispose([x, taps, a, b]);
});

test("maps that make tfjs's memory grow while it joins, cuts or copies them arrive whole", async () => {
  const memory = (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm;
  const before = tf.memory().numTensors;
  /** more than half of what tfjs has now: the second to be handed over makes it grow, if not the first */
  const large = (value: number): tf.Tensor3D => {
    const rows = Math.ceil((0.6 * memory.HEAPU8.byteLength) / 4096);
    const values = new Float32Array(1024 * rows).fill(value / 2);
    const half = tf.tensor3d(values, [rows, 1, 1024]);
    const sum = ops.add(half, half);
    half.dispose();
    return sum;
  };
  const bytes = memory.HEAPU8.byteLength;
  const [a, b] = [large(2), large(3)];
  const joined = tf.concat([a, b], 0);
  expect(memory.HEAPU8.byteLength).toBeGreaterThan(bytes);
  const ends = tf.slice(joined, [a.shape[0] - 1, 0, 0], [2, 1, 1]);
  expect([...(await ends.data())]).toEqual([2, 3]);
  tf.dispose([a, b, joined, ends]);
  const c = large(5);
  const end = tf.slice(c, [c.shape[0] - 1, 0, 1023], [1, 1, 1]);
  expect([...(await end.data())]).toEqual([5]);
  tf.dispose([c, end]);
  expect(tf.memory().numTensors).toBe(before);
});
