import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ErfJob, toErfJob } from "../../src/domain/job.ts";
import { nextTask } from "../../src/domain/nextTask.ts";
import type { Progress } from "../../src/domain/result.ts";
import { startBackend } from "../../src/engine/backends/start.ts";
import type { Device } from "../../src/engine/walk.ts";
import { contributionOf, readContribution, seedOf } from "../../src/engine/contribution.ts";
import { forwardPass, inputGradient } from "../../src/engine/inputGradient.ts";
import type { Ops } from "../../src/engine/ops.ts";
import { Pace } from "../../src/engine/pace.ts";
import { Parameters } from "../../src/engine/parameters.ts";
import { type Plan, planNetwork, type Step } from "../../src/engine/plan.ts";
import { Run } from "../../src/engine/run.ts";
import { PassCache } from "../../src/engine/passCache.ts";
import { type ErfOptions, type ErfRun, runErf } from "../../src/engine/runErf.ts";
import { cutPlan } from "../../src/engine/cutPlan.ts";
import { tracePlan } from "../../src/engine/trace.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";
import { normals } from "../helpers/normals.ts";
import { tinyNetwork } from "../helpers/tinyNetwork.ts";
import { nodeHost } from "./nodeHost.ts";

const SIDE = 40;
const plan = planNetwork(tinyNetwork());
const DEPTHS = tinyNetwork().depths;
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

const NORMALISATION = { mean: [0.5, 0.4, 0.3], std: [0.2, 0.25, 0.5] } as const;
const erf = (
  of: Plan,
  job: ErfJob,
  makeImage: (index: number) => ReturnType<typeof image>,
  options: ErfOptions = {},
  on = device,
) => {
  const cut = cutPlan(of, DEPTHS, job.stage, job.block);
  return runErf(on, cut, job, { image: makeImage, normalisation: NORMALISATION }, options);
};

