import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toErfJob } from "../../src/domain/job.ts";
import type { ModelEdits, ModelSource } from "../../src/domain/model.ts";
import { BaseNetworks } from "../../src/engine/baseNetworks.ts";
import { loadModel } from "../../src/engine/model.ts";
import { allSteps, type Step } from "../../src/engine/plan.ts";
import { Session } from "../../src/engine/session.ts";
import { nodeHost } from "./nodeHost.ts";

const bytes = readFileSync(new URL("../goldens/slak-mini.pth", import.meta.url));
/** As it arrives in a worker: another blob each time. */
const sourceOf = (edits: ModelEdits, key: string | null = "the hash"): ModelSource => ({
  type: "file",
  file: { name: "slak-mini.pth", blob: new Blob([bytes]) },
  ...(key !== null && { key }),
  edits,
});
const shared = (steps: readonly Step[], others: readonly Step[]) =>
  steps.filter((step) => others.includes(step)).map(({ kind }) => kind);

test("models of one file have the steps in common that their edits leave alone", async () => {
  const bases = new BaseNetworks();
  const planOf = async (source: ModelSource) =>
    allSteps((await loadModel(source, (one) => bases.of(one))).plan);
  const whole = await planOf(sourceOf({}));
  const [half, more] = [
    await planOf(sourceOf({ sparsity: 0.5 })),
    await planOf(sourceOf({ sparsity: 0.6 })),
  ];
  const fixed = whole.filter(({ kind }) => kind !== "depthwise").map(({ kind }) => kind);
  expect(fixed).toContain("product");
  for (const other of [half, more]) {
    expect(other).toHaveLength(whole.length);
    expect(shared(other, whole)).toEqual(fixed);
  }
  expect(shared(half, more)).toEqual(fixed);
  expect(
    shared(whole, await planOf(sourceOf({ untrained: 1 }))).filter((kind) => kind !== "gelu"),
  ).toEqual([]);
});

test("a stage whose kernels stay as they are keeps its steps", async () => {
  const bases = new BaseNetworks();
  const open = (edits: ModelEdits) => loadModel(sourceOf(edits), (one) => bases.of(one));
  const [whole, cut] = [await open({}), await open({ kernelSizes: [5, 49, 47, 13] })];
  const sides = whole.summary.kernelSizes;
  const kept = await open({ kernelSizes: [5, ...sides.slice(1)] });
  expect(cut.summary.kernelSizes[0]).toBe(5);
  const stageSteps = ({ plan }: typeof whole, s: number) =>
    plan.stages[s]!.blocks.flatMap(({ steps }) => steps);
  expect(shared(stageSteps(kept, 0), stageSteps(whole, 0))).not.toContain("depthwise");
  expect(stageSteps(kept, 1)).toEqual(stageSteps(whole, 1));
  expect(shared(stageSteps(kept, 1), stageSteps(whole, 1))).toContain("depthwise");
});

test("a file that is not said to be the same is read anew, and one that cannot be read is not kept", async () => {
  const bases = new BaseNetworks();
  const [once, twice] = [await bases.of(sourceOf({}, null)), await bases.of(sourceOf({}, null))];
  expect(once).not.toBe(twice);
  const broken: ModelSource = {
    type: "file",
    file: { name: "a.pth", blob: new Blob(["no checkpoint"]) },
    key: "k",
  };
  await expect(bases.of(broken)).rejects.toThrow("a.pth");
  await expect(bases.of(broken)).rejects.toThrow("a.pth");
});

test("an edited model adds the weights of what it changed, and closing one leaves the other's", async () => {
  const session = new Session(nodeHost);
  await session.start({ backend: "cpu" });
  const input = { type: "noise", count: 1, seed: 0 } as const;
  const field = async (name: string) =>
    (await session.erf(name, toErfJob({ input, size: 32, stage: 4 }))).map.sum;
  await session.open("whole", sourceOf({}));
  await field("whole");
  const alone = session.memory().bytes;
  await session.open("half", sourceOf({ sparsity: 0.5 }));
  const before = await field("half");
  const both = session.memory().bytes;
  session.close("whole");
  expect(await field("half")).toEqual(before);
  const left = session.memory().bytes;
  expect(left).toBe(alone);
  expect(both).toBeGreaterThan(alone);
  expect(both - alone).toBeLessThan(0.7 * alone);
  session.close("half");
  expect(session.memory().bytes).toBe(0);
  session.dispose();
});
