// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { topClasses } from "../../../src/store/topClasses.ts";
import {
  choose,
  click,
  CONDITIONS,
  figure,
  modelCell,
  openBench,
  readTable,
  stubPage,
  write,
  type Bench,
} from "./figureBench.tsx";

let bench: Bench;
beforeEach(stubPage);
afterEach(() => {
  bench.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("a sweep", () => {
  const sweep = {
    ...figure("swp"),
    type: "sweep" as const,
    models: ["one", "two"],
    over: "kernel" as const,
    values: [7, 13, 31],
    conditions: CONDITIONS,
  };
  const cells = [modelCell("one", "slak-tiny"), modelCell("two", "convnext-tiny"), sweep];

  it("draws a map for each value over the curve, and tables the same numbers", async () => {
    bench = await openBench(cells);
    await bench.run();
    const { element, book } = bench;
    expect(element.querySelectorAll(".sweep-maps .heatmap canvas")).toHaveLength(6);
    expect(element.querySelectorAll(".line-chart .mark")).toHaveLength(6);
    const rows = readTable(element.querySelector("table.data")).slice(2);
    expect(rows.map(([model, value]) => [model, value])).toEqual([
      ["one", "7"],
      ["one", "13"],
      ["one", "31"],
      ["two", "7"],
      ["two", "13"],
      ["two", "31"],
    ]);
    const half = [...book.readings.values()][0]!.areaRatio.find(({ t }) => t === 0.5)!;
    expect(rows[0]).toContain(`${half.ratio!.toFixed(3)} ${half.side}`);
    const plot = () => element.querySelector(".line-chart svg")?.getAttribute("aria-label");
    expect(plot()).toContain(`SLaK-T (one): ${half.ratio!.toFixed(3)} at 7`);
    await choose(element, "Curve of", "Area ratio at 20\u00a0%");
    expect(plot()).toContain("Area ratio at 20\u00a0%");
    await choose(element, "Curve of", "Parameters");
    expect(plot()).toContain("SLaK-T (one): 30.5 M at 7, 30.5 M at 13");
    await choose(element, "Curve of", "Gaussian σ, long axis");
    const sigma = [...book.readings.values()][0]!.measures.gaussian!.major;
    expect(plot()).toContain(`SLaK-T (one): ${sigma.toFixed(1)} px at 7`);
    expect(rows[0]).toContain(sigma.toFixed(1));
    expect(element.querySelectorAll("[role=group] .sweep-maps.costs span")).toHaveLength(6);
    expect(element.querySelector(".scale-bar")?.textContent).toContain("E / max of each map");
  });

  it("says when its maps are nearly black, and offers a scale that shows more", async () => {
    bench = await openBench(cells);
    await bench.run();
    const { book, element } = bench;
    expect(element.querySelector(".dark-hint")).toBeNull();
    // one pixel holds nearly all
    for (const reading of book.readings.values()) reading.values.fill(0.01).set([1], 0);
    await choose(element, "Colours", "viridis");
    await bench.run();
    await click(element.querySelector(".dark-hint button"));
    expect(book.store.getState().document.cells.at(-1)).toMatchObject({
      conditions: { scale: "power" },
    });
  });

  it("has its values written as a list, and others for another setting", async () => {
    bench = await openBench(cells);
    const now = () => bench.book.store.getState().document.cells.at(-1);
    await write(bench.element, "Sides, taps", "31, 7 9");
    expect(now()).toMatchObject({ values: [7, 9, 31] });
    expect(bench.element.querySelector(".refused")).toBeNull();
    await write(bench.element, "Sides, taps", "8");
    expect(now()).toMatchObject({ values: [7, 9, 31] });
    expect(bench.element.querySelector(".refused[role=alert]")?.textContent).toMatch(
      /^“8” is not taken. Odd sides from 3/,
    );
    await write(bench.element, "Sides, taps", "7, 9, 31");
    expect(bench.element.querySelector(".refused")).toBeNull();
    await choose(bench.element, "Against", "share of zeros");
    expect(now()).toMatchObject({ over: "sparsity", values: [0, 0.2, 0.4, 0.6, 0.8] });
    await write(bench.element, "Zeros, %", "0, 37.5, 90");
    expect(now()).toMatchObject({ values: [0, 0.375, 0.9] });
  });
});

describe("predicted classes", () => {
  const predict = {
    ...figure("prd"),
    type: "predict" as const,
    model: "one",
    size: 128,
    images: { type: "dead-leaves" as const, count: 2, seed: 0 },
    top: 3,
  };
  it("lists the likeliest classes of every image, by number where there are no names", async () => {
    bench = await openBench([modelCell("one", "slak-tiny"), predict]);
    await bench.run();
    const tables = [...bench.element.querySelectorAll("table.scores")];
    const logits = Float32Array.from({ length: 20 }, (_, i) => Math.sin(i));
    tables.forEach((table, image) =>
      expect(readTable(table).slice(1)).toEqual(
        topClasses({ logits, classes: 10 }, image, 3).map(({ index, probability }) => [
          `class ${index} `,
          `${(probability * 100).toFixed(1)} %`,
        ]),
      ),
    );
    expect(tables).toHaveLength(2);
    expect(bench.element.textContent).toContain("The weights are random: the classes mean nothing");
    expect(bench.element.querySelector("img")).toBeNull();
  });

  it("names ImageNet's classes and shows the person's own pictures, those that are here", async () => {
    const served = readFileSync("public/imagenet-classes.json", "utf8");
    vi.stubGlobal("fetch", async () => new Response(served));
    const files = ["ab", "cd"].map((start, i) => ({
      name: `cat${i}.png`,
      bytes: 3,
      sha256: start.padEnd(64, "0"),
    }));
    bench = await openBench([
      modelCell("one", "slak-tiny"),
      { ...predict, images: { type: "files", files } },
    ]);
    const { book, session } = bench;
    for (const { name, sha256 } of files)
      book.files.set(sha256, { name, blob: new Blob(["png"], { type: "image/png" }) });
    book.store.setState({ present: new Set(files.map(({ sha256 }) => sha256)) });
    const values = new Float32Array(2000);
    values[281] = 12;
    values[1207] = 9;
    session.logits = async () => ({
      values,
      shape: [2, 1000],
      backend: "wasm",
      adapter: "fake",
    });
    await bench.run();
    await bench.settle();
    const items = [...bench.element.querySelectorAll(".predictions li")];
    expect(items.map((item) => item.querySelector("h3")?.textContent)).toEqual([
      "Image 1 of 2: cat0.png",
      "Image 2 of 2: cat1.png",
    ]);
    expect(items.map((item) => item.querySelector("tbody th")?.textContent)).toEqual([
      "tabby 281",
      "golden retriever 207",
    ]);
    expect(items.map((item) => item.querySelector("img")?.getAttribute("src"))).toEqual([
      "blob:picture",
      "blob:picture",
    ]);
    expect(bench.element.textContent).toContain("Names are those of ImageNet-1k");
  });
});
