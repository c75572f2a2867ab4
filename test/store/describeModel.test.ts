import { expect, it } from "vitest";
import { type CellEdits, type ModelOrigin, NO_EDITS } from "../../src/domain/document.ts";
import { describeModel } from "../../src/store/describeModel.ts";
import { identityOf, type ResolvedModel } from "../../src/store/graph.ts";
import { createCell } from "../../src/store/newCell.ts";
import { EMPTY_DOCUMENT } from "../../src/store/notebook.ts";

const RANDOM = { type: "random", architecture: "slak-tiny", seed: 0 } as const;
const FILE = {
  type: "file",
  file: { name: "slak.pth", bytes: 2e8, sha256: "a".repeat(64) },
  weights: null,
} as const;
const model = (
  patch: Partial<CellEdits>,
  root: Exclude<ModelOrigin, { type: "model" }> = RANDOM,
): ResolvedModel => {
  const edits = { ...NO_EDITS, ...patch };
  const cell = createCell(EMPTY_DOCUMENT, "model", "m") as ResolvedModel["cell"];
  return { cell, root, edits, identity: identityOf(root, edits) };
};
const say = (before: ResolvedModel, after: ResolvedModel): readonly string[] =>
  describeModel(before, after, ({ edits }) => edits.kernelSizes ?? [51, 49, 47, 13]);

it("says what of a model changed, from what to what", () => {
  const none = model({});
  expect(say(none, none)).toEqual([]);
  expect(say(none, model({ kernelSizes: [7, 7, 7, 7] }))).toEqual([
    "kernels of slak 51 49 47 13 to 7 7 7 7",
  ]);
  expect(say(none, model({ sparsity: 0.4, off: ["small"] }))).toEqual([
    "sparsity of slak 0 to 40\u202f%",
    "branches of slak all to without small square",
  ]);
  expect(say(model({ sparsity: 0.4 }), model({ sparsity: 0.4, pruning: "erk" }))).toEqual([
    "zeros of slak the smallest to by ERK",
  ]);
  expect(say(none, model({}, FILE))).toEqual([
    "weights of slak random slak-tiny (seed 0) to slak.pth",
  ]);
  expect(say(model({}, FILE), model({ untrained: 3 }, FILE))).toEqual([
    "values of slak those of the weights to random (seed 3)",
  ]);
  const sides = { kernelSizes: [7, 7, 7, 7] };
  expect(say(model(sides, FILE), model({ ...sides, kernelMode: "resample" }, FILE))).toEqual([
    "kernels of slak cut to interpolated",
  ]);
});
