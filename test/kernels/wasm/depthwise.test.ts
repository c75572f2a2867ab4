import { beforeAll, describe, expect, test } from "vitest";
import { referenceDepthwiseSum } from "../../../src/kernels/reference/depthwise.ts";

import { expectClose, expectRelativeL2 } from "../../helpers/allclose.ts";
import { loadCommittedKernels, type WasmKernels } from "./load.ts";
import { randomFloats } from "./random.ts";

let kernels: WasmKernels;
beforeAll(async () => void (kernels = await loadCommittedKernels()));

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);

type Size = readonly [kh: number, kw: number];

function expectDefinition(h: number, w: number, c: number, sizes: readonly Size[], biased = true) {
  const x = randomFloats(h * w * c, 1);
  const branches = sizes.map(([kh, kw], i) => ({
    kh,
    kw,
    kernel: randomFloats(kh * kw * c, 2 + i).map((tap) => tap / Math.sqrt(kh * kw)),
  }));
  const bias = biased ? randomFloats(c, 99) : null;
  const out = new Float32Array(h * w * c).fill(NaN);
  kernels.depthwiseSum(x, h, w, c, branches, bias, out);
  const want = referenceDepthwiseSum(x, h, w, c, branches, bias);
  expectClose(out, want, "float32", [h, w, c]);
  expectRelativeL2(out, want, "kernel", `${h}×${w}×${c}`);
}

describe("the depthwise kernel agrees with the definition", () => {
  test.each<[number, number, number, Size[]]>([
    [1, 1, 1, [[1, 1]]],
    [1, 1, 5, [[5, 5]]],
    [1, 9, 4, [[3, 3]]],
    [9, 1, 4, [[3, 3]]],
    [7, 7, 6, [[7, 7]]],
    [
      7,
      7,
      10,
      [
        [13, 5],
        [5, 13],
        [5, 5],
      ],
    ],
    [
      14,
      14,
      7,
      [
        [47, 5],
        [5, 47],
        [5, 5],
      ],
    ],
    [3, 5, 3, [[51, 51]]],
    [
      56,
      56,
      4,
      [
        [51, 5],
        [5, 51],
        [5, 5],
      ],
    ],
    [31, 31, 5, [[31, 31]]],
    [6, 13, 9, [[4, 2]]],
    [
      8,
      10,
      2,
      [
        [3, 8],
        [1, 6],
      ],
    ],
  ])("on a map %i × %i × %i with kernels %j", (h, w, c, sizes) => expectDefinition(h, w, c, sizes));

  test("for every width from 1 to 24, whatever the tile", () => {
    for (let w = 1; w <= 24; w++) expectDefinition(3, w, 5, [[3, 9]]);
  });

  test("without a bias, and without any branch", () => {
    expectDefinition(5, 6, 7, [[3, 3]], false);
    expectDefinition(5, 6, 7, [], true);
  });

  test("after a larger call has left its numbers in memory", () => {
    expectDefinition(40, 40, 8, [[5, 5]]);
    expectDefinition(6, 6, 3, [[9, 9]]);
  });
});

test("the gradient is the same convolution with flipped kernels", () => {
  const [h, w, c, kh, kw] = [6, 9, 3, 5, 7];
  const kernel = randomFloats(kh * kw * c, 5);
  const flipped = kernel.map(
    (_, i) => kernel[(kh * kw - 1 - Math.floor(i / c)) * c + (i % c)] as number,
  );
  const [x, dy] = [randomFloats(h * w * c, 6), randomFloats(h * w * c, 7)];
  const [y, dx] = [new Float32Array(x.length), new Float32Array(x.length)];
  kernels.depthwiseSum(x, h, w, c, [{ kernel, kh, kw }], null, y);
  kernels.depthwiseSum(dy, h, w, c, [{ kernel: flipped, kh, kw }], null, dx);
  expect(dot(dy, y)).toBeCloseTo(dot(dx, x), 4);
});
