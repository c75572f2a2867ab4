import { beforeAll, describe, expect, test } from "vitest";
import {
  referenceLayerNorm,
  referenceLayerNormBackward,
} from "../../../src/kernels/reference/layerNorm.ts";

import { expectClose, expectRelativeL2 } from "../../helpers/allclose.ts";
import { loadCommittedKernels, type WasmKernels } from "./load.ts";
import { randomFloats } from "./random.ts";

let kernels: WasmKernels;
beforeAll(async () => void (kernels = await loadCommittedKernels()));

const EPS = 1e-6;
const SIZES: [rows: number, c: number][] = [
  [1, 1],
  [1, 2],
  [3, 5],
  [4, 8],
  [49, 998],
  [400, 124],
  [7, 40_001], // a row larger than a chunk
];

describe("layer normalisation agrees with the definition", () => {
  test.each(SIZES)("forward on %i rows of %i", (rows, c) => {
    const x = randomFloats(rows * c, 1);
    const [weight, bias] = [randomFloats(c, 2), randomFloats(c, 3)];
    const out = new Float32Array(x.length).fill(NaN);
    kernels.layerNorm(x, rows, c, weight, bias, EPS, out);
    const want = referenceLayerNorm(x, rows, c, weight, bias, EPS);
    expectClose(out, want, "float32", [rows, c]);
    expectRelativeL2(out, want, "kernel", "layerNorm");
  });

  test.each(SIZES.slice(2))("backward on %i rows of %i", (rows, c) => {
    const [dy, x] = [randomFloats(rows * c, 4), randomFloats(rows * c, 5)];
    const weight = randomFloats(c, 6);
    const out = new Float32Array(x.length).fill(NaN);
    kernels.layerNormBackward(dy, x, weight, EPS, rows, c, out);
    const want = referenceLayerNormBackward(dy, x, weight, EPS, rows, c);
    expectClose(out, want, "float32", [rows, c]);
    expectRelativeL2(out, want, "kernel", "layerNormBackward");
  });
});

test("a mean a thousand times the spread costs no accuracy beyond that of the input", () => {
  const [rows, c] = [5, 130];
  const x = randomFloats(rows * c, 7).map((value) => value + 1000);
  const [one, zero] = [new Float32Array(c).fill(1), new Float32Array(c)];
  const out = new Float32Array(x.length);
  kernels.layerNorm(x, rows, c, one, zero, EPS, out);
  const want = referenceLayerNorm(x, rows, c, one, zero, EPS);
  expectClose(out, want, "network", [rows, c]);
});

test("the gradient is the slope of the reference", () => {
  const [c, step] = [6, 1e-3];
  const [dy, x, weight] = [randomFloats(c, 8), randomFloats(c, 9), randomFloats(c, 10)];
  const loss = (at: Float32Array) =>
    referenceLayerNorm(at, 1, c, weight, new Float32Array(c), EPS).reduce(
      (sum, value, i) => sum + value * dy[i]!,
      0,
    );
  const gradient = referenceLayerNormBackward(dy, x, weight, EPS, 1, c);
  for (let i = 0; i < c; i++) {
    const [above, below] = [x.slice(), x.slice()];
    above[i]! += step;
    below[i]! -= step;
    const slope = (loss(above) - loss(below)) / (above[i]! - below[i]!);
    expect(gradient[i], `element ${i}`).toBeCloseTo(slope, 4);
  }
});
