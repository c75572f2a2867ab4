import { expect, test } from "vitest";
import { blockKernels } from "../../src/models/blockKernels.ts";
import { editNetwork } from "../../src/models/edits.ts";
import type { Network, Weight } from "../../src/models/network.ts";
import { randomNetwork } from "../../src/models/random.ts";
import { countNonzero } from "../../src/models/summarise.ts";
import { expectClose } from "../helpers/allclose.ts";

const kernelsOf = (network: Network, stage: number): Weight[] =>
  network.stages[stage]!.blocks[1]!.layers.flatMap((layer) =>
    layer.kind === "depthwise" ? layer.branches.map(({ kernel }) => kernel) : [],
  );

test("a crop keeps the centre of strips and of small kernels", async () => {
  const whole = randomNetwork("slak-tiny?classes=2");
  const small = editNetwork(whole, { kernelSizes: [31, 49, 47, 3] });
  expect(small.kernelSizes).toEqual([31, 49, 47, 3]);
  expect(kernelsOf(small, 0).map(({ shape }) => shape.slice(2))).toEqual([
    [31, 5],
    [5, 31],
    [5, 5],
  ]);
  expect(kernelsOf(small, 3).map(({ shape }) => shape.slice(2))).toEqual([
    [3, 3],
    [3, 3],
    [3, 3],
  ]);
  const [before, after] = [
    await kernelsOf(whole, 0)[1]!.load(), // [124, 1, 5, 51]
    await kernelsOf(small, 0)[1]!.load(), // [124, 1, 5, 31]
  ];
  const [channel, row, column] = [7, 2, 30];
  expect(after[(channel * 5 + row) * 31 + column]).toBe(
    before[(channel * 5 + row) * 51 + 10 + column],
  );
  expect(after).toHaveLength(124 * 5 * 31);
});

test("a crop to more than there is, and to even sides, is refused", () => {
  const network = randomNetwork("convnext-tiny");
  expect(() => editNetwork(network, { kernelSizes: [7, 9, 7, 7] })).toThrow(
    "Kernel size 9 in stage 2: these weights have 7, and a crop cannot add taps; choose at most 7, or resample, or a random network.",
  );
  expect(() => editNetwork(network, { kernelSizes: [7, 6, 7, 7] })).toThrow(
    "give 4 odd sides, as 7,7,7,7.",
  );
});

test("pruning zeroes the smallest weights of every large kernel, and only those", async () => {
  const network = randomNetwork("slak-tiny?classes=2");
  const pruned = editNetwork(network, { sparsity: 0.4 });
  const { layers } = await countNonzero(pruned);
  for (const { name, sparsity } of layers)
    expect(sparsity).toBeCloseTo(name.includes("small_conv") ? 0 : 0.4, 3);
  const [before, after] = [
    await kernelsOf(network, 0)[0]!.load(),
    await kernelsOf(pruned, 0)[0]!.load(),
  ];
  const gone = before.filter((_, i) => after[i] === 0).map(Math.abs);
  const left = after.filter((w) => w !== 0).map(Math.abs);
  expect(Math.max(...gone)).toBeLessThanOrEqual(Math.min(...left));
});

test("edits go together, and none is none", () => {
  const network = randomNetwork("slak-tiny");
  expect(editNetwork(network, {})).toBe(network);
  expect(editNetwork(network, { kernelSizes: [7, 7, 7, 7], sparsity: 0.5 }).kernelSizes).toEqual([
    7, 7, 7, 7,
  ]);
});

test("a crop keeps of dilated kernels the taps that lie inside, which merge as the cropped whole", async () => {
  const whole = randomNetwork("unireplknet-a?seed=2");
  const block = "stages.1.0";
  const before = await blockKernels(whole, block);
  expect(before.side).toBe(13);
  const network = editNetwork(whole, { kernelSizes: [3, 7, 7, 7] });
  const after = await blockKernels(network, block);
  expect(after.branches.map(({ name, kernel }) => [name.split(".").at(-1), kernel[0]])).toEqual([
    ["lk_origin", 7],
    ["dil_conv_k5_1", 5],
    ["dil_conv_k7_2", 3],
    ["dil_conv_k3_3", 3],
    ["dil_conv_k3_4", 1],
    ["dil_conv_k3_5", 1],
  ]);
  expect(after.side).toBe(7);
  const centre = Array.from(after.merged, (_, i) => {
    const [c, y, x] = [Math.floor(i / 49), Math.floor(i / 7) % 7, i % 7];
    return before.merged[(c * 13 + y + 3) * 13 + x + 3]!;
  });
  expectClose(after.merged, centre, "elementwise");
});

test.each(["resnet-18", "swin-tiny", "vit-base-16"])(
  "%s has no depthwise kernels, so cropping and pruning are refused",
  (id) => {
    for (const edits of [{ kernelSizes: [3, 3, 3, 3] }, { sparsity: 0.5 }])
      expect(() => editNetwork(randomNetwork(id), edits)).toThrow(
        "has no depthwise kernels, so there is nothing to crop or prune; edit a SLaK, RepLKNet or ConvNeXt.",
      );
  },
);
