import { describe, expect, test } from "vitest";
import { type KernelBuild, pickBuild } from "../../../src/kernels/wasm/builds.ts";
import { expectRelativeL2 } from "../../helpers/allclose.ts";
import { loadCommittedKernels } from "./load.ts";
import { randomFloats } from "./random.ts";

const BUILDS: readonly KernelBuild[] = [...new Set<KernelBuild>(["kernels", pickBuild(false)])];

/** a [m, k] · b [k, n] + bias [n] by definition, in float64 */
function referenceProduct(
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array | null,
  [m, k, n]: readonly [number, number, number],
): Float64Array {
  const out = new Float64Array(m * n);
  for (let row = 0; row < m; row++)
    for (let column = 0; column < n; column++) {
      let sum = bias ? bias[column]! : 0;
      for (let i = 0; i < k; i++) sum += a[row * k + i]! * b[i * n + column]!;
      out[row * n + column] = sum;
    }
  return out;
}

describe.each(BUILDS)("the product of the build %s agrees with the definition", (build) => {
  test.each([
    [1, 1, 1],
    [3, 5, 7],
    [4, 8, 8],
    [5, 3, 9],
    [2, 511, 6],
    [6, 512, 11],
    [7, 513, 13],
    [9, 1030, 20],
    [131, 17, 12],
    [129, 515, 130],
    [260, 9, 257],
  ] as const)("of %i × %i by n = %i", async (m, k, n) => {
    const kernels = await loadCommittedKernels(build);
    const [a, b, bias] = [randomFloats(m * k, 1), randomFloats(k * n, 2), randomFloats(n, 3)];
    for (const shift of [bias, null]) {
      const out = new Float32Array(m * n).fill(NaN);
      kernels.product(a, b, shift, [m, k, n], out);
      expectRelativeL2(out, referenceProduct(a, b, shift, [m, k, n]), "kernel", `${m}×${k}×${n}`);
    }
  });
});

test("adds numbers one by one, whatever their count", async () => {
  const kernels = await loadCommittedKernels();
  for (const n of [1, 3, 4, 8193]) {
    const [a, b, out] = [randomFloats(n, 4), randomFloats(n, 5), new Float32Array(n)];
    kernels.add(a, b, out);
    expect(out).toEqual(a.map((value, i) => value + b[i]!));
  }
});
