// @vitest-environment jsdom
import { Blob as NodeBlob } from "node:buffer";
import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readMap } from "../../../src/analysis/readMap.ts";
import { writeNpy } from "../../../src/formats/npy.ts";
import { undo } from "../../../src/store/editing.ts";
import { hashFile } from "../../../src/store/hashFile.ts";
import { takeFiles } from "../../../src/store/takeFiles.ts";
import { runtimeOf } from "../../../src/store/notebook.ts";
import { drawPlots } from "../../../components/plots/exportPlots.ts";
import {
  choose,
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
beforeEach(() => {
  stubPage();
  // jsdom's own cannot be hashed by Node
  vi.stubGlobal("Blob", NodeBlob);
});
afterEach(() => {
  bench.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
const look = (element: HTMLElement, word: string): Promise<void> =>
  click(
    [...element.querySelectorAll("[aria-label=View] button")].find(
      ({ textContent }) => textContent === word,
    ),
  );
const compare = (models: readonly string[]) => ({
  ...figure("cmp"),
  type: "compare" as const,
  models,
  conditions: CONDITIONS,
  range: "shared" as const,
  mode: "row" as const,
  pair: [0, 1] as const,
  imported: [] as const,
});

describe("a comparison", () => {
  it("draws every map, one plot of curves and one table, and says whose scale it is", async () => {
    bench = await openBench([
      modelCell("one", "slak-tiny"),
      modelCell("two", "convnext-tiny"),
      compare(["one", "two"]),
    ]);
    await bench.run();
    const { element, book } = bench;
    expect(element.querySelectorAll(".map-row .heatmap canvas")).toHaveLength(2);
    expect(element.querySelectorAll(".line-chart .curve")).toHaveLength(2);
    const rows = readTable(element.querySelector("table.data"));
    expect(rows[0]).toContain("area ratio, 50\u00a0%");
    expect(rows.slice(1).map((row) => row.slice(0, 4))).toEqual([
      ["one", "slak", "SLaK-T", "random, seed 0"],
      ["two", "convnext", "ConvNeXt-T", "random, seed 0"],
    ]);
    // what is tabled is what was read
    const reading = [...book.readings.values()][0]!;
    expect(rows[1]).toContain(reading.areaRatio.find(({ t }) => t === 0.5)!.ratio!.toFixed(3));
    const at = rows[0]!.indexOf("Gaussian σ long, px");
    expect(rows[1]![at]).toBe(reading.measures.gaussian!.major.toFixed(1));
    expect(element.textContent).toContain("one colour scale: 1 is the largest mean contribution");
    expect(element.querySelector(".scale-bar")?.textContent).toContain("of all 2");
    await choose(element, "Colour scale", "each its own");
    expect(element.textContent).toContain("cannot be compared");
    expect(element.querySelector(".scale-bar")?.textContent).toContain("of each map");
  });

  it("has one cross-hair for all maps, moved by keys", async () => {
    bench = await openBench([
      modelCell("one", "slak-tiny"),
      modelCell("two", "convnext-tiny"),
      compare(["one", "two"]),
    ]);
    await bench.run();
    const { element } = bench;
    const surface = element.querySelector(".map-surface")!;
    const press = (key: string, shiftKey = false) =>
      act(async () => {
        surface.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
      });
    await press("ArrowRight");
    await press("ArrowUp", true);
    expect(element.querySelectorAll(".cross")).toHaveLength(4);
    const { values } = [...bench.book.readings.values()][0]!;
    const value = values[24 * 64 + 33]!;
    expect(element.querySelector(".readout")?.textContent).toContain("At x 33, y 24 px");
    expect(element.querySelector(".readout")?.textContent).toContain(value.toFixed(3));
    await press("Escape");
    expect(element.querySelectorAll(".cross")).toHaveLength(0);
  });

  const twoModels = async (patch: object = {}): Promise<void> => {
    bench = await openBench([
      modelCell("one", "slak-tiny"),
      modelCell("two", "convnext-tiny"),
      { ...compare(["one", "two"]), ...patch },
    ]);
    await bench.run();
  };
  const cellNow = () => bench.book.store.getState().document.cells.at(-1);
  const pressOn = (selector: string, key: string, more: KeyboardEventInit = {}) =>
    act(async () => {
      bench.element
        .querySelector(selector)!
        .dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
    });

  it("subtracts one map from another, and keeps in the document which two", async () => {
    await twoModels();
    await look(bench.element, "Difference");
    expect(bench.element.querySelectorAll(".heatmap canvas")).toHaveLength(1);
    expect(bench.element.querySelector(".difference .name")?.textContent).toBe(
      "SLaK-T − ConvNeXt-T",
    );
    await choose(bench.element, "Of", "ConvNeXt-T");
    await choose(bench.element, "Minus", "SLaK-T");
    expect(cellNow()).toMatchObject({ mode: "difference", pair: [1, 0] });
    expect(bench.element.querySelector(".difference .name")?.textContent).toBe(
      "ConvNeXt-T − SLaK-T",
    );
    expect(bench.element.textContent).toContain("is taken of values on one scale");
  });

  it("divides one map by another, which is nothing where they are one map", async () => {
    await twoModels({ mode: "ratio", pair: [0, 0] });
    const { element } = bench;
    expect(element.querySelector(".scale-bar")?.textContent).toContain("log₂ of the ratio of E");
    await pressOn(".map-surface", "ArrowRight");
    expect(element.querySelector(".readout")?.textContent).toBe("At x 33, y 32 px: 0.000");
    // far from the centre this map is nearly nothing
    for (let i = 0; i < 4; i++) await pressOn(".map-surface", "ArrowRight", { shiftKey: true });
    for (let i = 0; i < 4; i++) await pressOn(".map-surface", "ArrowDown", { shiftKey: true });
    expect(element.querySelector(".readout")?.textContent).toBe(
      "At x 63, y 63 px: too small to say",
    );
  });

  it("magnifies all maps together by keys and buttons, never below the input", async () => {
    await twoModels();
    const { element } = bench;
    const widths = (): string[] =>
      [...element.querySelectorAll<HTMLElement>(".map-row canvas")].map(({ style }) => style.width);
    const whole = widths();
    const out = element.querySelector<HTMLButtonElement>('[aria-label="Zoom out"]')!;
    expect(out.disabled).toBe(true);
    await pressOn(".map-surface", "-");
    expect(widths()).toEqual(whole);
    await click(element.querySelector('[aria-label="Zoom in"]'));
    expect(widths()).toEqual(whole.map((width) => `${2 * parseFloat(width)}px`));
    expect(element.querySelector(".zoom output")?.textContent).toBe("2×");
    await pressOn(".map-surface", "0");
    expect(widths()).toEqual(whole);
  });

  it("moves the unit of all to a pixel of one", async () => {
    await twoModels();
    await pressOn(".map-surface", "ArrowLeft");
    await pressOn(".map-surface", "Enter");
    // stage 2: cells of 8 px, the first centred at 4
    expect(cellNow()).toMatchObject({ conditions: { unit: { y: 4, x: 3 } } });
    await act(async () => undo(bench.book));
    expect(cellNow()).toMatchObject({ conditions: { unit: "center" } });
  });

  it("blinks between two until Escape, and only when started for those who want rest", async () => {
    await twoModels({ mode: "blink" });
    const { element } = bench;
    const shown = () => element.querySelector(".blink .name")?.textContent;
    const stop = () =>
      [...element.querySelectorAll("button")].find(({ textContent }) => textContent === "Stop");
    expect(shown()).toBe("SLaK-T");
    await choose(element, "Each stays", "0.5 s");
    await act(() => new Promise((resolve) => setTimeout(resolve, 700)));
    expect(shown()).toBe("ConvNeXt-T");
    expect(stop()).toBeDefined();
    await pressOn(".blink button", "Escape");
    expect(stop()).toBeUndefined();
    bench.close();
    vi.stubGlobal("matchMedia", () => ({
      matches: true,
      addEventListener() {},
      removeEventListener() {},
    }));
    await twoModels({ mode: "blink" });
    expect(
      [...bench.element.querySelectorAll("button")].map(({ textContent }) => textContent),
    ).toContain("Start");
  });

  it("wipes between two by the keys of a slider", async () => {
    await twoModels({ mode: "wipe" });
    const { element } = bench;
    const slider = () => element.querySelector<HTMLElement>('.wipe [role="slider"]')!;
    expect(element.querySelectorAll(".wipe canvas")).toHaveLength(2);
    await pressOn('.wipe [role="slider"]', "ArrowRight", { shiftKey: true });
    expect(slider().getAttribute("aria-valuenow")).toBe("60");
    expect(element.querySelector<HTMLElement>(".wipe .window > .window")?.style.left).toBe("60%");
    await pressOn('.wipe [role="slider"]', "End");
    expect(element.querySelectorAll(".wipe canvas")).toHaveLength(1);
  });

  it("lets a map that was computed elsewhere stand in the row, marked and measured alike", async () => {
    await twoModels();
    const { book, element } = bench;
    const bump = Float32Array.from({ length: 32 * 32 }, (_, i) =>
      Math.exp(-(((i % 32) - 16) ** 2 + (Math.floor(i / 32) - 16) ** 2) / 18),
    );
    const file = { name: "slak.npy", blob: new Blob([writeNpy(bump, [32, 32])]) };
    await act(() => takeFiles(book, [file], "cmp"));
    await bench.settle();
    expect(cellNow()).toMatchObject({ imported: [{ name: "slak", file: { name: "slak.npy" } }] });
    expect(element.querySelectorAll(".map-row canvas")).toHaveLength(3);
    expect(element.querySelector(".map-row")?.textContent).toContain("imported, 32");
    expect(element.querySelector(".caption")?.textContent).toContain("different sizes");
    const rows = readTable(element.querySelector("table.data"));
    const { areaRatio, measures } = readMap({
      map: { height: 32, width: 32, sum: Float64Array.from(bump), count: 1, skipped: 0 },
      protocol: "replknet",
      scale: "linear",
    });
    const named = (name: string): string => rows[3]![rows[0]!.indexOf(name)]!;
    expect([named("model"), named("family"), named("input, px")]).toEqual([
      "slak",
      "imported",
      "32",
    ]);
    expect(named("area ratio, 50\u00a0%")).toBe(areaRatio[2]!.ratio!.toFixed(3));
    expect(named("Gaussian σ long, px")).toBe(measures.gaussian!.major.toFixed(1));
    // it answers for the same share of its side
    await pressOn(".map-surface", "ArrowRight");
    expect(element.querySelectorAll(".map-row .cross")).toHaveLength(6);
    await look(element, "Difference");
    await choose(element, "Minus", "slak");
    expect(element.textContent).toContain("have maps of different sizes");
    await click(element.querySelector('[aria-label="Take slak out of the row"]'));
    expect(cellNow()).toMatchObject({ imported: [] });
  });

  it("says which imported map is not here, and reads it when it comes", async () => {
    const blob = new Blob([writeNpy(new Float32Array(64).fill(1), [8, 8])]);
    const sha256 = await hashFile(blob);
    const file = { name: "far.npy", bytes: blob.size, sha256 };
    bench = await openBench([{ ...compare([]), imported: [{ name: "far", file }] }]);
    await bench.settle();
    expect(bench.element.querySelector(".notice")?.textContent).toContain("far.npy");
    await act(() => takeFiles(bench.book, [{ name: "far.npy", blob }]));
    await bench.settle();
    expect(bench.element.querySelector(".notice")).toBeNull();
    expect(bench.element.querySelectorAll(".map-row canvas")).toHaveLength(1);
  });

  it("makes the papers' figure of an empty one in one step, with what is there already", async () => {
    const slak = modelCell("mine", "slak-tiny");
    bench = await openBench([slak, compare([])]);
    const before = bench.book.store.getState().document;
    const button = [...bench.element.querySelectorAll("button")].find(({ textContent }) =>
      textContent.includes("RepLKNet 31"),
    );
    await click(button);
    const { document } = bench.book.store.getState();
    expect(document.cells.map((cell) => ("name" in cell ? cell.name : cell.id))).toEqual([
      "mine",
      "convnext",
      "replknet",
      "cmp",
    ]);
    expect(document.cells.at(-1)).toMatchObject({ models: ["convnext", "replknet", "mine"] });
    // asked for by hand, so it runs at once
    await act(() => vi.waitFor(() => expect(runtimeOf(bench.book, "cmp").run.status).toBe("done")));
    await bench.settle();
    expect(bench.element.querySelectorAll(".heatmap canvas")).toHaveLength(3);
    await act(async () => undo(bench.book));
    expect(bench.book.store.getState().document).toEqual(before);
  });

  it("is cited with all its models and conditions", async () => {
    const copied: string[] = [];
    vi.stubGlobal("navigator", {
      clipboard: { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
    });
    bench = await openBench([
      modelCell("one", "slak-tiny"),
      modelCell("two", "convnext-tiny"),
      compare(["one", "two"]),
    ]);
    const find = (): HTMLButtonElement | undefined =>
      [...bench.element.querySelectorAll("button")].find(
        ({ textContent }) => textContent === "Copy citation",
      );
    expect(find()).toBeUndefined();
    await bench.run();
    await click(find());
    expect(copied).toHaveLength(1);
    expect(copied[0]).toContain("SLaK-T (untrained, slak-tiny, seed 0); ConvNeXt-T (untrained");
    expect(copied[0]).toContain("protocol replknet, input 64 x 64 px, stage 2");
    expect(copied[0]).toContain("Computed 20");
    expect(copied[0]).toContain("2207.03620");
    expect(copied[0]).toContain("2201.03545");
  });

  it("says that what is drawn is from before a change", async () => {
    bench = await openBench([modelCell("one", "slak-tiny"), compare(["one"])]);
    await bench.run();
    expect(bench.element.querySelector(".faded")).toBeNull();
    bench.session.stepMs = 1000;
    await choose(bench.element, "Stage", "1");
    await act(async () => {
      const { runCell } = await import("../../../src/store/runs.ts");
      runCell(bench.book, "cmp");
    });
    expect(bench.element.querySelector(".heatmap.faded")?.textContent).toContain(
      "before the change",
    );
    // words stay those of what is drawn
    expect(bench.element.querySelector(".caption")?.textContent).toContain("stage 2");
  });

  it("draws nothing to export before it has run", async () => {
    bench = await openBench([modelCell("one", "slak-tiny"), compare(["one", "one"])]);
    expect(drawPlots(bench.element)).toBeNull();
    expect(bench.element.textContent).toContain("will stand here in one row");
    expect(bench.element.querySelector(".empty-figure button")?.textContent).toBe("Run");
  });
});
