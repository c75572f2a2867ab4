import { expect, it } from "vitest";
import { cutPlan } from "../../src/engine/cutPlan.ts";
import { planNetwork } from "../../src/engine/plan.ts";
import { randomNetwork } from "../../src/models/random.ts";

const namesOf = (id: string, stage: 1 | 2 | 3 | 4, block: number | null): string[] => {
  const network = randomNetwork(id);
  const { stages } = cutPlan(planNetwork(network), network.depths, stage, block);
  expect(stages).toHaveLength(stage);
  return stages.at(-1)!.blocks.map(({ name }) => name);
};

it("counts a block as one residual step where a block is one", () => {
  expect(namesOf("slak-tiny", 2, 1)).toEqual(["downsample_layers.1", "stages.1.0", "stages.1.1"]);
  expect(namesOf("resnet-50", 1, 0)).toEqual(["conv1", "layer1.0"]);
});
it("counts a block as two residual steps where papers do", () => {
  expect(namesOf("replknet-31b", 1, 0)).toEqual(["stem", "stages.0.blocks.0", "stages.0.blocks.1"]);
  expect(namesOf("swin-tiny", 2, 0)).toEqual([
    "features.2",
    "features.3.0.attn",
    "features.3.0.mlp",
  ]);
});
it("takes the whole stage when no block is named, which is the same as its last", () => {
  expect(namesOf("slak-tiny", 3, null)).toEqual(namesOf("slak-tiny", 3, 8));
  expect(namesOf("slak-tiny", 3, null)).toHaveLength(10);
});
it("says which blocks there are", () => {
  expect(() => namesOf("slak-tiny", 1, 3)).toThrow(
    "Block 3 of stage 1: it has 3, so choose from 0 to 2.",
  );
});
