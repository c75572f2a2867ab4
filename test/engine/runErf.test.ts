import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toErfJob } from "../../src/domain/job.ts";
import type { Progress } from "../../src/domain/result.ts";
import { startBackend } from "../../src/engine/backends/start.ts";
import type { Device } from "../../src/engine/block.ts";
import { contributionOf, seedOf } from "../../src/engine/contribution.ts";
import { forwardPass, inputGradient } from "../../src/engine/inputGradient.ts";
import type { Ops } from "../../src/engine/ops.ts";
import { Parameters } from "../../src/engine/parameters.ts";
import { planNetwork } from "../../src/engine/plan.ts";
import { Run } from "../../src/engine/run.ts";
import { runErf } from "../../src/engine/runErf.ts";
import { outputOf, tracePlan } from "../../src/engine/shapes.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";
import { normals } from "../helpers/normals.ts";
import { tinyNetwork } from "../helpers/tinyNetwork.ts";
import { nodeHost } from "./nodeHost.ts";

const SIDE = 40;
const plan = planNetwork(tinyNetwork());
const array = (images: number) => ({
  type: "array" as const,
  values: normals(images * 3 * SIDE * SIDE, 1),
  shape: [images, 3, SIDE, SIDE] as [number, number, number, number],
});
const image = (seed = 1) =>
  Promise.resolve({ values: normals(SIDE * SIDE * 3, seed), height: SIDE, width: SIDE });

let ops: Ops;
let device: Device;
beforeAll(async () => {
  ops = await startBackend("wasm", nodeHost);
  device = { ops, parameters: new Parameters(Infinity), packed: new WeakSet() };
});
afterAll(() => device.parameters.dispose());

const gradientOf = async (values: Float32Array, keepBytes: number, on = device) => {
  const blocks = tracePlan(plan, SIDE, SIDE, 2).flat();
  const run = new Run(ops, 1, 1, {});
  using pass = await forwardPass(on, blocks, tf.tensor3d(values, [SIDE, SIDE, 3]), keepBytes, run);
  const gradient = await inputGradient(on, blocks, pass, { y: 2, x: 2 }, "sum", run);
  const [, , c] = outputOf(blocks.at(-1)!);
  const at = tf.tidy(() => tf.slice(pass.top!, [2, 2, 0], [1, 1, c]));
  const target = ((await at.data()) as Float32Array).reduce((sum, v) => sum + v, 0);
  at.dispose();
  return { gradient, target };
};

test("the input gradient is the slope of the target along a random direction", async () => {
  const values = normals(SIDE * SIDE * 3, 2);
  const direction = normals(values.length, 3);
  const { gradient } = await gradientOf(values, Infinity);
  const slope = gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0);
  const step = 1e-3;
  const along = (by: number) => values.map((v, i) => v + by * direction[i]!);
  const [ahead, behind] = [
    await gradientOf(along(step), Infinity),
    await gradientOf(along(-step), Infinity),
  ];
  const numeric = (ahead.target - behind.target) / (2 * step);
  expect(Math.abs(numeric - slope) / Math.abs(slope)).toBeLessThan(5e-3);
});

test("recomputed insides of blocks give the same gradient as kept ones", async () => {
  const values = normals(SIDE * SIDE * 3, 4);
  const kept = await gradientOf(values, Infinity);
  const recomputed = await gradientOf(values, 0);
  expect(recomputed.gradient).toEqual(kept.gradient);
});

test("weights that pass the budget are dropped and uploaded again, with the same result", async () => {
  const tight = { ops, parameters: new Parameters(2000), packed: new WeakSet() };
  const values = normals(SIDE * SIDE * 3, 4);
  const want = await gradientOf(values, Infinity);
  const got = await gradientOf(values, Infinity, tight);
  expect(tight.parameters.bytes).toBeLessThan(device.parameters.bytes / 2);
  tight.parameters.dispose();
  expect(got.gradient).toEqual(want.gradient);
});

