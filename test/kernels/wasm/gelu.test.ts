import { beforeAll, describe, expect, test } from "vitest";
import {
  erf,
  normalCdf,
  referenceGelu,
  referenceGeluBackward,
} from "../../../src/kernels/reference/gelu.ts";

import { expectClose, expectRelativeL2 } from "../../helpers/allclose.ts";
import { loadCommittedKernels, type WasmKernels } from "./load.ts";
import { randomFloats } from "./random.ts";

let kernels: WasmKernels;
beforeAll(async () => void (kernels = await loadCommittedKernels()));

function gelu(x: Float32Array): Float32Array {
  const out = new Float32Array(x.length).fill(NaN);
  kernels.gelu(x, out);
  return out;
}

function geluBackward(dy: Float32Array, x: Float32Array): Float32Array {
  const out = new Float32Array(x.length).fill(NaN);
  kernels.geluBackward(dy, x, out);
  return out;
}

test("the reference's erf has the tabulated values", () => {
  expect(erf(0)).toBe(0);
  expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 14);
  expect(erf(1)).toBeCloseTo(0.8427007929497149, 14);
  expect(erf(-2.5)).toBeCloseTo(-0.999593047982555, 14);
  expect(erf(3)).toBeCloseTo(0.9999779095030014, 14);
  expect(normalCdf(-10) / 7.619853024160527e-24).toBeCloseTo(1, 12);
});

describe("GELU agrees with the exact form", () => {
  test.each([1, 2, 3, 4, 5, 1023, 70_001])("on %i numbers, forward and backward", (n) => {
    const x = randomFloats(n, n).map((value) => 5 * value);
    const dy = randomFloats(n, n + 1);
    expectClose(gelu(x), referenceGelu(x), "elementwise");
    expectRelativeL2(gelu(x), referenceGelu(x), "kernel", "gelu");
    expectClose(geluBackward(dy, x), referenceGeluBackward(dy, x), "elementwise");
    expectRelativeL2(geluBackward(dy, x), referenceGeluBackward(dy, x), "kernel", "geluBackward");
  });

  test("at every 2⁻¹⁰ from −14 to 14, Φ is right to 2e-7", () => {
    const x = Float32Array.from({ length: 28 * 1024 + 1 }, (_, i) => i / 1024 - 14);
    const y = gelu(x);
    let worst = 0;
    x.forEach((value, i) => {
      if (value !== 0) worst = Math.max(worst, Math.abs(y[i]! / value - normalCdf(value)));
    });
    expect(worst).toBeLessThan(2e-7);
  });

  test("at zero, at the ends of float32 and at infinity", () => {
    const x = Float32Array.of(0, -0, 1e-30, -1e-30, 3e38, -3e38, Infinity, -Infinity);
    const one = new Float32Array(x.length).fill(1);
    const limit = Float32Array.of(0, 0, 5e-31, -5e-31, 3e38, 0, Infinity, 0);
    expectClose(gelu(x), limit, "elementwise");
    expectClose(
      geluBackward(one, x),
      Float32Array.of(0.5, 0.5, 0.5, 0.5, 1, 0, 1, 0),
      "elementwise",
    );
  });

  test("not a number stays not a number", () => {
    const x = Float32Array.of(1, NaN, 2);
    expect([...gelu(x)].map(Number.isNaN)).toEqual([false, true, false]);
    expect([...geluBackward(x, x)].map(Number.isNaN)).toEqual([false, true, false]);
  });
});
