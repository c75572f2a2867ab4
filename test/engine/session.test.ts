import { expect, test } from "vitest";
import { toErfJob } from "../../src/domain/job.ts";
import { HEAP_BYTES } from "../../src/engine/backends/wasm.ts";
import { checkFits, keepBudget, needOf, orientationsOf } from "../../src/engine/memory.ts";
import type { Ops } from "../../src/engine/ops.ts";
import { planNetwork } from "../../src/engine/plan.ts";
import { Session } from "../../src/engine/session.ts";
import { tracePlan } from "../../src/engine/trace.ts";
import { randomNetwork } from "../../src/models/random.ts";
import { nodeHost } from "./nodeHost.ts";

const MIB = 2 ** 20;
const opsOf = (tensorBytes: number, totalBytes: number): Ops =>
  ({ adapter: "a small GPU", limits: { tensorBytes, totalBytes } }) as Ops;

test("an input that the device cannot hold is refused with the size that fits", () => {
  const plan = planNetwork(randomNetwork("slak-tiny"));
  const small = opsOf(128 * MIB, 1024 * MIB);
  expect(() => checkFits(small, plan, 224, 224, 4)).not.toThrow();
  let refusal = "";
  try {
    checkFits(small, plan, 2048, 2048, 4);
  } catch (error) {
    refusal = (error as Error).message;
    expect(error).toMatchObject({ code: "too-large" });
  }
  expect(refusal).toMatch(
    /^An input of 2048 × 2048 needs about \d+ MiB, with one map of \d+ MiB, more than a small GPU takes; (\d+) × \1 would fit\.$/,
  );
  const side = Number(/; (\d+) ×/.exec(refusal)![1]);
  expect(() => checkFits(small, plan, side, side, 4)).not.toThrow();
  expect(() => checkFits(small, plan, side + 32, side + 32, 4)).toThrow();
});

test("weights are held in both orientations where there is room for all of them, and maps are few or small", () => {
  const gpu = { limits: { tensorBytes: 2 ** 31, totalBytes: 4 * 2 ** 30, mapBytes: 496 * MIB } };
  const both = (name: string, size: number) => {
    const network = planNetwork(randomNetwork(name));
    const blocks = tracePlan(network, size, size, 4, "field", 64 * MIB).flat();
    return orientationsOf(gpu as Ops, blocks);
  };
  const small = both("slak-tiny", 224);
  expect(small.both).toBe(true);
  expect(small.asMaps).toBeGreaterThan(100 * MIB);
  expect(both("slak-tiny", 1024)).toEqual({ both: false, asMaps: 0 });
  expect(both("replknet-31l", 224)).toEqual({ both: true, asMaps: 0 });
  // 335 million parameters: twice 1.2 GiB
  expect(both("replknet-xl", 224)).toEqual({ both: false, asMaps: 0 });
});

test("the papers' networks at 1024 fit what wasm has, SLaK-T with room for all that the gradient needs", () => {
  const blocks = tracePlan(planNetwork(randomNetwork("slak-tiny")), 1024, 1024, 4).flat();
  const wasm = opsOf(2 ** 31, HEAP_BYTES);
  const large = planNetwork(randomNetwork("replknet-31b"));
  checkFits(wasm, large, 1024, 1024, 4);
  expect(() => checkFits(wasm, large, 1056, 1056, 4)).toThrow("1024 × 1024 would fit");
  expect(needOf(blocks).totalBytes).toBeLessThan(1100 * MIB);
  expect(keepBudget(wasm, blocks)).toBeGreaterThan(0);
});

test("an unknown backend's absence, a model that is not open and a map too small are one sentence each", async () => {
  const session = new Session(nodeHost);
  await expect(session.start({ backend: "webgpu" })).rejects.toMatchObject({ code: "no-webgpu" });
  await session.start({ backend: "wasm" });
  const input = { type: "noise", count: 1, seed: 0 } as const;
  await expect(session.erf("nobody", toErfJob({ input, size: 32 }))).rejects.toThrow(
    'No model is open under the name "nobody".',
  );
  session.dispose();
});

test("auto takes wasm where there is no GPU, and another choice keeps the models open", async () => {
  const session = new Session(nodeHost);
  expect(await session.start({ backend: "auto" })).toMatchObject({ backend: "wasm" });
  await session.open("net", { type: "random", id: "convnext-tiny?classes=2" });
  const job = toErfJob({ input: { type: "noise", count: 1, seed: 0 }, size: 32, stage: 1 });
  const wasm = await session.erf("net", job);
  expect(await session.start({ backend: "cpu" })).toMatchObject({ backend: "cpu" });
  const cpu = await session.erf("net", job);
  expect([wasm.backend, cpu.backend]).toEqual(["wasm", "cpu"]);
  expect([cpu.featureMap, cpu.unit]).toEqual([
    { height: 8, width: 8 },
    { y: 4, x: 4 },
  ]);
  const difference = wasm.map.sum.reduce((sum, v, i) => sum + (v - cpu.map.sum[i]!) ** 2, 0);
  const size = cpu.map.sum.reduce((sum, v) => sum + v * v, 0);
  expect(Math.sqrt(difference / size)).toBeLessThan(1e-5);
  session.dispose();
});
