import { expect, it } from "vitest";
import { buildGraph } from "../../../src/store/graph.ts";
import { erfPart } from "../../../src/store/parts.ts";
import { accuracyTable, fieldTable, mapsTable } from "../../../src/store/papers/tables.ts";
import { toCsv, toMarkdown } from "../../../src/store/tables.ts";
import type { Measured } from "../../../src/store/papers/measure.ts";
import { CONDITIONS, notebookWith, published, random, tableOf } from "./bench.ts";

const radial = tableOf("openerf-radial");
const measured: Measured = {
  part: erfPart(
    buildGraph(notebookWith("One", random("resnet-101"))).models.get("net")!,
    CONDITIONS,
  ) as Measured["part"],
  place: { notebook: "a", cell: "f", title: "One" },
  values: [0.25, 0.5, null, 1],
  centroid: { y: 1.5, x: 2.25 },
  unit: { y: 0, x: 0 },
  featureMap: { height: 1, width: 1 },
  images: 2,
};

it("printed numbers are taken away with what was measured and what differs", () => {
  const { columns, rows } = fieldTable(radial, [measured]);
  expect(columns.map(({ name }) => name).slice(0, 3)).toEqual([
    "network",
    "printed: share within 10 px, %",
    "printed: share within 20 px, %",
  ]);
  expect(rows[0]?.slice(7, 13)).toEqual([25, 50, null, 100, 2.25, 1.5]);
  expect(rows[0]?.[13]).toBe("random weights of seed 0");
  expect(rows[0]?.[14]).toContain("instead of 1000 of ImageNet’s validation set");
  expect(rows[1]?.slice(7)).toEqual(Array<null>(8).fill(null));
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
});
it("every number of OpenERF is there in full", () => {
  const csv = toCsv(fieldTable(radial, []));
  expect(csv).toContain("1.49136946809283");
  expect(csv).toContain("103.70820420453538");
});
it("maps have only what was measured", () => {
  const table = published.tables.find(({ type }) => type === "maps");
  if (table?.type !== "maps") throw new Error("no maps");
  expect(mapsTable(table, []).rows).toEqual([
    ["ConvNeXt-T", "7 7 7 7", "ConvNext-T_7.npy", null, null, null, null],
    ["ConvNeXt-T", "31 29 27 13", "ConvNext-T_31.npy", null, null, null, null],
    ["SLaK-T", "51 49 47 13", "SLaK-T_51.npy", null, null, null, null],
  ]);
});
it("accuracies have the decimals that were printed", () => {
  const of = (id: string): string => {
    const table = published.tables.find((one) => one.id === id);
    return table?.type === "accuracy" ? toMarkdown(accuracyTable(table)) : "";
  };
  expect(of("replknet-kernels")).toContain("| RepLKNet | 25 25 25 13 | 83.00 |");
  expect(of("slak-accuracy")).toContain("| SLaK-T | 51 | 120 | 81.6 |");
  expect(of("slak-accuracy")).toContain("| SLaK-B | – | 300 | 84.0 |");
});
