import { beforeAll, describe, expect, test } from "vitest";
import { referenceDepthwiseSum } from "../../../src/kernels/reference/depthwise.ts";
import { expectRelativeL2 } from "../../helpers/allclose.ts";
import { loadCommittedKernels, type WasmKernels } from "./load.ts";
import { randomFloats } from "./random.ts";

let kernels: WasmKernels;
beforeAll(async () => void (kernels = await loadCommittedKernels()));

type Size = readonly [kh: number, kw: number];

function expectDefinition(
  [h, w, c]: readonly [number, number, number],
  sizes: readonly Size[],
  sparsity: number,
  biased = true,
) {
  const x = randomFloats(h * w * c, 1);
  const branches = sizes.map(([kh, kw], i) => {
    const chance = randomFloats(kh * kw * c, 50 + i);
    const share = chance.toSorted()[Math.floor(sparsity * chance.length)] ?? Infinity;
    const kernel = randomFloats(kh * kw * c, 2 + i).map((tap, at) =>
      chance[at]! < share ? 0 : tap,
    );
    return { kh, kw, kernel };
  });
  const bias = biased ? randomFloats(c, 99) : null;
  const out = new Float32Array(h * w * c).fill(NaN);
  kernels.sparse(x, [h, w, c], branches, bias, out);
  const want = referenceDepthwiseSum(x, h, w, c, branches, bias);
  expectRelativeL2(out, want, "kernel", `${h}×${w}×${c}`);
}

const STRIPS: readonly Size[] = [
  [51, 5],
  [5, 51],
  [5, 5],
];

describe("the sparse depthwise kernel agrees with the definition", () => {
  test.each<[number, number, number, readonly Size[]]>([
    [1, 1, 1, [[1, 1]]],
    [1, 1, 5, STRIPS],
    [1, 9, 4, [[3, 3]]],
    [9, 1, 4, [[3, 3]]],
    [7, 7, 6, STRIPS],
    [14, 14, 7, STRIPS],
    [28, 29, 3, STRIPS],
    [3, 5, 3, [[51, 51]]],
    [31, 31, 5, [[31, 31]]],
    [40, 70, 2, [[7, 61]]],
    [6, 13, 9, [[4, 2]]],
    [8, 10, 2, [[3, 8]]],
  ])("on a map %i × %i × %i with kernels %j", (h, w, c, sizes) => {
    for (const sparsity of [0, 0.4, 0.9]) expectDefinition([h, w, c], sizes, sparsity);
  });

  test("for every width from 1 to 70, whatever the tile", () => {
    for (let w = 1; w <= 70; w++)
      expectDefinition(
        [5, w, 2],
        [
          [9, 3],
          [3, 9],
        ],
        0.5,
      );
  });

  test("without a bias, without any tap, and without any branch", () => {
    expectDefinition([5, 6, 7], [[3, 3]], 0.5, false);
    expectDefinition([5, 6, 7], [[3, 3]], 1);
    expectDefinition([5, 6, 7], [], 0);
  });
});

test("a map of nothing but its bias is that, exactly", () => {
  const out = new Float32Array(2 * 3 * 5);
  const bias = randomFloats(5, 3);
  kernels.sparse(randomFloats(30, 1), [2, 3, 5], [], bias, out);
  expect([...out]).toEqual([...Array(6)].flatMap(() => [...bias]));
});
