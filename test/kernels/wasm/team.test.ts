/** What threads compute together is, bit for bit, what one computes. */
import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSharedMemory } from "../../../src/kernels/wasm/memory.ts";
import { type Kernels, loadKernels } from "../../../src/kernels/wasm/module.ts";
import { kernelsUrl, withArrays } from "./load.ts";
import { randomFloats } from "./random.ts";

const HELPER = new URL("../../../workers/kernels.node.mjs", import.meta.url);
const HELPERS = 3;
const workers: Worker[] = [];
let kernels: Kernels;

beforeAll(async () => {
  const memory = createSharedMemory()!;
  kernels = await loadKernels(await readFile(kernelsUrl("kernels-shared")), memory, 1 + HELPERS);
  const { module } = kernels;
  for (let thread = 1; thread <= HELPERS; thread++)
    workers.push(new Worker(HELPER, { workerData: { module, memory, thread } }));
  while (kernels.helpers < HELPERS) await new Promise((resolve) => setTimeout(resolve, 5));
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.terminate()));
});

/** The result of `work` by all threads many times over, each compared with that of one. */
function expectSame(length: number, work: (out: Float32Array) => void): void {
  const alone = new Float32Array(length).fill(NaN);
  kernels.together = false;
  work(alone);
  kernels.together = true;
  for (let round = 0; round < 20; round++) {
    const out = new Float32Array(length).fill(NaN);
    work(out);
    // a comparison number by number takes far longer than the work
    expect(Buffer.from(out.buffer).equals(Buffer.from(alone.buffer))).toBe(true);
  }
}

test("a product", () => {
  const [m, k, n] = [300, 530, 270];
  const [a, b, bias] = [randomFloats(m * k, 1), randomFloats(k * n, 2), randomFloats(n, 3)];
  expectSame(m * n, (out) => withArrays(kernels).product(a, b, bias, [m, k, n], out));
});

test("a depthwise convolution", () => {
  const [h, w, c] = [13, 11, 37];
  const x = randomFloats(h * w * c, 1);
  const branches = [
    { kh: 31, kw: 5, kernel: randomFloats(31 * 5 * c, 2) },
    { kh: 5, kw: 31, kernel: randomFloats(31 * 5 * c, 3) },
  ];
  const bias = randomFloats(c, 4);
  expectSame(x.length, (out) => withArrays(kernels).depthwiseSum(x, h, w, c, branches, bias, out));
});

test("layer norm, GELU and their gradients, and a sum", () => {
  const [rows, c] = [1203, 101];
  const [x, dy] = [randomFloats(rows * c, 1), randomFloats(rows * c, 2)];
  const [weight, bias] = [randomFloats(c, 3), randomFloats(c, 4)];
  const arrays = withArrays(kernels);
  expectSame(x.length, (out) => arrays.layerNorm(x, rows, c, weight, bias, 1e-6, out));
  expectSame(x.length, (out) => arrays.layerNormBackward(dy, x, weight, 1e-6, rows, c, out));
  expectSame(x.length, (out) => arrays.gelu(x, out));
  expectSame(x.length, (out) => arrays.geluBackward(dy, x, out));
  expectSame(x.length, (out) => arrays.add(x, dy, out));
});

test("a helper that has gone is not waited for", async () => {
  await workers.pop()!.terminate();
  const x = randomFloats(100_000, 1);
  expectSame(x.length, (out) => withArrays(kernels).gelu(x, out));
});
