import { expect, test } from "vitest";
import { cosOfBits, logOfBits, normalOfBits } from "../../src/models/boxMuller.ts";

const EDGES = [
  0,
  1,
  2,
  127,
  128,
  255,
  256,
  257,
  511,
  2 ** 30 - 1,
  2 ** 30,
  3 * 2 ** 30 - 1,
].flatMap((k) => [k, 2 ** 32 - 1 - k, (2 ** 31 + k) >>> 0, 2 ** 31 - 1 - k].filter((x) => x >= 0));
/** all magnitudes of 32 bits */
const BITS = [
  ...EDGES,
  ...Array.from({ length: 100_000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> (i % 32)),
].map((k) => k >>> 0);

test("logarithms and cosines of random bits are those of Math", () => {
  let [logs, cosines] = [0, 0];
  for (const k of BITS) {
    const u = (k + 0.5) / 2 ** 32;
    logs = Math.max(logs, Math.abs(logOfBits(k) / Math.log(u) - 1));
    cosines = Math.max(cosines, Math.abs(cosOfBits(k) - Math.cos(2 * Math.PI * u)));
  }
  expect(logs).toBeLessThan(1e-12);
  expect(cosines).toBeLessThan(1e-14);
});

test("normal numbers have mean 0, variance 1 and a normal's tails", () => {
  const count = 200_000;
  const draw = (i: number): number => {
    let x = Math.imul(i, 0x9e3779b1);
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return (x ^ (x >>> 16)) >>> 0;
  };
  const values = Array.from({ length: count }, (_, i) =>
    normalOfBits(draw(2 * i), draw(2 * i + 1)),
  );
  const mean = values.reduce((sum, x) => sum + x, 0) / count;
  const variance = values.reduce((sum, x) => sum + x * x, 0) / count;
  const beyond = values.filter((x) => Math.abs(x) > 2).length / count;
  expect(Math.abs(mean)).toBeLessThan(0.01);
  expect(Math.abs(variance - 1)).toBeLessThan(0.01);
  expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.002);
});