const gradientOf = async (values: Float32Array, keepBytes: number, on = device) => {
  const blocks = tracePlan(plan, SIDE, SIDE, 2).flat();
  const run = new Run(ops, 1, 1, {});
  using pass = await forwardPass(on, blocks, tf.tensor3d(values, [SIDE, SIDE, 3]), keepBytes, run);
  const onDevice = await inputGradient(on, blocks, pass, { y: 2, x: 2 }, "sum", run);
  const gradient = (await onDevice.data()) as Float32Array;
  onDevice.dispose();
  const [, , c] = blocks.at(-1)!.output;
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
  await erf(plan, toErfJob({ input: array(1), stage: 2 }), () => image());
  const before = tf.memory().numTensors;
  const said: Progress[] = [];
  const job = toErfJob({ input: array(3), stage: 2 });
  const { map, featureMap, unit } = await erf(plan, job, (i) => image(i), {
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

test("on a GPU the next image is made while one is computed, but for the first, and fails in its turn", async () => {
  const order: string[] = [];
  const gpu: Ops = {
    ...ops,
    pace: new Pace(),
    contribution: (gradient, rectifyFirst) => {
      const map = contributionOf(
        rectifyFirst ? "relu-then-sum" : "mean-then-relu",
        gradient.dataSync<"float32">(),
        gradient.shape[2],
      );
      const sums = tf.tensor2d([...map!], [gradient.shape[0], gradient.shape[1]]);
      const read = sums.data.bind(sums);
      sums.data = async () => {
        const values = await read();
        await nextTask();
        order.push("read");
        return values as never;
      };
      return sums;
    },
  };
  const on = { ops: gpu, parameters: new Parameters(Infinity), packed: new WeakSet<Step>() };
  const made = (index: number) => {
    order.push(`made ${index}`);
    return index === 4 ? Promise.reject(new Error("no picture")) : image(index);
  };
  const job = (images: number) => toErfJob({ input: array(images), stage: 2 });
  const { map, perImage } = await erf(plan, job(4), made, {}, on);
  expect(order.join(", ")).toBe("made 0, read, made 1, made 2, read, made 3, read, read");
  order.length = 0;
  const want = await erf(plan, job(4), made);
  // elsewhere nothing would be computed meanwhile
  expect(order.join(", ")).toBe("made 0, made 1, made 2, made 3");
  expectRelativeL2(map.sum, want.map.sum, "network", "the sum of the maps");
  expect(perImage).toEqual(want.perImage);
  const counts: number[] = [];
  const onPartial = (part: ErfRun) => counts.push(part.map.count);
  await expect(erf(plan, job(5), made, { onPartial }, on)).rejects.toThrow("no picture");
  expect(counts).toEqual([1, 2, 4]);
  on.parameters.dispose();
});

test("an image whose map holds NaN is left out and counted", async () => {
  const poisoned = async (index: number) => {
    const one = await image(index + 5);
    if (index === 1) one.values[100] = NaN;
    return one;
  };
  const job = toErfJob({ input: array(3), stage: 1 });
  const { map } = await erf(plan, job, poisoned);
  const first = await erf(plan, toErfJob({ input: array(1), stage: 1 }), () => image(5));
  const third = await erf(plan, toErfJob({ input: array(1), stage: 1 }), () => image(7));
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
  await expect(erf(plan, job, nothing)).rejects.toMatchObject({ code: "bad-spec" });
});

test("a stopped run rejects as cancelled and frees every tensor", async () => {
  const before = tf.memory().numTensors;
  const stop = new AbortController();
  const job = toErfJob({ input: array(3), stage: 2 });
  const run = erf(plan, job, (i) => image(i), {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await expect(run).rejects.toMatchObject({ code: "cancelled" });
  expect(tf.memory().numTensors).toBe(before);
});

test("a unit outside the map is refused with the rows and columns there are", async () => {
  const job = toErfJob({ input: array(1), stage: 2, unit: { y: 5, x: 0 } });
  await expect(erf(plan, job, () => image())).rejects.toThrow(
    "Unit 5,0 lies outside the feature map of 5 × 5; rows go from 0 to 4, columns from 0 to 4.",
  );
});

test("a broken layer fails the comparison with a message that says where", async () => {
  const broken = planNetwork(tinyNetwork({ factor: 1.01 }));
  const own = { ops, parameters: new Parameters(Infinity), packed: new WeakSet() };
  const job = toErfJob({ input: array(1), stage: 2 });
  const right = await erf(plan, job, () => image());
  const wrong = await erf(broken, job, () => image(), {}, own);
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

test("a map that the device made is read as it is, zeros without a sign, and not when it holds NaN", async () => {
  const gradient = tf.tensor3d([1, 2, 3], [1, 1, 3]);
  const made = (sums: number[]) =>
    readContribution(
      { ...ops, contribution: () => tf.tensor2d(sums, [1, sums.length]) },
      "relu-then-sum",
      gradient,
    );
  const before = tf.memory().numTensors;
  expect(await made([0.1, -0, 3])).toEqual(Float64Array.of(Math.fround(0.1), 0, 3));
  expect(await made([1, NaN, 3])).toBeNull();
  expect(tf.memory().numTensors).toBe(before);
  gradient.dispose();
});

test("kept forward passes give another unit the same field, without an image made or a pass run", async () => {
  const before = tf.memory().numTensors;
  const passes = new PassCache();
  const made: number[] = [];
  const make = (i: number) => {
    made.push(i);
    return image(i);
  };
  const at = (unit: ErfJob["unit"]) => toErfJob({ input: array(2), stage: 2, unit });
  passes.begin("one input");
  const first = await erf(plan, at("center"), make, { passes });
  expect(made).toEqual([0, 1]);
  const said: Progress[] = [];
  passes.begin("one input");
  const moved = await erf(plan, at({ y: 1, x: 3 }), make, {
    passes,
    onProgress: (progress) => said.push(progress),
  });
  expect(made).toEqual([0, 1]);
  expect(said.at(-1)).toMatchObject({ done: said.at(-1)!.total });
  const fresh = await erf(plan, at({ y: 1, x: 3 }), (i) => image(i));
  expect(moved.map.sum).toEqual(fresh.map.sum);
  expect(moved.input).toEqual(first.input);
  expect(moved.input.rgb.buffer).not.toBe(first.input.rgb.buffer);
  expect(passes.input?.rgb.buffer).not.toBe(moved.input.rgb.buffer);
  passes.begin("another input");
  expect(tf.memory().numTensors).toBe(before);
});

test("what a run gives on the way is the field of its first 1, 2 and 4 images, in buffers of its own", async () => {
  const job = (images: number) => toErfJob({ input: array(images), stage: 2 });
  const partials: ErfRun[] = [];
  const whole = await erf(plan, job(6), image, { onPartial: (run) => partials.push(run) });
  expect(partials.map(({ map }) => map.count)).toEqual([1, 2, 4]);
  for (const { map, input, perImage } of partials) {
    const alone = await erf(plan, job(map.count), image);
    expect(map).toEqual(alone.map);
    expect(input).toEqual(alone.input);
    expect(perImage).toEqual(alone.perImage);
  }
  const buffers = [whole, ...partials].flatMap(({ map, input }) => [
    map.sum.buffer,
    input.rgb.buffer,
  ]);
  expect(new Set(buffers).size).toBe(buffers.length);
  // the last image gives the whole, which is no part
  await erf(plan, job(1), image, { onPartial: (run) => partials.push(run) });
  expect(partials).toHaveLength(3);
});

test("a run that was stopped leaves no half of an input behind", async () => {
  const before = tf.memory().numTensors;
  const passes = new PassCache();
  passes.begin("one input");
  const stop = new AbortController();
  const job = toErfJob({ input: array(3), stage: 2 });
  const stopped = erf(plan, job, (i) => image(i), {
    passes,
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
  const again = await erf(plan, job, (i) => image(i), { passes });
  const fresh = await erf(plan, job, (i) => image(i));
  expect(again.map.sum).toEqual(fresh.map.sum);
  passes[Symbol.dispose]();
  expect(tf.memory().numTensors).toBe(before);
});

test("the mean image is the input as it was before it was normalised, and each image has its squares", async () => {
  const grey = (level: number) => async () => ({
    values: Float32Array.from(
      { length: SIDE * SIDE * 3 },
      (_, i) => (level - NORMALISATION.mean[i % 3]!) / NORMALISATION.std[i % 3]!,
    ),
    height: SIDE,
    width: SIDE,
  });
  const job = toErfJob({ input: array(2), stage: 1 });
  const { input, perImage } = await erf(plan, job, (i) => grey(i === 0 ? 0.2 : 0.6)());
  expect([input.height, input.width, new Set(input.rgb)]).toEqual([SIDE, SIDE, new Set([102])]);
  expect(perImage.map((squares) => squares.map(({ t }) => t))).toEqual([
    [0.2, 0.3, 0.5, 0.99],
    [0.2, 0.3, 0.5, 0.99],
  ]);
});

test("channels of a target add up to all of them", async () => {
  const field = (target: ErfJob["target"]) =>
    erf(plan, toErfJob({ input: array(1), stage: 1, protocol: "openerf", target }), () => image());
  const whole = await gradientOf(normals(SIDE * SIDE * 3, 1), Infinity);
  expect(whole.gradient.length).toBe(SIDE * SIDE * 3);
  const [, , channels] = tracePlan(plan, SIDE, SIDE, 1).flat().at(-1)!.output;
  const one = await field({ channel: 0, relu: false });
  const all = await field({ channel: null, relu: false });
  expect(one.map.sum).not.toEqual(all.map.sum);
  expect(all.map.sum).toEqual((await field(null)).map.sum);
  await expect(field({ channel: channels, relu: true })).rejects.toThrow(
    `Channel ${channels}: the feature map has ${channels}, so choose from 0 to ${channels - 1}.`,
  );
  expect([...seedOf({ channel: 1, relu: true }, Float32Array.of(2, 3, -1))]).toEqual([0, 1, 0]);
  expect([...seedOf({ channel: 2, relu: true }, Float32Array.of(2, 3, -1))]).toEqual([0, 0, 0]);
  expect([...seedOf({ channel: 2, relu: false }, Float32Array.of(2, 3, -1))]).toEqual([0, 0, 1]);
});

test("a block that a stage has not is refused before anything is computed", async () => {
  const job = toErfJob({ input: array(1), stage: 1, block: 7 });
  await expect(async () => erf(plan, job, () => image())).rejects.toThrow(
    "Block 7 of stage 1: it has 1, so choose from 0 to 0.",
  );
});
