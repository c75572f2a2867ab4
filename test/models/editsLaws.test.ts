import { expect, test } from "vitest";
import { elementCount } from "../../src/domain/tensor.ts";
import type { ModelEdits } from "../../src/domain/model.ts";
import { blockKernels, mixers } from "../../src/models/blockKernels.ts";
import { editNetwork } from "../../src/models/edits.ts";
import { erkDensities } from "../../src/models/editsPruning.ts";
import { foldBranch } from "../../src/models/fold.ts";
import { mapMixers, mapWeights } from "../../src/models/mapNetwork.ts";
import type { Network, Weight } from "../../src/models/network.ts";
import { randomNetwork } from "../../src/models/random.ts";

const SLAK = "slak-tiny?classes=2&width=0.1&seed=3";
const CONVNEXT = "convnextv2-atto?classes=2";
const firstOf = (network: Network): Weight => mixers(network)[0]!.layer.branches[0]!.kernel;
const kernelShapes = (network: Network): string[] =>
  mixers(network)[0]!.layer.branches.map(({ kernel }) => kernel.shape.slice(2).join("×"));
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

const equal = (a: Float32Array<ArrayBuffer>, b: Float32Array<ArrayBuffer>): boolean =>
  Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

function weightsOf(network: Network): Weight[] {
  const found: Weight[] = [];
  mapWeights(network, (weight) => {
    found.push(weight);
    return weight;
  });
  return found;
}

test("resampling to the same side is the identity, and to any side keeps each kernel's sum", async () => {
  const network = randomNetwork(CONVNEXT);
  const before = await firstOf(network).load();
  const same = editNetwork(network, { kernelSizes: [7, 7, 7, 7], kernelMode: "resample" });
  expect(await firstOf(same).load()).toEqual(before);
  for (const side of [3, 5, 13, 31]) {
    const kernelSizes = [side, side, side, side];
    const kernel = firstOf(editNetwork(network, { kernelSizes, kernelMode: "resample" }));
    const after = await kernel.load();
    expect(kernel.shape).toEqual([40, 1, side, side]);
    for (const c of [0, 17, 39])
      expect(sum(after.subarray(c * side ** 2, (c + 1) * side ** 2))).toBeCloseTo(
        sum(before.subarray(c * 49, (c + 1) * 49)),
        5,
      );
  }
});

test("a resampled kernel keeps its centre and its symmetry", async () => {
  const whole = randomNetwork(CONVNEXT);
  // taps fall with the distance from the centre, by channel alike
  const tent = mapMixers(whole, (branches) =>
    branches.map((branch) => ({
      ...branch,
      kernel: {
        ...branch.kernel,
        load: async () =>
          Float32Array.from({ length: elementCount(branch.kernel.shape) }, (_, i) => {
            const [y, x] = [Math.floor(i / 7) % 7, i % 7];
            return (4 - Math.abs(y - 3)) * (4 - Math.abs(x - 3));
          }),
      },
    })),
  );
  for (const side of [5, 13]) {
    const edits = { kernelSizes: [side, side, side, side], kernelMode: "resample" } as const;
    const taps = (await firstOf(editNetwork(tent, edits)).load()).subarray(0, side ** 2);
    const turned = taps.slice().reverse();
    for (const [i, tap] of taps.entries()) expect(tap).toBeCloseTo(turned[i]!, 5);
    expect(Math.max(...taps)).toBeCloseTo(taps[(side ** 2 - 1) / 2]!, 5);
  }
});

test("strips grow along, small squares and short sides never, and shrink where the side is smaller", () => {
  const network = randomNetwork(SLAK);
  for (const kernelMode of ["resample", "reinit"] as const) {
    const to = (side: number) =>
      kernelShapes(editNetwork(network, { kernelSizes: [side, 49, 47, 13], kernelMode }));
    expect(to(61)).toEqual(["61×5", "5×61", "5×5"]);
    expect(to(3)).toEqual(["3×3", "3×3", "3×3"]);
  }
  expect(() => editNetwork(network, { kernelSizes: [61, 49, 47, 13] })).toThrow("or resample");
});

test("kernels drawn anew are those of a random network of that seed and side", async () => {
  const edits = { kernelSizes: [61, 49, 47, 13], kernelMode: "reinit", seed: 9 } as const;
  const after = await firstOf(editNetwork(randomNetwork(SLAK), edits)).load();
  const made = randomNetwork("slak-tiny?classes=2&width=0.1&seed=9&kernel=61,49,47,13,5");
  expect(after).toEqual(await firstOf(made).load());
});

test("a kernel cropped from its own padding is itself", async () => {
  const network = randomNetwork(CONVNEXT);
  const padded = mapMixers({ ...network, kernelSizes: [9, 9, 9, 9] }, (branches) =>
    branches.map((branch) => {
      const channels = branch.kernel.shape[0]!;
      const load = async () => {
        const from = await branch.kernel.load();
        const to = new Float32Array(channels * 81).fill(7);
        for (const [i, w] of from.entries()) {
          const [c, y, x] = [Math.floor(i / 49), Math.floor(i / 7) % 7, i % 7];
          to[(c * 9 + y + 1) * 9 + x + 1] = w;
        }
        return to;
      };
      return { ...branch, kernel: { ...branch.kernel, shape: [channels, 1, 9, 9], load } };
    }),
  );
  const cropped = editNetwork(padded, { kernelSizes: [7, 7, 7, 7] });
  expect(await firstOf(cropped).load()).toEqual(await firstOf(network).load());
});

