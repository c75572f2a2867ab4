// @vitest-environment jsdom
import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { maskNumbers } from "../../../src/store/maskNumbers.ts";
import { channelNumbers } from "../../../src/store/kernelNumbers.ts";
import { readingOf } from "../../../src/store/readings.ts";
import { erfOf } from "../../../src/store/results.ts";
import { runtimeOf } from "../../../src/store/notebook.ts";
import { URGENCY } from "../../../src/store/lane.ts";
import { startRun } from "../../../src/store/runs.ts";
import type { KernelsValue } from "../../../src/domain/stored.ts";
import { shownColumns } from "../../../components/cells/pageTable.ts";
import {
  click,
  CONDITIONS,
  figure,
  modelCell,
  openBench,
  readTable,
  stubPage,
  type Bench,
} from "./figureBench.tsx";

let bench: Bench;
let saved: Blob | null;
beforeEach(() => {
  stubPage();
  saved = null;
  URL.createObjectURL = (blob) => {
    saved = blob as Blob;
    return "blob:saved";
  };
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
});
afterEach(() => {
  bench.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** What the button of a figure saves. */
async function save(label: string): Promise<Blob> {
  await click(
    [...bench.element.querySelectorAll(".menu button")].find((own) => own.textContent === label),
  );
  await bench.settle();
  return saved!;
}
const csv = async (): Promise<string[][]> =>
  (await (await save("CSV")).text())
    .trim()
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)("[^"]*"|[^,]*)/g)].map(([, entry]) => entry!.replaceAll('"', "")),
    );
async function npy(count: number): Promise<Float32Array> {
  const bytes = await (await save("npy")).arrayBuffer();
  return new Float32Array(bytes.slice(bytes.byteLength - 4 * count));
}
const tables = (): string[][][] =>
  [...bench.element.querySelectorAll("table.data")].map((table) => readTable(table));

it("a comparison hovers, tables and saves the numbers that were computed", async () => {
  bench = await openBench([
    modelCell("one", "slak-tiny"),
    modelCell("two", "convnext-tiny"),
    {
      ...figure("cmp"),
      type: "compare",
      models: ["one", "two"],
      conditions: CONDITIONS,
      range: "own",
      mode: "row",
      pair: [0, 1],
      imported: [],
    },
  ]);
  await bench.run();
  const { book, element } = bench;
  const { keys } = runtimeOf(book, "cmp").shown!;
  const maps = keys.map((key) => erfOf(book, key)!.result.map);
  const readings = keys.map((key) => readingOf(book, key, CONDITIONS)!);
  const side = CONDITIONS.size;
  const values = await npy(2 * side * side);
  const surface = element.querySelector(".map-surface")!;
  for (let step = 1; step <= 3; step++) {
    await act(
      async () =>
        void surface.dispatchEvent(
          new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }),
        ),
    );
    const at = 32 * side + 32 + step;
    const said = element.querySelector(".readout")!.textContent;
    expect(said).toContain(`At x ${32 + step}, y 32 px`);
    const raw = [...said.matchAll(/E ([\d.e+-]+)/g)].map(([, number]) => Number(number));
    expect(raw).toHaveLength(2);
    maps.forEach(({ sum, count }, i) => {
      const computed = sum[at]! / count;
      expect(Math.abs(values[i * side * side + at]! / computed - 1)).toBeLessThan(1e-6);
      // three figures are said
      expect(Math.abs(raw[i]! / computed - 1)).toBeLessThan(5e-3);
      expect(said).toContain(readings[i]!.values[at]!.toFixed(3));
    });
  }
  const [head, ...rows] = await csv();
  const shown = tables()[0]!.slice(2);
  readings.forEach(({ areaRatio, measures }, i) => {
    const half = areaRatio.find(({ t }) => t === 0.5)!;
    const find = (name: RegExp): string => rows[i]![head!.findIndex((own) => name.test(own))]!;
    expect(Number(find(/^area ratio, 50/))).toBe(half.ratio);
    expect(Number(find(/^Gaussian σ long/))).toBe(measures.gaussian!.major);
    expect(shown[i]).toContain(`${half.ratio!.toFixed(3)} ${half.side}`);
    expect(shown[i]).toContain(measures.gaussian!.major.toFixed(1));
  });
});

