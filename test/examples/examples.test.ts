/** That the examples hold what they say: their tables, the claims of their texts, and numbers that a run gives. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { erfMean } from "../../src/analysis/mean.ts";
import type { Cell, NotebookDocument } from "../../src/domain/document.ts";
import type { ErfValue, KeptValue, ResultKey } from "../../src/domain/stored.ts";
import { findCell } from "../../src/store/cells.ts";
import { buildGraph } from "../../src/store/graph.ts";
import { ratesOf } from "../../src/store/maskNumbers.ts";
import { partsOf } from "../../src/store/parts.ts";
import {
  exampleFiles,
  pathOf,
  README,
  readAccuracies,
  readExample,
  readNetworks,
  TABLE_NOTEBOOK,
  tableIn,
} from "./files.ts";
import { CELLS, makeNetworkTable } from "./networkTable.ts";
import { findDifferences, rerun } from "./rerun.ts";

type Results = ReadonlyMap<ResultKey, KeptValue>;
const computes = ({ type }: Cell): boolean =>
  type !== "text" && type !== "kernels" && type !== "masks";

/** The fields of a comparison, by the models' names. */
function fieldsOf(
  document: NotebookDocument,
  results: Results,
  id: string,
): Record<string, ErfValue> {
  const cell = findCell(document, id);
  if (cell?.type !== "compare") throw new Error(`no comparison ${id}`);
  const values = partsOf(cell, buildGraph(document)).map(({ key }) => results.get(key));
  return Object.fromEntries(
    cell.models.map((name, i) => {
      const value = values[i];
      if (value?.kind !== "erf") throw new Error(`no field of ${name}`);
      return [name, value];
    }),
  );
}
/** Area of the smallest centred square that holds half, over that of the input, by the definition. */
function halfOf({ result: { map } }: ErfValue, read: (x: number) => number = (x) => x): number {
  const { height, width } = map;
  const values = erfMean(map).map(read);
  const total = values.reduce((a, b) => a + b, 0);
  for (let i = 1; i < height / 2; i++) {
    let inside = 0;
    for (let y = height / 2 - i; y <= height / 2 + i; y++)
      for (let x = width / 2 - i; x <= width / 2 + i; x++) inside += values[y * width + x]!;
    if (inside / total > 0.5) return (2 * i + 1) ** 2 / (height * width);
  }
  return NaN;
}
const halves = (
  fields: Record<string, ErfValue>,
  read?: (x: number) => number,
): Record<string, number> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, halfOf(value, read)]));
/** Which weights of the strips are not zero in a network of the box, by name, from the file itself. */
function readStrips(file: string): ReadonlyMap<string, readonly boolean[]> {
  const { buffer } = Uint8Array.from(readFileSync(pathOf(`public/networks/${file}.safetensors`)));
  const start = 8 + Number(new DataView(buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(buffer.slice(8, start))) as Record<
    string,
    { readonly dtype?: string; readonly data_offsets?: readonly [number, number] }
  >;
  return new Map(
    Object.entries(header).flatMap(([name, { dtype, data_offsets }]) => {
      if (!data_offsets || !/large_kernel\.LoRA[12]\.conv\.weight$/.test(name)) return [];
      expect(dtype).toBe("F16");
      const [from, to] = data_offsets;
      const halves = new Uint16Array(buffer.slice(start + from, start + to));
      // but for the sign
      return [[name, Array.from(halves, (bits) => (bits & 0x7fff) !== 0)] as const];
    }),
  );
}

describe("the examples", () => {
  it.each(exampleFiles())("%s opens with every result that it needs, and no other", (file) => {
    const { document, results, notes } = readExample(file);
    expect(notes).toEqual([]);
    const graph = buildGraph(document);
    const wanted = document.cells
      .filter(computes)
      .flatMap((cell) => partsOf(cell, graph).map(({ key }) => key));
    expect(wanted.filter((key) => !results.has(key))).toEqual([]);
    const all = document.cells.flatMap((cell) => partsOf(cell, graph).map(({ key }) => key));
    expect([...results.keys()].filter((key) => !all.includes(key))).toEqual([]);
  });
  it.each(exampleFiles())("%s leads only to examples that there are", (file) => {
    const { document } = readExample(file);
    const text = document.cells
      .flatMap((cell) => (cell.type === "text" ? [cell.text] : []))
      .join("\n");
    const links = [...text.matchAll(/\]\(\?notebook=examples\/([^)]+)\)/g)].map(([, name]) => name);
    expect(links.filter((name) => !exampleFiles().includes(name!))).toEqual([]);
  });
});

describe("the table of networks", () => {
  const { document, results } = readExample(TABLE_NOTEBOOK);
  const table = makeNetworkTable(document, results, readNetworks(), readAccuracies());

  it("has a row for each, and stands in the notebook and in the README as the results give it", () => {
    expect(table.split("\n")).toHaveLength(2 + readNetworks().length);
    const cell = findCell(document, CELLS.table);
    expect(cell?.type === "text" && cell.text).toBe(table);
    const cells = (text: string | null) =>
      text
        ?.split("\n")
        .map((line) => line.split("|").map((part) => part.trim().replace(/^-+(:?)$/, "-$1")));
    expect(cells(tableIn(readFileSync(README, "utf8")))).toEqual(cells(table));
  });
});

