import { describe, expect, test } from "vitest";
import { AREA_SHARES, areaRatios, exactAreaRatios } from "../../src/analysis/areaRatio.ts";
import { quickSides } from "../../src/analysis/quickSquares.ts";
import { type ProtocolName, PROTOCOLS } from "../../src/domain/job.ts";
import { randomStream } from "../../src/engine/inputs/random.ts";

const SHARES = [...AREA_SHARES, 0.001, 0.75, 0.999999];
const bell = (height: number, width: number, scale: number, seed: number, count: number) => {
  const random = randomStream(seed, 0);
  const spread = 2 + random.uniform() * height;
  const sum = Float64Array.from({ length: height * width }, (_, i) => {
    const y = Math.floor(i / width) - height / 2;
    const x = (i % width) - width / 2;
    return scale * random.uniform() * Math.exp(-(y * y + x * x) / spread ** 2);
  });
  return { height, width, sum, count, skipped: 0 };
};
const quick = ({ height, width, sum, count }: ReturnType<typeof bell>, protocol: ProtocolName) =>
  quickSides({ height, width, values: sum }, count, protocol, SHARES);

describe.each(PROTOCOLS)("the quick way to squares under %s", (protocol) => {
  test.each([
    [40, 40],
    [41, 64],
    [64, 33],
    [5, 4],
    [128, 128],
  ])("gives those of the readable map, %i × %i", (height, width) => {
    let known = 0;
    const scales = [1e-6, 1e-3, 1, 1e3, 1e20];
    for (const scale of scales)
      for (let seed = 0; seed < 8; seed++) {
        const map = bell(height, width, scale, seed, 1 + (seed % 3));
        const exact = exactAreaRatios(map, protocol, SHARES);
        const sides = quick(map, protocol);
        if (sides !== null) {
          known++;
          expect(sides).toEqual(exact.map(({ side }) => side));
        }
        expect(areaRatios(map, protocol, SHARES)).toEqual(exact);
      }
    expect(known).toBeGreaterThan(0.8 * scales.length * 8);
  });

  test("leaves to the readable map what rounding could decide, and what is no plain magnitude", () => {
    const flat = { ...bell(20, 20, 1, 1, 1), sum: new Float64Array(400).fill(1) };
    // 11² of 400 pixels hold just this share
    expect(quickSides({ ...flat, values: flat.sum }, 1, protocol, [121 / 400])).toBeNull();
    expect(quickSides({ ...flat, values: flat.sum }, 1, protocol, [0.3])).toEqual([11]);
    for (const odd of [NaN, -1, Infinity, 1e31]) {
      const map = bell(20, 20, 1, 2, 1);
      map.sum[7] = odd;
      expect(quick(map, protocol)).toBeNull();
      expect(areaRatios(map, protocol)).toEqual(exactAreaRatios(map, protocol));
    }
    expect(quick({ ...flat, sum: new Float64Array(400) }, protocol)).toBeNull();
    expect(quick({ ...flat, count: 0 }, protocol)).toBeNull();
  });
});

test("logarithms of values too small for a product to hold are left to the readable map", () => {
  const map = bell(40, 40, 1e-14, 3, 1);
  expect(quick(map, "replknet")).toBeNull();
  expect(quick(map, "vmamba")).not.toBeNull();
});
