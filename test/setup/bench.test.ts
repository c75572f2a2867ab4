/** The parts of the benchmark that can be wrong without anyone noticing: its statistics, weights and options. */
import { expect, test } from "vitest";
import { loadModel } from "../../src/engine/model.ts";
import { shareOfCeiling } from "../bench/ceilings.ts";
import { growthLines, growthRows } from "../bench/growth.ts";
import { growthPlot } from "../bench/growthPlot.ts";
import { depthwiseCase } from "../bench/layers.ts";
import { measureInTurn, powerOf, quantile, relativeL2 } from "../bench/measure.ts";
import { parseOptions } from "../bench/options.ts";
import { formatSeconds } from "../bench/report.ts";
import { makeImages, makeWeights } from "../bench/weights.ts";

test("rounds alternate, and the warm-up is not counted", async () => {
  const order: string[] = [];
  const contender = (name: string, times: number[]) => ({
    name,
    run: () => {
      order.push(name);
      return Promise.resolve(times.shift()!);
    },
  });
  const found = await measureInTurn(
    [contender("a", [100, 3, 1, 2]), contender("b", [9, 5, 5, 5])],
    3,
  );
  expect(order.join("")).toBe("abababab");
  expect(found.get("a")).toEqual({ median: 2, min: 1, q1: 1.5, q3: 2.5, all: [3, 1, 2] });
  expect(found.get("b")!.median).toBe(5);
});

test("quantiles lie between values, slopes are those of the power, distances are relative", () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(powerOf([7, 13, 61].map((k) => [k, 5 * k ** 1.5] as const))).toBeCloseTo(1.5, 12);
  expect(powerOf([[7, 1]])).toBeNull();
  expect(relativeL2([3, 5], [3, 4])).toBeCloseTo(0.2, 12);
  expect(relativeL2([1], [1, 2])).toBeNaN();
});

test("a layer's arithmetic counts taps within the map alone, and the slower ceiling binds", () => {
  // 3×3 on 2×2: each of the 4 outputs meets all 4 pixels
  expect(depthwiseCase("", 2, 5, [[3, 3]])).toMatchObject({ flops: 2 * 5 * 16 });
  expect(depthwiseCase("", 4, 1, [[1, 3]])).toMatchObject({
    flops: 2 * 4 * 10,
    bytes: 4 * (32 + 3),
  });
  const ceilings = { flopsPerSecond: 100, bytesPerSecond: 10 };
  expect(shareOfCeiling({ flops: 100, bytes: 5 }, 2, ceilings)).toEqual({
    binds: "arithmetic",
    ofCeiling: 0.5,
  });
  expect(shareOfCeiling({ flops: 10, bytes: 5 }, 2, ceilings)).toEqual({
    binds: "bytes",
    ofCeiling: 0.25,
  });
});

test("weights are the same each time, open as the network they are named for, and strips are masked", async () => {
  const id = "slak-tiny?width=0.1&classes=2"; // narrow, so that it is quickly made
  const bytes = makeWeights(id);
  expect(Buffer.from(makeWeights(id)).equals(bytes)).toBe(true);
  const file = { name: "slak-tiny.safetensors", blob: new Blob([bytes]) };
  const { network, summary } = await loadModel({ type: "file", file });
  expect(summary).toMatchObject({ family: "slak" });
  const strip = network.stages[0]!.blocks.flatMap(({ layers }) => layers)
    .flatMap((layer) => (layer.kind === "depthwise" ? layer.branches : []))
    .find(({ kernel }) => kernel.name.includes("LoRA1"))!;
  const values = await strip.kernel.load();
  const zeros = values.filter((value) => value === 0).length / values.length;
  expect(zeros).toBeGreaterThan(0.38);
  expect(zeros).toBeLessThan(0.42);
});

test("images are waves of about unit size, other in each image", () => {
  const images = makeImages(2, 32);
  const [first, second] = [images.subarray(0, 3072), images.subarray(3072)];
  expect(images.every((value) => Math.abs(value) <= 1.5)).toBe(true);
  expect(relativeL2(first, second)).toBeGreaterThan(0.1);
});

test("options are read whole, and what cannot be is one sentence", () => {
  expect(parseOptions(["--help"])).toBeNull();
  expect(
    parseOptions(["--sizes", "64,128", "--networks", "none", "--threads", "1,2"]),
  ).toMatchObject({
    backends: ["webgpu"],
    sizes: [64, 128],
    networks: [],
    threads: [1, 2],
    stage: 4,
  });
  expect(() => parseOptions(["--backends", "cuda"])).toThrow("choose from webgpu, wasm");
  expect(() => parseOptions(["--kernels", "8"])).toThrow("odd");
  expect(() => parseOptions(["--sizes", "x"])).toThrow("whole numbers");
});

test("growth is fitted against pixels and against K", () => {
  const timing = (median: number) => ({
    median,
    min: median,
    q1: median,
    q3: median,
    all: [median],
  });
  const at = (size: number) => ({
    network: "net",
    size,
    images: 1,
    stage: 4 as const,
    contenders: [{ name: "tuned", timing: timing(size ** 2), peakBytes: null, apart: null }],
  });
  const kernel = (k: number) => ({
    name: `dense, K = ${k}`,
    flops: 1,
    bytes: 1,
    timings: { tuned: timing(k ** 2) },
    binds: "bytes" as const,
    ofCeiling: 1,
  });
  const lines = growthLines({ networks: [at(224), at(1024)], kernels: [kernel(7), kernel(61)] });
  expect(growthRows(lines)).toEqual([
    "| net, tuned, against pixels | 224–1024 | 1.00 |",
    "| dense, tuned, against K | 7–61 | 2.00 |",
  ]);
  const plot = (of: typeof lines, against: "pixels" | "K") =>
    growthPlot(of, against, "wasm: <a & b>");
  expect(plot(lines, "pixels")).toContain('aria-label="wasm: &lt;a &amp; b&gt;"');
  const dots = (svg: string | null) =>
    [...svg!.matchAll(/class="dot" r="3" cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
  // what grows linearly lies on the guide
  const [first, last] = dots(plot(lines, "pixels"));
  const guide = /class="guide" x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)" y2="([\d.]+)"/;
  const [x1, x2, y1, y2] = guide.exec(plot(lines, "pixels")!)!.slice(1).map(Number);
  expect([x1, y1, x2, y2]).toEqual([...first!, ...last!]);
  // twice the power lies twice as high above it
  const [, far] = dots(plot(lines, "K"));
  const [, , from, to] = guide.exec(plot(lines, "K")!)!.slice(1).map(Number);
  expect((from! - far![1]!) / (from! - to!)).toBeCloseTo(2, 1);
  expect(plot(lines.slice(0, 1), "K")).toBeNull();
  expect(formatSeconds(0.0123)).toBe("12.3 ms");
});
