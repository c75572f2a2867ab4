/** The kernels that a real GPU runs, here on whatever there is: a whole network must give the official field. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { erfMean } from "../../src/analysis/mean.ts";
import { toErfJob } from "../../src/domain/job.ts";
import { findAdapter, startWebgpu } from "../../src/engine/backends/webgpu.ts";
import { cutPlan } from "../../src/engine/cutPlan.ts";
import { makeInput } from "../../src/engine/inputs/makeInput.ts";
import { loadWeights } from "../../src/engine/loadWeights.ts";
import { loadModel } from "../../src/engine/model.ts";
import { Parameters } from "../../src/engine/parameters.ts";
import { runErf } from "../../src/engine/runErf.ts";
import { tracePlan } from "../../src/engine/trace.ts";
import { goldenInput, readGoldenNpy } from "../engine/goldens.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";
import { browserHost, readGolden } from "./host.ts";

/** The insides of stages 1 and 2 are larger: ranges of rows go into maps that exist. */
const BAND_BYTES = 20_000;

test("slak-mini gives the official field of stage 2 by the kernels for real GPUs, in bands", async () => {
  const [name, height, width] = ["slak-mini", 72, 104] as const;
  const started = await startWebgpu({ ...(await findAdapter())!, software: false });
  const ops = { ...started, limits: { ...started.limits, bandBytes: BAND_BYTES } };
  const before = tf.memory().numTensors;
  const file = { name: `${name}.pth`, blob: new Blob([await readGolden(`${name}.pth`)]) };
  const { plan, summary } = await loadModel({ type: "file", file });
  const input = await goldenInput(readGolden, { height, width });
  const job = toErfJob({ input, size: 128, stage: 2 });
  const cut = cutPlan(plan, summary.depths, job.stage, job.block);
  const blocks = tracePlan(cut, height, width, 2, "field", BAND_BYTES).flat();
  const parts = blocks.flatMap((block) => block.parts);
  expect(parts.some(({ kind }) => kind === "bands")).toBe(true);
  const device = { ops, parameters: new Parameters(Infinity), packed: new WeakSet<never>() };
  await loadWeights(device, blocks, undefined);
  const { normalisation } = summary;
  const image = (index: number) =>
    makeInput(input, index, job.size, normalisation, browserHost.decodeImage);
  const { map } = await runErf(device, cut, job, { image, normalisation });
  const want = await readGoldenNpy(readGolden, `${name}.erf72x104.stage2.npy`);
  expectRelativeL2(erfMean(map), want.values, "network", name, [height, width]);
  const { pipelineCache } = tf.backend() as unknown as { pipelineCache: object };
  const products = Object.keys(pipelineCache).filter((key) => /product/i.test(key));
  expect(products.length).toBeGreaterThan(0);
  expect(products.filter((key) => !key.startsWith("tiledProduct"))).toEqual([]);
  device.parameters.dispose();
  expect(tf.memory().numTensors).toBe(before);
  ops.dispose();
});