test("a run frees every tensor, says its work in order and ends at all of it", async () => {
  await runErf(device, plan, toErfJob({ input: array(1), stage: 2 }), () => image());
  const before = tf.memory().numTensors;
  const said: Progress[] = [];
  const job = toErfJob({ input: array(3), stage: 2 });
  const { map, featureMap, unit } = await runErf(device, plan, job, (i) => image(i), {
    onProgress: (progress) => said.push(progress),
  });
  expect(tf.memory().numTensors).toBe(before);
  expect([map.count, map.skipped, map.height, map.width]).toEqual([3, 0, SIDE, SIDE]);
  expect([featureMap, unit]).toEqual([
    { height: 5, width: 5 },
    { y: 2, x: 2 },
  ]);
  const done = said.map((progress) => progress.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(said.at(-1)).toMatchObject({ done: said.at(-1)!.total, images: { done: 3, total: 3 } });
});

test("an image whose map holds NaN is left out and counted", async () => {
  const poisoned = async (index: number) => {
    const one = await image(index + 5);
    if (index === 1) one.values[100] = NaN;
    return one;
  };
  const job = toErfJob({ input: array(3), stage: 1 });
  const { map } = await runErf(device, plan, job, poisoned);
  const first = await runErf(device, plan, toErfJob({ input: array(1), stage: 1 }), () => image(5));
  const third = await runErf(device, plan, toErfJob({ input: array(1), stage: 1 }), () => image(7));
  expect([map.count, map.skipped]).toEqual([2, 1]);
  expect(map.sum).toEqual(first.map.sum.map((v, i) => v + third.map.sum[i]!));
});

test("all images giving NaN is an error that says so", async () => {
  const nothing = () =>
    Promise.resolve({
      values: new Float32Array(SIDE * SIDE * 3).fill(NaN),
      height: SIDE,
      width: SIDE,
    });
  const job = toErfJob({ input: array(2), stage: 1 });
  await expect(runErf(device, plan, job, nothing)).rejects.toMatchObject({ code: "bad-spec" });
});

test("a stopped run rejects as cancelled and frees every tensor", async () => {
  const before = tf.memory().numTensors;
  const stop = new AbortController();
  const job = toErfJob({ input: array(3), stage: 2 });
  const run = runErf(device, plan, job, (i) => image(i), {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await expect(run).rejects.toMatchObject({ code: "cancelled" });
  expect(tf.memory().numTensors).toBe(before);
});

test("a unit outside the map is refused with the rows and columns there are", async () => {
  const job = toErfJob({ input: array(1), stage: 2, unit: { y: 5, x: 0 } });
  await expect(runErf(device, plan, job, () => image())).rejects.toThrow(
    "Unit 5,0 lies outside the feature map of 5 × 5; rows go from 0 to 4, columns from 0 to 4.",
  );
});

test("a broken layer fails the comparison with a message that says where", async () => {
  const broken = planNetwork(tinyNetwork({ factor: 1.01 }));
  const own = { ops, parameters: new Parameters(Infinity), packed: new WeakSet() };
  const job = toErfJob({ input: array(1), stage: 2 });
  const right = await runErf(device, plan, job, () => image());
  const wrong = await runErf(own, broken, job, () => image());
  own.parameters.dispose();
  expect(() =>
    expectRelativeL2(wrong.map.sum, right.map.sum, "network", "stage 2", [SIDE, SIDE]),
  ).toThrow(
    /^stage 2: relative L2 error 0\.0\d+, more than network \(0\.0001\); the worst is \[\d+, \d+\]: got /,
  );
});

test("targets and contributions follow their protocols", () => {
  expect([...seedOf("relu-sum", Float32Array.of(2, -1, 0))]).toEqual([1, 0, 0]);
  expect([...seedOf("sum", Float32Array.of(2, -1, 0))]).toEqual([1, 1, 1]);
  const gradient = Float32Array.of(1, -2, 3, -4, 1, 1);
  expect([...contributionOf("relu-then-sum", gradient, 3)!]).toEqual([4, 2]);
  expect([...contributionOf("mean-then-relu", gradient, 3)!]).toEqual([2 / 3, 0]);
  expect(contributionOf("relu-then-sum", Float32Array.of(NaN, 1, 1), 3)).toBeNull();
});