describe("what the texts claim", () => {
  const scaling = readExample(TABLE_NOTEBOOK);
  const inScaling = (id: string) => halves(fieldsOf(scaling.document, scaling.results, id));

  it("“at the end of stage 2 they do: less than a tenth, a quarter, almost half”", () => {
    const { convnext, convnext_31, slak } = inScaling("three");
    expect(convnext).toBeLessThan(0.1);
    expect(slak).toBeCloseTo(0.25, 1);
    expect(convnext_31).toBeGreaterThan(0.4);
    expect(convnext_31).toBeLessThan(0.5);
  });
  it("“here SLaK’s is the narrowest of all five, narrower than that of plain ConvNeXt”", () => {
    const { convnext, convnext_31, replknet, slak } = inScaling("trained");
    expect(slak).toBeLessThan(Math.min(convnext!, convnext_31!, replknet!));
  });
  it("“SLaK learns this task faster than either ConvNeXt”, and the larger ConvNeXt slower and less", () => {
    const at = (name: string, step: number) =>
      readNetworks()
        .find((one) => one.name === name)!
        .checkpoints.find((one) => one.step === step)!.accuracy;
    expect(at("slak-nano", 450)).toBeGreaterThan(2 * at("convnext-nano", 450));
    expect(at("convnext-nano-31", 450)).toBeLessThan(at("convnext-nano", 450));
    expect(at("convnext-nano-31", 1500)).toBeLessThan(at("convnext-nano", 1500));
    expect([450, 1500].map((step) => Math.round(100 * at("slak-nano-dense", step)))).toEqual([
      99, 100,
    ]);
    expect([0, 150, 450, 1500].map((step) => Math.round(100 * at("slak-nano", step)))).toEqual([
      11, 13, 91, 100,
    ]);
  });
  it("training widens each field, RepLKNet’s most, SLaK’s within 150 steps", () => {
    const { document, results } = readExample("before-and-after-training.fieldbook.json");
    const read = (id: string) => halves(fieldsOf(document, results, id));
    const { replknet_start, replknet } = read("replknet-both");
    const { convnext_start, convnext } = read("convnext-both");
    const { slak_start, slak_150, slak } = read("steps");
    expect(replknet! / replknet_start!).toBeGreaterThan(4);
    expect(convnext! / convnext_start!).toBeGreaterThan(1.1);
    expect(slak! / slak_start!).toBeGreaterThan(1.1);
    expect(replknet!).toBeGreaterThan(slak!);
    expect(slak_150!).toBeGreaterThan(0.95 * slak!);
    expect(Math.sqrt(replknet_start!) * 128).toBeCloseTo(31);
  });
  it("without a strip the field is smaller, without the small square wider", () => {
    const { document, results } = readExample("inside-a-51x51-kernel.fieldbook.json");
    const { slak, no_wide, no_tall, no_small } = halves(fieldsOf(document, results, "branches"));
    expect(Math.max(no_wide!, no_tall!)).toBeLessThan(0.8 * slak!);
    expect(no_small!).toBeGreaterThan(1.1 * slak!);
  });
  it("“152 pixels a side, more than the 128 of the input”, and one stage up more than twice", () => {
    const { document, results } = readExample("how-far-does-a-network-see.fieldbook.json");
    const stages = (id: string) => {
      const cell = findCell(document, id);
      const [part] = cell ? partsOf(cell, buildGraph(document)) : [];
      const value = part && results.get(part.key);
      return value?.kind === "erf" ? value.model.stages : [];
    };
    expect(stages("convnext-field")[1]!.field).toBe(152);
    expect(stages("convnext-deeper")[2]!.field).toBeGreaterThan(2 * 128);
  });
  it("masks of the first block’s strips overlap little more than by chance, those from stage 2 on far more", () => {
    const [start, trained] = [0, 1500].map((step) => readStrips(`slak-nano/${step}`));
    const rates = [...start!].map(([name, before]) => {
      const after = trained!.get(name)!;
      const [first, second] = [before.filter(Boolean).length, after.filter(Boolean).length];
      const both = before.filter((alive, i) => alive && after[i]).length;
      return { name, ...ratesOf({ weights: before.length, first, second, both }) };
    });
    expect(rates).toHaveLength(14);
    const [stage1, later] = [/^stages\.0\.0/, /^stages\.[123]/].map((stage) =>
      rates.filter(({ name }) => stage.test(name)),
    );
    for (const { iou, chance } of stage1!) expect(iou - chance).toBeLessThan(0.08);
    for (const { iou, chance } of later!) {
      expect(iou).toBeGreaterThan(0.5);
      expect(chance).toBeLessThan(1 / 3);
    }
  });
  it("the power map brings SLaK’s and ConvNeXt’s ratios together, the next stage turns them round", () => {
    const { document, results } = readExample("which-protocol.fieldbook.json");
    const stage2 = fieldsOf(document, results, "rank-linear");
    const [linear, power] = [halves(stage2), halves(stage2, (x) => x ** 0.25)];
    expect(linear["slak"]! / linear["convnext"]!).toBeGreaterThan(2);
    expect(power["slak"]! / power["convnext"]!).toBeLessThan(1.4);
    for (const { convnext, slak, replknet } of [linear, power]) {
      expect(convnext!).toBeLessThan(slak!);
      expect(slak!).toBeLessThanOrEqual(replknet!);
    }
    const stage3 = halves(fieldsOf(document, results, "rank-stage"));
    expect(stage3["convnext"]!).toBeGreaterThan(stage3["slak"]!);
  });
});

it("“Which protocol?” run anew gives the numbers that it holds", async () => {
  const { document, results } = readExample("which-protocol.fieldbook.json");
  expect(findDifferences(results, await rerun(document))).toEqual([]);
}, 120_000);
