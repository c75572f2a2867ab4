import { expect, test } from "vitest";
import { type CellEdits, type ModelCell, NO_EDITS } from "../../src/domain/document.ts";
import { sourceOf } from "../../src/store/engine.ts";
import { buildGraph } from "../../src/store/graph.ts";
import { sweptModel } from "../../src/store/sweep.ts";
import type { Notebook } from "../../src/store/notebook.ts";

const resolved = (architecture: string, edits: Partial<CellEdits>) => {
  const cell: ModelCell = {
    id: "m",
    type: "model",
    folded: false,
    bare: false,
    extra: {},
    name: "net",
    origin: { type: "random", architecture, seed: 4 },
    edits: { ...NO_EDITS, ...edits },
  };
  return buildGraph({ title: "", extra: {}, cells: [cell] }).models.get("net")!;
};
// random networks need nothing of the notebook
const source = (architecture: string, edits: Partial<CellEdits>) =>
  sourceOf({} as Notebook, resolved(architecture, edits));
const kernelSizes = [31, 29, 27, 13];

test("a random network is made with the sides asked for unless they are resampled", async () => {
  for (const kernelMode of ["crop", "reinit"] as const)
    expect(await source("slak-tiny", { kernelSizes, kernelMode })).toEqual({
      type: "random",
      id: "slak-tiny?seed=4&kernel=31,29,27,13",
      edits: {},
    });
  expect(await source("slak-tiny", { kernelSizes, kernelMode: "resample" })).toEqual({
    type: "random",
    id: "slak-tiny?seed=4",
    edits: { kernelSizes, kernelMode: "resample" },
  });
});

test("untrained is another seed of a random network, and seeds what is drawn", async () => {
  expect(
    await source("convnext-tiny", { untrained: 7, sparsity: 0.5, pruning: "random" }),
  ).toMatchObject({
    id: "convnext-tiny?seed=7",
    edits: { sparsity: 0.5, pruning: "random", pruningScope: "layer", seed: 7 },
  });
});

test("branches and zeros are told only where there are some", async () => {
  expect(await source("slak-tiny", { off: ["small"], sparsity: 0.4 })).toMatchObject({
    edits: { off: ["small"], sparsity: 0.4, pruning: "magnitude", pruningScope: "layer" },
  });
});

test("a swept model is another where its kernels change in another way", () => {
  const swept = (edits: Partial<CellEdits>) =>
    sweptModel(resolved("slak-tiny", edits), "kernel", 31).identity;
  expect(swept({ kernelMode: "resample" })).not.toBe(swept({}));
  expect(swept({ pruning: "erk" })).toBe(swept({}));
});
