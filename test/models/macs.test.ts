import { expect, test } from "vitest";
import { editNetwork } from "../../src/models/edits.ts";
import { denseMacs } from "../../src/models/macs.ts";
import { randomNetwork } from "../../src/models/random.ts";
import { countNonzero, summarise } from "../../src/models/summarise.ts";

const GIGA = 1e9;

// counted in PyTorch with hooks on the authors' code; the papers round them: 4.5, 15.3 (merged), 4.1, 4.5, 17.6
test.each([
  ["convnext-tiny", 224, 4.4555],
  ["convnext-base", 224, 15.3547],
  ["slak-tiny", 224, 8.7048],
  ["slak-tiny?kernel=31,29,27,13,5", 224, 8.1783],
  ["slak-base", 224, 28.5091],
  ["replknet-31b", 224, 15.4313],
  ["replknet-xl", 320, 128.7303],
  ["resnet-50", 224, 4.0892],
  ["swin-tiny", 224, 4.4906],
  ["vit-base-16", 224, 17.5638],
])("%s at %i px takes %f G multiply-accumulates, to the last figure printed", (id, size, giga) => {
  expect(denseMacs(randomNetwork(id), size) / GIGA).toBeCloseTo(giga, 4);
});

test("zeros are left out of the sparse count, place by place", async () => {
  const network = randomNetwork("convnextv2-atto");
  const whole = await countNonzero(network);
  const pruned = await countNonzero(editNetwork(network, { sparsity: 0.5 }));
  const kernels =
    denseMacs(network) - denseMacs(editNetwork(network, { kernelSizes: [1, 1, 1, 1] }));
  // a kernel of 49 taps loses 48 by the crop and 24.5 by the zeros
  expect(whole.macs! - pruned.macs!).toBeCloseTo((kernels * 24.5) / 48, -3);
  expect(summarise(network).macs).toBe(denseMacs(network, 224));
  expect(whole.macs!).toBeLessThanOrEqual(denseMacs(network));
});
