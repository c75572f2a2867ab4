import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AREA_SHARES, areaRatios, centralSquare } from "../../src/analysis/areaRatio.ts";
import { linear } from "../../src/analysis/rescale.ts";
import { shareCurve } from "../../src/analysis/shareCurve.ts";
import { randomStream } from "../../src/engine/inputs/random.ts";
import { readNpyFile } from "../helpers/npyFile.ts";

const golden = (file: string) => new URL(`../goldens/${file}`, import.meta.url);
interface Rect {
  readonly side: number;
  readonly ratio_hw: number;
}
type Rects = Record<string, Rect | null>;

function goldenErf(net: string) {
  const { shape, values } = readNpyFile(golden(`${net}.erf128.stage4.npy`));
  expect(shape).toEqual([128, 128]);
  return { height: 128, width: 128, sum: Float64Array.from(values), count: 1, skipped: 0 };
}
const uniform = (height: number, width: number) =>
  linear({ height, width, values: new Float32Array(height * width).fill(1) });

describe.each(["slak-mini", "convnext-mini", "replknet-mini", "replknet-mini-merged"])(
  "the area ratios of %s",
  (net) => {
    const { rect128 } = JSON.parse(readFileSync(golden(`${net}.json`), "utf8")) as {
      rect128: { log: Rects; raw: Rects };
    };
    test.each([
      ["replknet", rect128.log],
      ["slak-figure", rect128.raw],
      ["openerf", rect128.raw],
    ] as const)("are those of the official script under %s", (protocol, rects) => {
      expect(Object.keys(rects).map(Number)).toEqual([...AREA_SHARES]);
      expect(areaRatios(goldenErf(net), protocol)).toEqual(
        AREA_SHARES.map((t) => {
          const rect = rects[String(t)] ?? null;
          return { t, side: rect?.side ?? null, ratio: rect?.ratio_hw ?? null };
        }),
      );
    });
    test("grow under vmamba, whose power lifts the tail", () => {
      const half = areaRatios(goldenErf(net), "vmamba", [0.5])[0];
      expect(half?.side).toBeGreaterThan(rect128.raw["0.5"]?.side ?? Infinity);
    });
  },
);

describe("a central square", () => {
  test("must hold strictly more than the share", () => {
    const values = new Float32Array(64);
    values[4 * 8 + 4] = 1; // centre
    values[4 * 8 + 6] = 1; // on the ring of side 5
    const map = linear({ height: 8, width: 8, values });
    expect(centralSquare(map, 0.49)).toEqual({ side: 3, ratio: 9 / 64 });
    expect(centralSquare(map, 0.5)).toEqual({ side: 5, ratio: 25 / 64 });
  });
  test("starts at side 3 and never covers row 0 of an even map", () => {
    expect(centralSquare(uniform(128, 128), 0)).toEqual({ side: 3, ratio: 9 / 128 ** 2 });
    expect(centralSquare(uniform(128, 128), 0.98)).toEqual({ side: 127, ratio: (127 / 128) ** 2 });
    expect(centralSquare(uniform(128, 128), 0.99)).toBeNull();
  });
  test("is null on an all-zero map and on one too small to hold a square", () => {
    const zero = linear({ height: 16, width: 16, values: new Float32Array(256) });
    expect(centralSquare(zero, 0.2)).toBeNull();
    expect(centralSquare(uniform(3, 3), 0.2)).toBeNull();
  });
  test("agrees with adding up every square of an oblong random map", () => {
    const [height, width] = [23, 18];
    const random = randomStream(7, 0);
    const values = Float64Array.from({ length: height * width }, () => random.uniform());
    const map = linear({ height, width, values });
    const total = map.values.reduce((sum, value) => sum + value, 0);
    const { sides, shares } = shareCurve(map);
    expect([...sides]).toEqual([3, 5, 7, 9, 11, 13, 15, 17]);
    sides.forEach((side, at) => {
      const i = (side - 1) / 2;
      let inside = 0;
      for (let y = 11 - i; y <= 11 + i; y++)
        for (let x = 9 - i; x <= 9 + i; x++) inside += map.values[y * width + x]!;
      expect(shares[at]).toBeCloseTo(inside / total, 12);
    });
  });
});
