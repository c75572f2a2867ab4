import { expect, it } from "vitest";
import { areaRatios } from "../../src/analysis/areaRatio.ts";
import { readMap } from "../../src/analysis/readMap.ts";

const side = 16;
const sum = Float64Array.from({ length: side * side }, (_, i) => 2 * ((i * 7) % 31));
const map = { height: side, width: side, sum, count: 2, skipped: 0 };

it("The values follow the scale and the squares follow the protocol.", () => {
  const linear = readMap({ map, protocol: "replknet", scale: "linear" });
  const log = readMap({ map, protocol: "replknet", scale: "log10p1" });
  expect(linear.areaRatio).toEqual(areaRatios(map, "replknet"));
  expect(log.areaRatio).toEqual(linear.areaRatio);
  expect(readMap({ map, protocol: "slak-figure", scale: "linear" }).areaRatio).toEqual(
    areaRatios(map, "slak-figure"),
  );
  expect(linear.max).toBe(30);
  expect(linear.values[1]).toBeCloseTo(7 / 30, 6);
  expect(log.values[1]).toBeCloseTo(Math.log10(8) / Math.log10(31), 6);
});
it("The share curve grows from the square of side 3 and agrees with the area ratios.", () => {
  const { shares, areaRatio } = readMap({ map, protocol: "replknet", scale: "log10p1" });
  expect([...shares]).toEqual([...shares].sort((a, b) => a - b));
  for (const { t, side: passed } of areaRatio) {
    const first = shares.findIndex((share) => share > t);
    expect(passed).toBe(first < 0 ? null : 2 * first + 3);
  }
});
