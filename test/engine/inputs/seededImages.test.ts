import { describe, expect, test } from "vitest";
import { deadLeaves } from "../../../src/engine/inputs/deadLeaves.ts";
import { fft2d } from "../../../src/engine/inputs/fft.ts";
import { pinkNoise } from "../../../src/engine/inputs/pinkNoise.ts";
import { randomStream } from "../../../src/engine/inputs/random.ts";

/** slope of log power against log frequency, by least squares over octave-wide rings of the green channel */
function spectralSlope(image: Float32Array, side: number): number {
  const re = new Float32Array(side * side);
  for (let i = 0; i < re.length; i++) re[i] = image[3 * i + 1]!;
  const im = new Float32Array(side * side);
  fft2d(re, im, side);
  const rings = new Map<number, { power: number; count: number }>();
  for (let v = 0; v < side; v++)
    for (let u = 0; u < side; u++) {
      const f = Math.round(Math.hypot(Math.min(v, side - v), Math.min(u, side - u)));
      const ring = rings.get(f) ?? { power: 0, count: 0 };
      ring.power += re[v * side + u]! ** 2 + im[v * side + u]! ** 2;
      ring.count++;
      rings.set(f, ring);
    }
  const points = [2, 4, 8, 16, 32].map((f) => {
    const ring = rings.get(f) ?? { power: NaN, count: 1 };
    return [Math.log(f), Math.log(ring.power / ring.count)] as const;
  });
  const mx = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const my = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  return (
    points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) /
    points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  );
}
function meanSlope(make: typeof pinkNoise): number {
  const slopes = [0, 1, 2, 3].map((index) =>
    spectralSlope(make({ size: 256, seed: 3, index }), 256),
  );
  return slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
}

test("random numbers repeat, differ between streams, and are uniform and normal", () => {
  const draw = (seed: number, stream: number) => {
    const random = randomStream(seed, stream);
    return Array.from({ length: 20_000 }, () => random.uniform());
  };
  const [a, b, c] = [draw(1, 0), draw(1, 1), draw(2, 0)];
  expect(draw(1, 0)).toEqual(a);
  for (const other of [b, c]) {
    const correlation =
      (a.reduce((sum, x, i) => sum + (x - 0.5) * (other[i]! - 0.5), 0) * 12) / 20_000;
    expect(Math.abs(correlation)).toBeLessThan(0.03);
  }
  const bins = new Array<number>(16).fill(0);
  for (const x of a) bins[Math.floor(16 * x)]! += 1;
  const chi2 = bins.reduce((sum, n) => sum + (n - 1250) ** 2 / 1250, 0);
  expect(chi2).toBeLessThan(37.7); // 99.9 % of 15 degrees
  const random = randomStream(5, 5);
  const normals = Array.from({ length: 20_000 }, () => random.normal());
  expect(Math.abs(normals.reduce((s, x) => s + x, 0) / 20_000)).toBeLessThan(0.03);
  expect(normals.reduce((s, x) => s + x * x, 0) / 20_000).toBeCloseTo(1, 1);
});

test("the transform agrees with its definition", () => {
  const side = 8;
  const random = randomStream(9, 0);
  const x = Float32Array.from({ length: 64 }, () => random.normal());
  const y = Float32Array.from({ length: 64 }, () => random.normal());
  const [re, im] = [x.slice(), y.slice()];
  fft2d(re, im, side);
  for (let v = 0; v < side; v++)
    for (let u = 0; u < side; u++) {
      let [sumRe, sumIm] = [0, 0];
      for (let i = 0; i < 64; i++) {
        const angle = (-2 * Math.PI * (v * Math.floor(i / side) + u * (i % side))) / side;
        sumRe += x[i]! * Math.cos(angle) - y[i]! * Math.sin(angle);
        sumIm += x[i]! * Math.sin(angle) + y[i]! * Math.cos(angle);
      }
      expect(re[v * side + u]).toBeCloseTo(sumRe, 4);
      expect(im[v * side + u]).toBeCloseTo(sumIm, 4);
    }
  expect(() => fft2d(re, im, 6)).toThrow("side 6 is not a power of two");
});

describe.each([
  ["deadLeaves", deadLeaves],
  ["pinkNoise", pinkNoise],
])("%s", (_name, make) => {
  test("gives the same image for the same seed and index, another for another", () => {
    const image = make({ size: 48, seed: 1, index: 0 });
    expect(image.length).toBe(48 * 48 * 3);
    expect(make({ size: 48, seed: 1, index: 0 })).toEqual(image);
    expect(make({ size: 48, seed: 1, index: 1 })).not.toEqual(image);
    expect(make({ size: 48, seed: 2, index: 0 })).not.toEqual(image);
  });
  test("stays in 0–1 and has contrast", () => {
    const image = make({ size: 224, seed: 4, index: 2 });
    const mean = image.reduce((s, x) => s + x, 0) / image.length;
    const spread = Math.sqrt(image.reduce((s, x) => s + (x - mean) ** 2, 0) / image.length);
    expect(image.every((x) => x >= 0 && x <= 1.000001)).toBe(true);
    expect(mean).toBeGreaterThan(0.2);
    expect(mean).toBeLessThan(0.8);
    expect(spread).toBeGreaterThan(0.1);
  });
});

/** Of a series that notebooks keep results of; taken when every leaf was laid on every pixel. */
test.each([
  { size: 33, whole: 3138.546929, lastRow: 84.648167, lastColumn: 77.583568 },
  { size: 51, whole: 6707.368785, lastRow: 99.274191, lastColumn: 139.410969 },
])("dead leaves of $size px, no whole number of blocks, stay what they were", (want) => {
  const { size } = want;
  const image = deadLeaves({ size, seed: 1, index: 0 });
  const sumOf = (counts: (y: number, x: number) => boolean): number =>
    image.reduce((sum, value, i) => {
      const [pixel, channel] = [Math.floor(i / 3), i % 3];
      const counted = counts(Math.floor(pixel / size), pixel % size);
      return counted ? sum + value * (channel + 1) : sum;
    }, 0);
  expect(sumOf(() => true)).toBeCloseTo(want.whole, 3);
  expect(sumOf((y) => y === size - 1)).toBeCloseTo(want.lastRow, 4);
  expect(sumOf((_, x) => x === size - 1)).toBeCloseTo(want.lastColumn, 4);
});

test("the power of pink noise falls as 1/f²", () => {
  expect(Math.abs(meanSlope(pinkNoise) + 2)).toBeLessThan(0.3);
});
test("the power of dead leaves falls about as that of natural images", () => {
  const slope = meanSlope(deadLeaves);
  expect(slope).toBeLessThan(-1.5);
  expect(slope).toBeGreaterThan(-3);
});
