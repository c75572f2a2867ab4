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
  name: "block",
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

const traced = (bandBytes: number) => {
  const plan = { stages: [{ blocks: [block], readout: null }], head: null };
  return tracePlan(plan, SHAPE[0], SHAPE[1], 1, "field", bandBytes).flat()[0]!;
};

/** `fused`: instead of the backend's own, which it may not have. */
export function bandsContract(backend: BackendName, host: Host, fused?: FusedOps): void {
  test.each([
    ["kept, weights in both orientations", true, true],
    ["computed again, weights in both orientations", false, true],
    ["kept, weights in one orientation", true, false],
    ["computed again, weights in one orientation", false, false],
  ])(
    `${backend}${fused ? ", steps done together" : ""}: bands give what the whole gives, %s`,
    async (_, keep, both) => {
      const started = await startBackend(backend, host);
      const ops: Ops = fused === undefined ? started : { ...started, fused };
      const parameters = new Parameters(Infinity);
      const run = new Run(ops, 1, 1, {});
      const before = tf.memory().numTensors;
      const values = [normals(7 * 6 * CHANNELS, 9), normals(7 * 6 * CHANNELS, 10)] as const;
      const [x, dy] = values.map((own) => tf.tensor3d(own, SHAPE)) as [tf.Tensor3D, tf.Tensor3D];
      const there = async (ops: Ops, bandBytes: number, kept: boolean) => {
        const device = { ops, parameters, packed: new WeakSet<Step>() };
        const one = traced(bandBytes);
        parameters.hold(stepsOf([one]), both);
        const up = await forwardBlock(device, one, x, kept, run);
        const down = await backwardBlock(device, one, { x, ...up }, dy, run);
        const numbers = [await up.y.data(), await down.data()] as const;
        freeKept(up.kept);
        tf.dispose([up.y, down]);
        return numbers;
      };
      expect(traced(BAND_BYTES).parts.map(({ kind }) => kind)).toEqual(["step", "bands"]);
      const whole = await there({ ...ops, fused: undefined }, Infinity, true);
      for (const kept of [true, false]) {
        const [map, gradient] = await there(ops, Infinity, kept);
        expectRelativeL2(map, whole[0], "kernel", "map");
        expectRelativeL2(gradient, whole[1], "kernel", "gradient");
      }
      const bands = await there(ops, BAND_BYTES, keep);
      expectRelativeL2(bands[0], whole[0], "kernel", "map");
      expectRelativeL2(bands[1], whole[1], "kernel", "gradient");
      parameters.dispose();
      tf.dispose([x, dy]);
      expect(tf.memory().numTensors).toBe(before);
      ops.dispose();
    },
  );
}
