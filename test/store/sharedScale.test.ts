import { describe, expect, it } from "vitest";
import { readMap } from "../../src/analysis/readMap.ts";
import { SCALES } from "../../src/domain/reading.ts";
import type { ErfMap } from "../../src/domain/result.ts";
import {
  differenceOf,
  peakOf,
  ratioOf,
  sharedFactors,
  timesFactor,
} from "../../src/store/sharedScale.ts";

const mapOf = (values: readonly number[], height: number, width: number, count = 2): ErfMap => ({
  height,
  width,
  sum: Float64Array.from(values, (value) => value * count),
  count,
  skipped: 0,
});
const faint = [0, 0.5, 1, 2, 3, 0.25, 4, 1, 0.125];
const strong = [7, 90, 3, 0, 12, 1, 60, 5, 2];

describe("one scale for several maps", () => {
  it.each(SCALES)("draws under %s what one map of both would", (scale) => {
    const read = (map: ErfMap) => readMap({ map, protocol: "replknet", scale });
    const own = [read(mapOf(faint, 3, 3)), read(mapOf(strong, 3, 3, 5))];
    const both = read(mapOf([...faint, ...strong], 6, 3));
    const factors = sharedFactors(own, scale);
    const shared = own.flatMap(({ values }, i) => [...timesFactor(values, factors[i]!)]);
    expect(shared).toHaveLength(both.values.length);
    shared.forEach((value, i) => expect(value).toBeCloseTo(both.values[i]!, 6));
    expect(factors[1]).toBe(1);
    expect(factors[0]).toBeLessThan(1);
  });

  it("leaves maps without any contribution as they are", () => {
    expect(sharedFactors([{ max: 0 }, { max: 0 }], "log10p1")).toEqual([1, 1]);
    expect(sharedFactors([{ max: 0 }, { max: 3 }], "power")).toEqual([0, 1]);
    expect(peakOf([])).toBe(0);
    expect(peakOf([{ max: NaN }, { max: 2 }, { max: Infinity }])).toBe(2);
  });
});

describe("the difference of two maps", () => {
  it("puts zero at one half and the largest magnitude at an end", () => {
    const { values, most } = differenceOf(
      Float32Array.of(1, 0.5, 0.25, NaN),
      Float32Array.of(0.5, 0.5, 1, 0),
    );
    expect(most).toBe(0.75);
    expect(values[0]).toBeCloseTo(0.5 + 0.5 / 1.5, 6);
    expect(values[1]).toBe(0.5);
    expect(values[2]).toBe(0);
    expect(values[3]).toBeNaN();
  });
  it("is one half throughout for equal maps", () => {
    const map = Float32Array.of(0, 0.3, 1);
    expect(differenceOf(map, map)).toEqual({ values: Float32Array.of(0.5, 0.5, 0.5), most: 0 });
  });
});

describe("the ratio of two maps", () => {
  it("is log₂ with zero in the middle, and left out where both are tiny", () => {
    const a = Float64Array.from([8, 1, 0.25, 0.0004, 0, 4]);
    const b = Float64Array.from([2, 1, 1, 0.0004, 4, 0]);
    const { values, most } = ratioOf(a, b, 1);
    // nothing against something ends at a factor of 256
    expect(most).toBe(8);
    expect([...values].map((value) => (value - 0.5) * 2 * most)).toEqual([2, 0, -2, NaN, -8, 8]);
  });
  it("takes a factor for maps that are each on its own scale", () => {
    const { values, most } = ratioOf(Float64Array.of(3, 6), Float64Array.of(1, 2), 1 / 3);
    expect([[...values], most]).toEqual([[0.5, 0.5], 1]);
  });
});
