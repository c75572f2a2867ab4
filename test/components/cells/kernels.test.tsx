// @vitest-environment jsdom
import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { branchName } from "../../../components/cells/KernelAtLarge.tsx";
import { channelTable, distanceTable } from "../../../components/cells/kernelTables.ts";
import { overlapsOf, stageOf } from "../../../components/cells/maskTables.ts";
import { erkDensities } from "../../../src/store/erk.ts";
import { likenessTo } from "../../../src/store/kernelSpectrum.ts";
import { URGENCY } from "../../../src/store/lane.ts";
import { startRun } from "../../../src/store/runs.ts";
import type { KernelsValue } from "../../../src/domain/stored.ts";
import {
  choose,
  figure,
  modelCell,
  openBench,
  readTable,
  stubPage,
  write,
  type Bench,
} from "./figureBench.tsx";

// three channels of a 5×1 strip and a 1×5 strip: dense, half dead, dead
const strips = (zeros: boolean): KernelsValue => {
  const long = Float32Array.from({ length: 15 }, (_, i) =>
    zeros && (i >= 10 || (i >= 5 && i % 2 === 0)) ? 0 : 1 + i / 10,
  );
  const merged = new Float32Array(75);
  for (let c = 0; c < 3; c++)
    for (let i = 0; i < 5; i++) {
      merged[c * 25 + i * 5 + 2]! += long[c * 5 + i]!;
      merged[c * 25 + 10 + i]! += long[c * 5 + i]!;
    }
  return {
    kind: "kernels",
    block: "stages.0.0",
    channels: 3,
    side: 5,
    branches: [
      { name: "stages.0.0.large_kernel.LoRA1", kernel: [5, 1], values: long },
      { name: "stages.0.0.large_kernel.LoRA2", kernel: [1, 5], values: long },
    ],
    merged,
  };
};
const layers = (sparsity: number) => [
  {
    name: "stages.0.0.large_kernel.LoRA1",
    block: "stages.0.0",
    kernel: [5, 1] as const,
    sparsity,
  },
  { name: "stages.2.1.dwconv", block: "stages.2.1", kernel: [5, 5] as const, sparsity: null },
];
const kernels = { ...figure("ker"), type: "kernels" as const, model: "slak", block: null };
const masks = { ...figure("msk"), type: "masks" as const, model: "slak", block: null, other: null };