// two channels of a 3×3 kernel, the second with its upper rows dead
const KERNELS: KernelsValue = {
  kind: "kernels",
  block: "stages.0.0",
  channels: 2,
  side: 3,
  branches: [
    {
      name: "stages.0.0.dwconv",
      kernel: [3, 3],
      values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, -1, 2, -2),
    },
  ],
  merged: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, -1, 2, -2),
};

it("a figure of kernels says, tables and saves the numbers that were read", async () => {
  bench = await openBench(
    [
      modelCell("net", "convnext-tiny"),
      { ...figure("ker"), type: "kernels", model: "net", block: null },
    ],
    { readKernels: async () => KERNELS },
  );
  await bench.run();
  expect([...(await npy(18))]).toEqual([...KERNELS.merged]);
  const { norm, zeros } = channelNumbers(KERNELS.merged, 9);
  expect([...norm]).toEqual([Math.sqrt(285), 3]);
  const rows = (await csv()).slice(1).map((row) => row.map(Number));
  expect(rows).toEqual([
    [0, norm[0], zeros[0]],
    [1, norm[1], zeros[1]],
  ]);
  expect(bench.element.querySelector(".readout")?.textContent).toContain(
    `Channel 0: norm ${norm[0]!.toPrecision(3)}, 0.0 % exact zeros`,
  );
});

it("a figure of masks tables and saves the zeros that were counted", async () => {
  const layers = [
    { name: "stages.0.0.dwconv", block: "stages.0.0", kernel: [3, 3] as const, sparsity: 6 / 18 },
  ];
  bench = await openBench(
    [
      modelCell("net", "convnext-tiny", 0.3),
      { ...figure("msk"), type: "masks", model: "net", block: null, other: null },
    ],
    { readKernels: async () => KERNELS, countNonzero: async () => ({ nonzero: 12, layers }) },
  );
  await bench.run();
  const { sparsity } = maskNumbers(KERNELS.branches[0]!.values, 3, 3);
  expect(sparsity).toBeCloseTo(6 / 18, 12);
  const [head, row] = await csv();
  expect(Number(row![head!.indexOf("share of zeros")])).toBe(6 / 18);
  const [counted, branches] = tables();
  expect(counted![1]![3]).toBe((6 / 18).toFixed(4));
  expect(branches![1]![2]).toBe((6 / 18).toFixed(4));
  expect(bench.element.querySelector(".layer-bars svg")?.getAttribute("aria-label")).toContain(
    "33.3\u00a0%",
  );
});

it("a sweep draws, tables and saves the numbers that were computed", async () => {
  bench = await openBench([
    modelCell("net", "slak-tiny"),
    {
      ...figure("swp"),
      type: "sweep",
      models: ["net"],
      over: "kernel",
      values: [7, 31],
      conditions: CONDITIONS,
    },
  ]);
  await act(() => startRun(bench.book, "model-net", URGENCY.hand));
  await bench.run();
  const { book, element } = bench;
  const { keys } = runtimeOf(book, "swp").shown!;
  const [head, ...rows] = await csv();
  const shown = tables()[0]!.slice(2);
  const said = element.querySelector(".line-chart svg")!.getAttribute("aria-label")!;
  keys.forEach((key, v) => {
    const { areaRatio, measures } = readingOf(book, key, CONDITIONS)!;
    const half = areaRatio.find(({ t }) => t === 0.5)!;
    const entry = (name: RegExp): string => rows[v]![head!.findIndex((own) => name.test(own))]!;
    expect(entry(/largest kernel/)).toBe(String([7, 31][v]));
    expect(Number(entry(/^area ratio, 50/))).toBe(half.ratio);
    expect(Number(entry(/^Gaussian σ long/))).toBe(measures.gaussian!.major);
    expect(Number(entry(/param/))).toBe(erfOf(book, key)!.model.params);
    expect(shown[v]).toContain(`${half.ratio!.toFixed(3)} ${half.side}`);
    expect(said).toContain(`${half.ratio!.toFixed(3)} at ${[7, 31][v]}`);
  });
});

it("keeps a column of numbers on its side where none is known (regression)", () => {
  const columns = [{ name: "network" }, { name: "area ratio, 99 %", digits: 3 }];
  expect(shownColumns({ columns, rows: [["slak", null]] }).map(({ numeric }) => numeric)).toEqual([
    false,
    true,
  ]);
});