async function zerosOf(edits: ModelEdits): Promise<{ zeros: number[]; sizes: number[] }> {
  const network = editNetwork(randomNetwork(SLAK), edits);
  const [zeros, sizes] = [[] as number[], [] as number[]];
  for (const { layer } of mixers(network))
    for (const { kernel, name } of layer.branches)
      if (!name.endsWith("small_conv")) {
        const values = await kernel.load();
        zeros.push(values.filter((w) => w === 0).length);
        sizes.push(values.length);
      }
  return { zeros, sizes };
}

test.each(["magnitude", "random"] as const)(
  "%s pruning is exact by layer and in all",
  async (pruning) => {
    const layer = await zerosOf({ sparsity: 0.4, pruning });
    expect(layer.zeros).toEqual(layer.sizes.map((size) => Math.floor(0.4 * size)));
    const all = await zerosOf({ sparsity: 0.4, pruning, pruningScope: "global" });
    expect(sum(all.zeros)).toBe(Math.floor(0.4 * sum(all.sizes)));
    expect(all.zeros).not.toEqual(layer.zeros);
  },
);

test("random zeros depend on the seed alone", async () => {
  const pruned = (seed: number) =>
    firstOf(editNetwork(randomNetwork(SLAK), { sparsity: 0.5, pruning: "random", seed })).load();
  const [one, again, other] = await Promise.all([pruned(1), pruned(1), pruned(2)]);
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
});

test("ERK densities average to the asked share, full layers included, and depthwise inputs count as one", async () => {
  const shapes = [
    [124, 1, 51, 5],
    [496, 1, 5, 13],
    [4, 1, 3, 3],
    [64, 32, 3, 3],
  ];
  for (const density of [0.1, 0.6, 0.95]) {
    const densities = erkDensities(shapes, density);
    const sizes = shapes.map(elementCount);
    expect(Math.max(...densities)).toBeLessThanOrEqual(1);
    expect(sum(densities.map((d, i) => d * sizes[i]!))).toBeCloseTo(density * sum(sizes), 6);
  }
  const [a, b] = erkDensities(shapes, 0.02);
  expect(a! / b!).toBeCloseTo(
    (124 + 1 + 51 + 5) / (124 * 51 * 5) / ((496 + 1 + 5 + 13) / (496 * 5 * 13)),
    9,
  );
  const { zeros, sizes } = await zerosOf({ sparsity: 0.6, pruning: "erk" });
  expect(Math.abs(sum(zeros) - 0.6 * sum(sizes))).toBeLessThanOrEqual(sizes.length / 2);
});

test("one branch left is that branch, and no others are read", async () => {
  const network = randomNetwork(SLAK);
  const block = "stages.0.0";
  const standing = editNetwork(network, { off: ["horizontal", "small"] });
  expect(kernelShapes(standing)).toEqual(["51×5"]);
  // by hand: the others as zeros
  const byHand = mapWeights(network, (weight) =>
    /LoRA2|small_conv/.test(weight.name)
      ? { ...weight, load: async () => new Float32Array(elementCount(weight.shape)) }
      : weight,
  );
  const [left, zeroed] = [await blockKernels(standing, block), await blockKernels(byHand, block)];
  expect(left.merged).toEqual(zeroed.merged);
  expect(left.merged.some((w) => w !== 0)).toBe(true);
  // the shift of the batch norms as well, so that everything after computes with equal numbers
  const shifts = async (of: Network): Promise<number[]> => {
    const folded = await Promise.all(mixers(of)[0]!.layer.branches.map(foldBranch));
    return Array.from(folded[0]!.bias, (_, c) => sum(folded.map(({ bias }) => bias[c]!)));
  };
  const moved = (of: Network): Network =>
    mapWeights(of, (weight) =>
      /LoRA1\.bn\.(bias|running_mean)/.test(weight.name)
        ? { ...weight, load: async () => Float32Array.from({ length: 9 }, (_, i) => i / 3 - 1) }
        : weight,
    );
  expect(await shifts(moved(standing))).toEqual(await shifts(moved(byHand)));
});

test("branches that are not there, and nothing left, are said", () => {
  expect(() => editNetwork(randomNetwork("replknet-13"), { off: ["horizontal"] })).toThrow(
    "This RepLKNet has no lying strip to leave out",
  );
  expect(() =>
    editNetwork(randomNetwork(SLAK), { off: ["horizontal", "vertical", "small"] }),
  ).toThrow("nothing would be left of this SLaK's kernels: keep one branch.");
});

test.each([SLAK, CONVNEXT, "resnet-18?classes=2", "replknet-13?classes=2", "swin-tiny?classes=2"])(
  "%s untrained is the random network of that seed, tensor by tensor, and no other",
  async (id) => {
    const network = randomNetwork(id);
    const made = weightsOf(randomNetwork(`${id.replace("&seed=3", "")}&seed=5`));
    const [own, drawn] = [weightsOf(network), weightsOf(editNetwork(network, { untrained: 5 }))];
    let differ = 0;
    expect(drawn.map(({ shape }) => shape)).toEqual(own.map(({ shape }) => shape));
    // large tensors are drawn by the same rule as small ones
    for (const [i, weight] of drawn.entries()) {
      if (elementCount(weight.shape) > 4e4) continue;
      const values = await weight.load();
      expect(equal(values, await made[i]!.load()), weight.name).toBe(true);
      if (values.some((w) => w !== values[0])) {
        expect(equal(values, await own[i]!.load()), weight.name).toBe(false);
        differ++;
      }
    }
    expect(differ).toBeGreaterThan(5);
  },
);
