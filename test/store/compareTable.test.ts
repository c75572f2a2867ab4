import { describe, expect, it } from "vitest";
import { readMap } from "../../src/analysis/readMap.ts";
import type { Conditions } from "../../src/domain/document.ts";
import type { ModelCard } from "../../src/domain/stored.ts";
import { compareTable, sweepTable, type Measured } from "../../src/store/compareTable.ts";
import { FIRST_CONDITIONS } from "../../src/store/newCell.ts";
import { sayOnPage, toCsv } from "../../src/store/tables.ts";

const SIDE = 16;
const CONDITIONS: Conditions = { ...FIRST_CONDITIONS, size: SIDE };
const card = {
  family: "slak",
  variant: "slak-tiny",
  kernelSizes: [51, 49, 47, 13],
  params: 50_703_838,
  macs: 8_704_776_370,
} as unknown as ModelCard;
const reading = readMap({
  map: {
    height: SIDE,
    width: SIDE,
    sum: new Float64Array(SIDE * SIDE).fill(1),
    count: 1,
    skipped: 0,
  },
  protocol: "slak-figure",
  scale: "linear",
});
const measured: Measured = {
  name: "mine",
  training: "random, seed 0",
  model: card,
  nonzero: 30_480_000,
  sparseMacs: 5_220_000_000,
  reading,
};
const entryOf = (table: ReturnType<typeof compareTable>, name: string) => {
  const at = table.columns.findIndex((column) => column.name === name);
  return { entry: table.rows[0]![at] ?? null, column: table.columns[at]! };
};

describe("the table of a comparison", () => {
  it("gives files every digit and the page millions and billions", () => {
    const table = compareTable([measured], CONDITIONS);
    const csv = toCsv(table);
    for (const digits of ["50703838", "30480000", "8704776370", "5220000000"])
      expect(csv).toContain(digits);
    const said = ["parameters", "nonzero", "MACs at 224 px", "MACs without zeros"].map((name) => {
      const { entry, column } = entryOf(table, name);
      return sayOnPage(entry, column);
    });
    expect(said).toEqual(["50.70", "30.48", "8.70", "5.22"]);
  });
  it("has a minus, not a hyphen, before what is below zero (regression)", () => {
    expect(sayOnPage(-2.514, { name: "degrees", digits: 2 })).toBe("−2.51");
    expect(sayOnPage("-", { name: "words" })).toBe("-");
  });
  it("has a side for every ratio: of an even map half lies within the square of 13 px", () => {
    const table = compareTable([measured], CONDITIONS);
    // 13² = 169 of 256 pixels is the first odd square over half, 11² = 121 is not
    expect(entryOf(table, "area ratio, 50\u00a0%").entry).toBe(169 / 256);
    expect(entryOf(table, "side, 50\u00a0%, px").entry).toBe(13);
    expect(entryOf(table, "area ratio, 99\u00a0%").entry).toBeNull();
    expect(entryOf(table, "anisotropy").entry).toBeCloseTo(1, 6);
  });
  it("shows top-1 only where it is known of a file", () => {
    const page = (top1: number | null) =>
      entryOf(compareTable([{ ...measured, top1 }], CONDITIONS), "top-1, %");
    expect(page(null).column.page).toBeNull();
    expect(page(82.5)).toMatchObject({ entry: 82.5, column: { page: { head: "top-1, %" } } });
  });
});

it("the table of a sweep has a row for every value, also before its map is there", () => {
  const points = [
    { at: 7, measured },
    { at: 13, measured: null },
  ];
  const table = sweepTable([{ name: "mine", points }], "kernel", CONDITIONS);
  expect(table.rows.map((row) => row.slice(0, 2))).toEqual([
    ["mine", 7],
    ["mine", 13],
  ]);
  for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
});
