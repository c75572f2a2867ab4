import { expect, test } from "vitest";
import { centroid } from "../../src/analysis/centroid.ts";
import { gaussianFit } from "../../src/analysis/gaussianFit.ts";
import { kernelStats } from "../../src/analysis/kernelStats.ts";
import { maskStats } from "../../src/analysis/maskStats.ts";
import { erfMean, mergeErf } from "../../src/analysis/mean.ts";
import { radialProfile, radiusOf } from "../../src/analysis/radialProfile.ts";
import { linear, log10p1, power } from "../../src/analysis/rescale.ts";

const erf = (sum: number[], count: number, skipped: number) => ({
  height: 1,
  width: sum.length,
  sum: Float64Array.from(sum),
  count,
  skipped,
});
function gaussian(
  size: number,
  cy: number,
  cx: number,
  major: number,
  minor: number,
  angle: number,
) {
  const values = new Float64Array(size * size);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const along = (x - cx) * c + (y - cy) * s;
      const across = (y - cy) * c - (x - cx) * s;
      values[y * size + x] = Math.exp(-0.5 * ((along / major) ** 2 + (across / minor) ** 2));
    }
  return { height: size, width: size, values };
}

test("maps of parts add up to the map of the whole", () => {
  const whole = mergeErf(erf([1, 2, 6], 1, 0), erf([3, 4, 0], 3, 2));
  expect(whole).toEqual(erf([4, 6, 6], 4, 2));
  expect([...erfMean(whole)]).toEqual([1, 1.5, 1.5]);
  expect(() => mergeErf(erf([1], 1, 0), erf([1, 2], 1, 0))).toThrow("1×1 and 1×2 do not add up");
});

test("a map without images has no mean", () => {
  expect([...erfMean(erf([0, 0], 0, 3))]).toEqual([NaN, NaN]);
});

test("rescaled maps reach 1, stay zero where all is zero, and keep holes as holes", () => {
  const raw = { height: 1, width: 4, values: Float64Array.of(0, 9, 99, NaN) };
  expect([...log10p1(raw).values]).toEqual([0, 0.5, 1, NaN]);
  expect([...linear(raw).values]).toEqual([0, 9 / 99, 1, NaN]);
  expect(power(raw, 0.25).values[1]).toBeCloseTo((9 / 99) ** 0.25, 12);
  const zero = { height: 1, width: 2, values: new Float32Array(2) };
  for (const map of [log10p1(zero), linear(zero), power(zero, 0.25)])
    expect([...map.values]).toEqual([0, 0]);
});

test("moments find a turned Gaussian again", () => {
  const fit = gaussianFit(gaussian(129, 60, 70, 12, 6, 0.5));
  expect(fit?.centre.y).toBeCloseTo(60, 3);
  expect(fit?.centre.x).toBeCloseTo(70, 3);
  expect(fit?.major).toBeCloseTo(12, 2);
  expect(fit?.minor).toBeCloseTo(6, 2);
  expect(fit?.anisotropy).toBeCloseTo(2, 2);
  expect(fit?.angle).toBeCloseTo(0.5, 3);
  expect(fit?.sigmaX).toBeCloseTo(Math.hypot(12 * Math.cos(0.5), 6 * Math.sin(0.5)), 2);
  expect(fit?.sigmaY).toBeCloseTo(Math.hypot(12 * Math.sin(0.5), 6 * Math.cos(0.5)), 2);
});

test("an empty map has neither centroid nor fit", () => {
  const zero = { height: 2, width: 2, values: new Float32Array(4) };
  expect(centroid(zero)).toBeNull();
  expect(gaussianFit(zero)).toBeNull();
  expect(radiusOf(radialProfile(zero), 0.5)).toBeNull();
});

test("a radial profile of a round Gaussian falls with it and holds half its mass at 1.18 sigma", () => {
  const sigma = 10;
  const profile = radialProfile(gaussian(129, 64, 64, sigma, sigma, 0));
  expect(profile.mean[0]).toBe(1);
  expect(profile.mean[20]).toBeCloseTo(Math.exp(-0.5 * (20.5 / sigma) ** 2), 2);
  expect(profile.cumulative.at(-1)).toBeCloseTo(1, 12);
  const half = radiusOf(profile, 0.5) ?? NaN;
  // a disc of radius 12 on the grid holds up to 4 % fewer pixels than its area
  expect(Math.abs(half - sigma * Math.sqrt(2 * Math.log(2)))).toBeLessThan(0.25);
});

test("mask and kernel statistics count taps over filters", () => {
  const kernel = Float32Array.of(1, 0, -2, 0, 0, 3);
  expect(maskStats(kernel, 1, 3)).toEqual({
    alive: 3,
    total: 6,
    sparsity: 0.5,
    aliveByTap: Uint32Array.of(1, 0, 2),
    aliveByFilter: Uint32Array.of(2, 1),
  });
  expect(kernelStats(kernel, 1, 3)).toEqual({
    meanAbs: Float64Array.of(0.5, 0, 2.5),
    min: -2,
    max: 3,
    rms: Math.sqrt(14 / 6),
  });
  expect(kernelStats(new Float32Array(0), 1, 1).rms).toBe(0);
});
