import { expect, it } from "vitest";
import { overlapMasks } from "../../src/models/maskOverlap.ts";
import { editNetwork } from "../../src/models/edits.ts";
import type { Network } from "../../src/models/network.ts";
import { randomNetwork } from "../../src/models/random.ts";

/** One block a kernel of 1×2 taps, so many channels as there are pairs of values. */
function network(kernels: Readonly<Record<string, readonly number[]>>): Network {
  const blocks = Object.entries(kernels).map(([name, values], i) => ({
    name: `stages.0.${i}`,
    layers: [
      {
        kind: "depthwise",
        branches: [
          {
            name,
            kernel: {
              name,
              shape: [values.length / 2, 1, 1, 2],
              load: async () => Float32Array.from(values),
            },
          },
        ],
      },
    ],
  }));
  return { stages: [{ blocks }] } as unknown as Network;
}

it("counts what is alive in each and in both, of every kernel that both have by name and shape", async () => {
  const before = network({ one: [1, 0, 2, 0], two: [3, 3], gone: [1, 1], grown: [1, 1] });
  const after = network({ one: [0, 5, -2, 0], two: [0, 0], grown: [1, 1, 1, 1], own: [1, 1] });
  expect(await overlapMasks(before, after)).toEqual([
    { name: "one", block: "stages.0.0", kernel: [1, 2], weights: 4, first: 2, second: 2, both: 1 },
    { name: "two", block: "stages.0.1", kernel: [1, 2], weights: 2, first: 2, second: 0, both: 0 },
  ]);
});

it("of a network and itself with fewer weights loses none that is left", async () => {
  const dense = randomNetwork("convnext-tiny?seed=0");
  const sparse = editNetwork(dense, { sparsity: 0.5 });
  const layers = await overlapMasks(dense, sparse);
  expect(layers).toHaveLength(18);
  for (const { weights, first, second, both } of layers) {
    expect(both).toBe(second);
    expect(first).toBe(weights);
    expect(second / weights).toBeCloseTo(0.5, 2);
  }
});