let bench: Bench;
beforeEach(stubPage);
afterEach(() => {
  bench.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("a figure of kernels", () => {
  beforeEach(async () => {
    bench = await openBench([modelCell("slak", "slak-tiny"), kernels], {
      readKernels: async () => strips(false),
    });
    await bench.run();
  });
  const said = (): string => bench.element.querySelector(".readout")?.textContent ?? "";
  const norm = (channel: number): string =>
    (channelTable(strips(false)).rows[channel]![1] as number).toPrecision(3);

  it("shows the grid, the channel of the largest norm with its branches, and their sum", () => {
    expect(bench.element.querySelector(".kernel-grid")?.getAttribute("aria-label")).toContain(
      "3 merged kernels of 5 by 5 taps, ordered by norm. The arrow keys choose a channel; channel 2 is chosen.",
    );
    expect(said()).toContain(`Channel 2: norm ${norm(2)}, 64.0 % exact zeros`);
    const titles = [...bench.element.querySelectorAll(".map-row .tap-map svg > text")];
    expect(titles.map(({ textContent }) => textContent?.split(",")[0])).toEqual([
      "LoRA1",
      "LoRA2",
      "merged",
    ]);
  });

  it("is led through the channels by keys, by number and by order", async () => {
    const grid = bench.element.querySelector(".kernel-grid")!;
    const press = (key: string) =>
      act(async () => {
        grid.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      });
    await press("ArrowRight");
    expect(said()).toContain("Channel 1:");
    await press("End");
    expect(said()).toContain(`Channel 0: norm ${norm(0)}`);
    await press("ArrowRight");
    expect(said()).toContain("Channel 0:");
    await choose(bench.element, "Channels by", "number");
    await press("ArrowRight");
    expect(said()).toContain("Channel 1:");
    await write(bench.element, "Channel", "2");
    expect(said()).toContain("Channel 2:");
    await write(bench.element, "Channel", "3");
    expect(said()).toContain("Channel 2:");
  });

  it("is zoomed by keys and by the wheel with Ctrl, within its bounds", async () => {
    const grid = bench.element.querySelector(".kernel-grid")!;
    const zoom = (): number =>
      Number(
        bench.element
          .querySelector('input[type="range"]')!
          .getAttribute("aria-valuetext")!
          .split(" ")[0],
      );
    const press = (key: string) =>
      act(async () => {
        grid.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      });
    const turn = (deltaY: number, ctrlKey: boolean) =>
      act(async () => {
        grid.dispatchEvent(new WheelEvent("wheel", { deltaY, ctrlKey, cancelable: true }));
      });
    // 12 px a tap
    expect(zoom()).toBe(60);
    await press("+");
    expect(zoom()).toBe(75);
    await press("-");
    await press("-");
    expect(zoom()).toBe(48);
    await press("0");
    expect(zoom()).toBe(60);
    await turn(-100, false);
    expect(zoom()).toBe(60);
    await turn(-100, true);
    expect(zoom()).toBe(Math.round(60 * Math.exp(0.2)));
    for (let i = 0; i < 20; i++) await turn(-500, true);
    expect(zoom()).toBe(160);
    for (let i = 0; i < 40; i++) await press("-");
    expect(zoom()).toBe(8);
    expect(said()).toContain("Channel 2:");
  });

  it("sorts by likeness to the chosen channel, and says how alike", async () => {
    await write(bench.element, "Channel", "0");
    await choose(bench.element, "Channels by", "likeness");
    expect(said()).toContain("cosine to channel 0 1.000");
    await act(async () => {
      bench.element
        .querySelector(".kernel-grid")!
        .dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    });
    const likeness = likenessTo(strips(false).merged, 25, 0);
    expect(said()).toContain("Channel 1:");
    expect(said()).toContain(`cosine to channel 0 ${likeness[1]!.toFixed(3)}`);
  });

  it("draws the spectrum and the distribution of all channels or of one", async () => {
    const titles = (): string =>
      [...bench.element.querySelectorAll(".plot-title")].map((own) => own.textContent).join("; ");
    expect(titles()).toContain("Spectrum of the mean over channels");
    // 9 of 25 taps of each merged kernel are alive
    expect(bench.element.querySelector(".histogram svg")?.getAttribute("aria-label")).toContain(
      "64.0 % are exact zeros",
    );
    await choose(bench.element, "Spectrum and distribution of", "channel 2");
    expect(titles()).toContain("Spectrum of channel 2");
  });

  it("leads to other blocks by a mini-map once the model is known", async () => {
    expect(bench.element.querySelector(".mini-map")).toBeNull();
    await act(async () => {
      await startRun(bench.book, "model-slak", URGENCY.hand);
    });
    await bench.run();
    const blocks = [...bench.element.querySelectorAll<HTMLElement>(".mini-map button")];
    expect(blocks.map(({ title }) => title)).toEqual([expect.stringMatching(/^stages\.0\.0: 51/)]);
    expect(blocks[0]!.getAttribute("aria-pressed")).toBe("true");
    await act(async () => blocks[0]!.click());
    expect(bench.book.store.getState().document.cells.at(-1)).toMatchObject({
      block: "stages.0.0",
    });
  });

  it("tables the energy that it draws", () => {
    const rows = readTable(bench.element.querySelector(".numbers table"));
    expect(rows).toHaveLength(1 + distanceTable(strips(false)).rows.length);
    expect(rows.at(-1)?.[1]).toBe("1.000");
    expect(rows[1]?.[0]).toBe("0");
  });
});

describe("a figure of masks", () => {
  const open = async (zeros: boolean, sparsity: number | null = null) => {
    bench = await openBench([modelCell("slak", "slak-tiny", sparsity), masks], {
      readKernels: async () => strips(zeros),
      countNonzero: async () => ({ nonzero: 10, layers: layers(zeros ? 7 / 15 : 0) }),
    });
    await bench.run();
  };
  it("shows zeros of layers, alive taps, dead channels, and says what a mask is", async () => {
    await open(true, 0.5);
    const { element } = bench;
    expect(element.querySelectorAll(".layer-bar.chosen")).toHaveLength(1);
    expect(element.querySelector(".layer-bars svg")?.getAttribute("aria-label")).toContain(
      "from 46.7\u00a0% to 46.7\u00a0% in 1 kernel",
    );
    const tables = [...element.querySelectorAll("table.data")];
    expect(readTable(tables[0]!).slice(1)).toEqual([
      ["stages.0.0.large_kernel.LoRA1", "stages.0.0", "5×1", "0.4667"],
      ["stages.2.1.dwconv", "stages.2.1", "5×5", "–"],
    ]);
    expect(readTable(tables[1]!)[1]?.slice(2)).toEqual(["0.4667", "3", "1"]);
    expect(element.textContent).toContain("LoRA1: dead channel 2.");
    expect(element.textContent).toContain("store no masks, only exact zeros");
  });
  it("lays a second model's masks over the first's and draws the ERK share of each layer", async () => {
    const counted = (first: number, second: number) => ({
      nonzero: 10,
      layers: [
        { ...layers(0)[0]!, sparsity: first },
        { ...layers(0)[1]!, sparsity: second },
      ],
    });
    let counts = 0;
    bench = await openBench(
      [
        modelCell("slak", "slak-tiny", 0.5),
        modelCell("dense", "slak-tiny"),
        { ...masks, other: "dense" },
      ],
      {
        readKernels: async (source) => strips(/sparsity"?[:=]0\.5/.test(JSON.stringify(source))),
        countNonzero: async () => (counts++ === 0 ? counted(0.6, 0.4) : counted(0, 0.2)),
      },
    );
    const { book, element } = bench;
    await act(async () => {
      await startRun(book, "model-slak", URGENCY.hand);
    });
    await bench.run();
    const bars = element.querySelector(".layer-bars")!;
    expect(bars.querySelectorAll(".layer-target")).toHaveLength(2);
    expect(bars.querySelectorAll(".layer-other")).toHaveLength(2);
    const tables = [...element.querySelectorAll("table.data")].map((table) => readTable(table));
    // dims of the fake: 8 channels in stage 1, 32 in stage 3
    const [low, high] = erkDensities(
      [
        { channels: 8, kernel: [5, 1] },
        { channels: 32, kernel: [5, 5] },
      ],
      (0.4 * 40 + 0.6 * 800) / 840,
    );
    expect(tables[0]!.slice(1).map((row) => row.slice(3))).toEqual([
      ["0.6000", (1 - low!).toFixed(4), "0.0000"],
      ["0.4000", (1 - high!).toFixed(4), "0.2000"],
    ]);
    const [overlap] = overlapsOf(strips(true), strips(false));
    expect([overlap!.both, overlap!.either]).toEqual([8, 15]);
    expect(tables.at(-1)![1]!.slice(2)).toEqual([
      "8",
      "15",
      "8",
      (8 / 15).toFixed(4),
      (8 / 15).toFixed(4),
    ]);
    expect(element.textContent).toContain("What moved between slak and dense");
    // of every layer, as the engine counted: 60 and 50 of 100 alive, 30 in both
    expect(element.textContent).toContain("What slak and dense have in common in every layer");
    const shared = [...element.querySelectorAll(".layer-bars")][1]!;
    expect(shared.querySelector("title")?.textContent).toBe(
      "stages.0.0.large_kernel.LoRA1: 37.5 % in common",
    );
    expect(shared.querySelectorAll(".layer-target")).toHaveLength(1);
    expect(tables[1]![1]).toEqual([
      "stages.0.0.large_kernel.LoRA1",
      "stages.0.0",
      "51×5",
      "60",
      "50",
      "30",
      "0.3750",
      "0.3750",
    ]);
    await choose(element, "Laid over it", "nothing");
    expect(book.store.getState().document.cells.at(-1)).toMatchObject({ other: null });
  });
  it("shows the mask of one channel at a word, and of all again", async () => {
    await open(true, 0.5);
    const { element } = bench;
    const maps = () =>
      [...element.querySelectorAll(".map-row .tap-map svg")].map((svg) =>
        svg.getAttribute("aria-label"),
      );
    expect(maps()[0]).toContain("Share of channels alive at each tap of LoRA1, 5 by 1");
    await write(element, "Channel", "1");
    expect(maps()[0]).toBe("Taps alive in channel 1 of LoRA1, 5 by 1: 3 of 5.");
    expect(element.textContent).toContain("Which taps of stages.0.0 are alive in channel 1");
    await write(element, "Channel", "3");
    expect(element.querySelector(".refused")?.textContent).toContain(
      "“all”, or a whole number from 0 to 2",
    );
    await write(element, "Channel", "All");
    expect(maps()[0]).toContain("Share of channels alive");
  });
  it("says plainly that random weights have no zeros", async () => {
    await open(false);
    expect(bench.element.querySelector(".caption")?.textContent).toContain(
      "There are no zeros in the large kernels of slak (random, seed 0). Weights at random initialisation are dense",
    );
    expect(bench.element.textContent).toContain("No channel is dead");
  });
});

it("shortens names of branches and finds the stage of a block", async () => {
  bench = await openBench([kernels]);
  expect(branchName("stages.0.0.large_kernel.LoRA1.conv.weight")).toBe("LoRA1");
  expect(branchName("dwconv")).toBe("dwconv");
  expect(stageOf("stages.2.4")).toBe(3);
  expect(bench.element.textContent).toContain("The kernels of “slak” will stand here");
});
