// @vitest-environment jsdom
import { Blob as NodeBlob } from "node:buffer";
import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readMap } from "../../../src/analysis/readMap.ts";
import { writeNpy } from "../../../src/formats/npy.ts";
import { undo } from "../../../src/store/editing.ts";
import { countPart } from "../../../src/store/parts.ts";
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
    expect(element.querySelectorAll(".curves .profile .curve")).toHaveLength(2);
    const titles = [...element.querySelectorAll(".map-row .heatmap .ax")];
    expect(titles.map(({ textContent }) => textContent)).toEqual(["input x, px", "input y, px"]);
    const rows = readTable(element.querySelector("table.data"));
    expect(rows[0]).toEqual([
      "network",
      "kernels",
      "area ratio holding more than",
      "Gaussian σ, px",
      "anisotropy",
      "params, M",
      "MACs, G",
    ]);
    expect(rows[1]).toContain("50\u00a0%");
    expect(rows.slice(2).map((row) => row.slice(0, 2))).toEqual([
      ["SLaK-T one", "51 49 47 13"],
      // the fake has the same kernels for every model
      ["ConvNeXt-T two", "51 49 47 13"],
    ]);
    expect(element.querySelector(".table-note")?.textContent).toContain(
      "Input 64\u202f×\u202f64, protocol replknet; weights as named under the figure.",
    );
    // what is tabled is what was read
    const reading = [...book.readings.values()][0]!;
    const half = reading.areaRatio.find(({ t }) => t === 0.5)!;
    expect(rows[2]![4]).toBe(`${half.ratio!.toFixed(3)} ${half.side}`);
    expect(rows[2]![6]).toBe(reading.measures.gaussian!.major.toFixed(1));
    expect(element.textContent).toContain("one colour scale: 1 is the largest mean contribution");
    expect(element.querySelector(".scale-bar")?.textContent).toContain("of all 2");
    await choose(element, "Colour scale", "each its own");
    expect(element.textContent).toContain("cannot be compared");
    expect(element.querySelector(".scale-bar")?.textContent).toContain("of each map");
  });

  it("says which map the scale of the others leaves black, and draws each on its own", async () => {
    bench = await openBench([
      modelCell("one", "slak-tiny"),
      modelCell("two", "convnext-tiny"),
      compare(["one", "two"]),
    ]);
    const { session } = bench;
    const { erf } = session;
    // the second network's contributions are a hundred thousand times smaller
    session.erf = async (name, job, options) => {
      const result = await erf(name, job, options);
      const source = session.open_.get(name);
      const faint = source?.type === "random" && source.id.startsWith("convnext");
      const sum = result.map.sum.map((value) => (faint ? value / 1e5 : value));
      return { ...result, map: { ...result.map, sum } };
    };
    await bench.run();
    const { element } = bench;
    const hint = () => element.querySelector(".dark-hint");
    expect(hint()?.textContent).toContain("On one scale most of ConvNeXt-T is below 0.05.");
    await click(hint()?.querySelector("button"));
    expect(hint()).toBeNull();
    expect(element.querySelector(".scale-bar")?.textContent).toContain("of each map");
  });

  it("tables what a model's card counts, also when that comes after the maps (regression)", async () => {
    bench = await openBench([modelCell("one", "slak-tiny"), compare(["one"])]);
    await bench.run();
    const { book, element } = bench;
    const entry = () => readTable(element.querySelector("table.data"))[2]!.slice(-4);
    expect(entry()).toEqual(["30.48", "–", "–", "–"]);
    const { key } = countPart(book.store.getState().graph.models.get("one")!);
    await act(async () => {
      book.results.set(key, { kind: "count", nonzero: 18_260_000, layers: [], macs: 5.22e9 });
      book.store.setState({ runtime: new Map(book.store.getState().runtime) });
    });
    expect(entry()).toEqual(["30.48", "18.26", "–", "5.22"]);
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
    expect(bench.element.querySelector("h2")?.textContent).toContain(
      "Difference of two effective receptive fields",
    );
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
    await choose(element, "Each stays", "0.5 s");
    // on a slow machine any of the two may be up by now
    const seen: (string | null | undefined)[] = [shown()];
    for (let i = 0; i < 200 && seen.length < 4; i++) {
      await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
      if (shown() !== seen.at(-1)) seen.push(shown());
    }
    const [first, second] = ["SLaK-T", "ConvNeXt-T"];
    expect([
      [first, second, first, second],
      [second, first, second, first],
    ]).toContainEqual(seen);
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
    expect(rows[4]![0]).toBe("slak");
    expect(rows[4]![4]).toBe(`${areaRatio[2]!.ratio!.toFixed(3)} ${areaRatio[2]!.side}`);
    expect(rows[4]![6]).toBe(measures.gaussian!.major.toFixed(1));
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
    await act(() =>
      vi.waitFor(() => expect(runtimeOf(bench.book, "cmp").run.status).toBe("done"), {
        timeout: 20_000,
      }),
    );
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
