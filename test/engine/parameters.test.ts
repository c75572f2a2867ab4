import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBackend } from "../../src/engine/backends/start.ts";
import type { Ops } from "../../src/engine/ops.ts";
import { Parameters } from "../../src/engine/parameters.ts";
import type { ProductStep } from "../../src/engine/plan.ts";
import { normals } from "../helpers/normals.ts";
import { nodeHost } from "./nodeHost.ts";

let loads = 0;
/** A product whose weight takes 4 × 6 × 4 = 96 bytes in one orientation, and its bias 24. */
const product = (seed: number): ProductStep => ({
  kind: "product",
  name: `product ${seed}`,
  gather: { type: "pixel" },
  inputs: 4,
  channels: 4,
  outputs: 6,
  load: async () => {
    loads++;
    return { weight: normals(24, seed), bias: normals(6, seed) };
  },
});
const BOTH = 2 * 96 + 24;
const ONE = 96 + 24;

let ops: Ops;
beforeAll(async () => {
  ops = await startBackend("cpu", nodeHost);
});
afterAll(() => ops.dispose());

test("weights are loaded once, and the oldest go when all models' together pass the budget", async () => {
  const [a, b, c] = [product(1), product(2), product(3)];
  const parameters = new Parameters(2 * BOTH);
  loads = 0;
  await parameters.of(a);
  await parameters.of(b);
  await parameters.of(a);
  expect([loads, parameters.bytes]).toEqual([2, 2 * BOTH]);
  await parameters.of(c);
  expect([loads, parameters.bytes]).toEqual([3, 2 * BOTH]);
  expect([a, b, c].map((step) => parameters.bytesOf([step]))).toEqual([BOTH, 0, BOTH]);
  expect([[a], [a, c]].map((steps) => parameters.filledBy(parameters.bytesOf(steps)))).toEqual([
    false,
    true,
  ]);
  parameters.drop([a, b]);
  expect(parameters.bytes).toBe(BOTH);
  parameters.dispose();
  expect(parameters.bytes).toBe(0);
});

test("a second orientation comes and goes without loading anew, and is the first one turned", async () => {
  const step = product(4);
  const before = tf.memory().numTensors;
  const parameters = new Parameters(Infinity);
  loads = 0;
  parameters.hold([step], false);
  expect((await parameters.of(step)).transposed).toBeNull();
  expect(parameters.bytes).toBe(ONE);
  parameters.hold([step], true);
  const { weight, transposed } = await parameters.of(step);
  expect(transposed!.shape).toEqual([6, 4]);
  const [w, t] = [weight.arraySync(), transposed!.arraySync()];
  expect(t.map((row) => row[1])).toEqual(w[1]);
  expect(parameters.bytes).toBe(BOTH);
  parameters.hold([step], false);
  expect([parameters.bytes, transposed!.isDisposed, loads]).toEqual([ONE, true, 1]);
  parameters.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
