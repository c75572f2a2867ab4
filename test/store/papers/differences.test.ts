import { expect, it } from "vitest";
import type { Conditions } from "../../../src/domain/document.ts";
import { NO_EDITS, type CellEdits, type ModelOrigin } from "../../../src/domain/document.ts";
import { buildGraph } from "../../../src/store/graph.ts";
import { erfPart } from "../../../src/store/parts.ts";
import { sayDifferences, sayWeights } from "../../../src/store/papers/differences.ts";
import type { Measured } from "../../../src/store/papers/measure.ts";
import { CONDITIONS, file, notebookWith, random, tableOf } from "./bench.ts";

const area = tableOf("replknet-area");
const radial = tableOf("openerf-radial");
const rowOf = (name: string, table = area) => table.rows.find((row) => row.name === name)!;

function measured(
  origin: ModelOrigin,
  change: Partial<Conditions> = {},
  edits: Partial<CellEdits> = {},
): Measured {
  const conditions = { ...CONDITIONS, size: 1024, ...change };
  const document = notebookWith("One", origin, conditions, { ...NO_EDITS, ...edits });
  const model = buildGraph(document).models.get("net")!;
  const { images } = conditions;
  return {
    part: erfPart(model, conditions) as Measured["part"],
    place: { notebook: "a", cell: "f", title: "One" },
    values: [],
    centroid: null,
    unit: conditions.unit === "center" ? { y: 16, x: 16 } : conditions.unit,
    featureMap: { height: 32, width: 32 },
    images: images.type === "files" ? images.files.length : images.count,
  };
}
const IMAGES = "2 images of dead leaves instead of 50 of ImageNet’s validation set";

it("only the images differ under the conditions of the paper", () => {
  const own = measured(file("resnet.pth"));
  expect(sayDifferences(own, area.conditions, rowOf("ResNet-101"))).toEqual([IMAGES]);
  expect(sayWeights(own.part.model)).toBe("weights of resnet.pth");
});
it("everything else that differs is said, each with what the paper has", () => {
  const own = measured(
    random("resnet-101"),
    { protocol: "openerf", size: 128, stage: 2, block: 1, unit: { y: 3, x: 4 } },
    { kernelSizes: [7, 7, 7, 7], sparsity: 0.4, off: ["small"] },
  );
  expect(sayDifferences(own, area.conditions, rowOf("ResNet-101"))).toEqual([
    "the target of openerf instead of that of replknet",
    "block 1 of stage 2 instead of stage 4",
    "input 128\u202fpx instead of 1024\u202fpx",
    "random weights of seed 0 instead of trained ones",
    "unit at row 3, column 4 instead of the centre",
    IMAGES,
    "kernels cut to 7 7 7 7",
    "40\u202f% of its taps set to zero",
    "without its small squares",
  ]);
});
it("a unit that is the centre by its numbers is the centre, and a row may have another", () => {
  const centre = measured(file("a.pth"), { unit: { y: 16, x: 16 } });
  expect(sayDifferences(centre, area.conditions, rowOf("ResNet-101"))).toEqual([IMAGES]);
  const deit = {
    ...measured(file("a.pth"), { protocol: "openerf", size: 224 }),
    unit: { y: 7, x: 7 },
  };
  expect(sayDifferences(deit, radial.conditions, rowOf("DeiT-S/16", radial))[0]).toBe(
    "unit at row 7, column 7 instead of row 6, column 6",
  );
});
it("kernels that make the row's network are no difference", () => {
  const own = measured(random("replknet-31b"), {}, { kernelSizes: [13, 13, 13, 13] });
  expect(sayDifferences(own, area.conditions, rowOf("RepLKNet-13"))).toEqual([
    "random weights of seed 0 instead of trained ones",
    IMAGES,
  ]);
  const cut = measured(file("31.pth"), {}, { kernelSizes: [13, 13, 13, 13] });
  expect(sayDifferences(cut, area.conditions, rowOf("RepLKNet-13"))).toEqual([
    IMAGES,
    "kernels cut to 13 13 13 13",
  ]);
});
it("pictures are counted as the person's, and random values of a file are random weights", () => {
  const picture = { name: "a.png", bytes: 1, sha256: "b".repeat(64) };
  const own = measured(
    file("a.pth"),
    { images: { type: "files", files: [picture] } },
    { untrained: 5 },
  );
  expect(sayDifferences(own, area.conditions, rowOf("ResNet-101"))).toEqual([
    "random weights of seed 5 instead of trained ones",
    "one of your pictures instead of 50 of ImageNet’s validation set",
  ]);
});
