/** A block that goes band by band must give what it gives as a whole, on every backend. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { BackendName } from "../../src/domain/job.ts";
import { startBackend } from "../../src/engine/backends/start.ts";
import { backwardBlock, forwardBlock, freeKept } from "../../src/engine/block.ts";
import type { FusedOps, Ops } from "../../src/engine/ops.ts";
import type { Host } from "../../src/engine/host.ts";
import { Parameters } from "../../src/engine/parameters.ts";
import type { PlannedBlock, Step } from "../../src/engine/plan.ts";
import { Run } from "../../src/engine/run.ts";
import { stepsOf, tracePlan } from "../../src/engine/trace.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";
import { normals } from "../helpers/normals.ts";

const CHANNELS = 3;
const HIDDEN = 10;
const SHAPE = [7, 6, CHANNELS] as [number, number, number];
/** three bands, of 3, 3 and 1 rows */
const BAND_BYTES = 700;

const product = (name: string, inputs: number, outputs: number, seed: number): Step => ({
  kind: "product",
  name,
  gather: { type: "pixel" },
  inputs,
  channels: inputs,
  outputs,
  load: async () => ({ weight: normals(inputs * outputs, seed), bias: normals(outputs, seed + 1) }),
});

const block: PlannedBlock = {
  name: "GELU block",
  residual: true,
  relu: false,
  shortcut: [],
  steps: [
    {
      kind: "depthwise",
      name: "depthwise",
      channels: CHANNELS,
      stride: 1,
      sides: [[3, 3]],
      load: async () => ({ kernels: [normals(9 * CHANNELS, 1)], bias: normals(CHANNELS, 2) }),
    },
    {
      kind: "layerNorm",
      name: "norm",
      channels: CHANNELS,
      eps: 1e-6,
      load: async () => ({ weight: normals(CHANNELS, 3), bias: normals(CHANNELS, 4) }),
    },
    product("up", CHANNELS, HIDDEN, 5),
    { kind: "gelu", name: "act" },
    product("down", HIDDEN, CHANNELS, 7),
  ],
};

/** As RepLKNet has it: ReLU on both sides of a depthwise convolution. */
const reluBlock: PlannedBlock = {
  ...block,
  name: "ReLU block",
  steps: [
    product("in", CHANNELS, CHANNELS, 11),
    { kind: "relu", name: "before" },
    block.steps[0]!,
    { kind: "relu", name: "after" },
    product("out", CHANNELS, CHANNELS, 13),
  ],
};

const traced = (planned: PlannedBlock, bandBytes: number) => {
  const plan = { stages: [{ blocks: [planned], readout: null }], head: null };
  return tracePlan(plan, SHAPE[0], SHAPE[1], 1, "field", bandBytes).flat()[0]!;
};

/** A backend with one map and one gradient on it; all tensors are freed and counted at the end. */
async function withBlock(
  backend: BackendName,
  host: Host,
  fused: FusedOps | undefined,
  work: (
    ops: Ops,
    walked: (
      ops: Ops,
      block: PlannedBlock,
      bandBytes: number,
      keep: boolean,
      both?: boolean,
    ) => Promise<Walked>,
  ) => Promise<void>,
): Promise<void> {
  const started = await startBackend(backend, host);
  const ops: Ops = fused === undefined ? started : { ...started, fused };
  const parameters = new Parameters(Infinity);
  const run = new Run(ops, 1, 1, {});
  const before = tf.memory().numTensors;
  const values = [normals(7 * 6 * CHANNELS, 9), normals(7 * 6 * CHANNELS, 10)] as const;
  const [x, dy] = values.map((own) => tf.tensor3d(own, SHAPE)) as [tf.Tensor3D, tf.Tensor3D];
  await work(ops, async (by, planned, bandBytes, keep, both = true) => {
    const device = { ops: by, parameters, packed: new WeakSet<Step>() };
    const one = traced(planned, bandBytes);
    parameters.hold(stepsOf([one]), both);
    const up = await forwardBlock(device, one, x, keep, run);
    const down = await backwardBlock(device, one, { x, ...up }, dy, run);
    const [map, gradient] = [await up.y.data(), await down.data()];
    freeKept(up.kept);
    tf.dispose([up.y, down]);
    return { map, gradient };
  });
  parameters.dispose();
  tf.dispose([x, dy]);
  expect(tf.memory().numTensors).toBe(before);
  ops.dispose();
}

interface Walked {
  readonly map: ArrayLike<number>;
  readonly gradient: ArrayLike<number>;
}

function expectSame(found: Walked, whole: Walked): void {
  expectRelativeL2(found.map, whole.map, "kernel", "map");
  expectRelativeL2(found.gradient, whole.gradient, "kernel", "gradient");
}

/** `fused`: instead of the backend's own, which it may not have. */
export function bandsContract(backend: BackendName, host: Host, fused?: FusedOps): void {
  const name = `${backend}${fused ? ", steps done together" : ""}`;
  test.each([
    ["kept, weights in both orientations", true, true],
    ["computed again, weights in both orientations", false, true],
    ["kept, weights in one orientation", true, false],
    ["computed again, weights in one orientation", false, false],
  ])(`${name}: bands give what the whole gives, %s`, async (_, keep, both) => {
    expect(traced(block, BAND_BYTES).parts.map(({ kind }) => kind)).toEqual(["step", "bands"]);
    await withBlock(backend, host, fused, async (ops, walked) => {
      const whole = await walked({ ...ops, fused: undefined }, block, Infinity, true, both);
      expectSame(await walked(ops, block, BAND_BYTES, keep, both), whole);
    });
  });

  test.each([block, reluBlock])(
    `${name}: the $name gives together what it gives step by step`,
    async (planned) => {
      await withBlock(backend, host, fused, async (ops, walked) => {
        const apart = await walked({ ...ops, fused: undefined }, planned, Infinity, true);
        for (const keep of [true, false])
          expectSame(await walked(ops, planned, Infinity, keep), apart);
      });
    },
  );
}
