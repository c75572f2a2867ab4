/** Edits: functions from a network to another. Weights stay unread until the engine asks for them. */
import { FieldbookError } from "../domain/errors.ts";
import type { BranchName } from "../domain/document.ts";
import type { Family, ModelEdits } from "../domain/model.ts";
import { resizeKernels } from "./editsKernels.ts";
import { prune } from "./editsPruning.ts";
import { untrain } from "./editsUntrained.ts";
import { isLying, isSmall, isStanding, mapMixers } from "./mapNetwork.ts";
import type { Branch, Network } from "./network.ts";

/** Random values first, then the kernels' sides, then branches left out, then zeros in what is left. */
export function editNetwork(network: Network, edits: ModelEdits): Network {
  const { kernelSizes, kernelMode = "crop", sparsity, off = [], untrained, seed = 0 } = edits;
  const mixing = kernelSizes !== undefined || sparsity !== undefined || off.length > 0;
  if (mixing && !hasMixers(network))
    throw new FieldbookError(
      "bad-spec",
      `${FAMILY_NAMES[network.family]} has no depthwise kernels, so there is nothing to crop or prune; edit a SLaK, RepLKNet or ConvNeXt.`,
    );
  let edited = untrained === undefined ? network : untrain(network, untrained);
  if (kernelSizes !== undefined) edited = resizeKernels(edited, kernelSizes, kernelMode, seed);
  if (off.length > 0) edited = leaveOut(edited, off);
  if (sparsity === undefined) return edited;
  const { pruning = "magnitude", pruningScope = "layer" } = edits;
  return prune(edited, { share: sparsity, method: pruning, scope: pruningScope, seed });
}

export const FAMILY_NAMES: Readonly<Record<Family, string>> = {
  slak: "SLaK",
  replknet: "RepLKNet",
  convnext: "ConvNeXt",
  unireplknet: "UniRepLKNet",
  resnet: "ResNet",
  swin: "Swin",
  vit: "ViT",
};

const IS: Readonly<Record<BranchName, (branch: Branch) => boolean>> = {
  horizontal: isLying,
  vertical: isStanding,
  small: isSmall,
};
const NAMES: Readonly<Record<BranchName, string>> = {
  horizontal: "lying strip",
  vertical: "standing strip",
  small: "small square",
};

/**
 * The network without these branches of its token mixers, their batch norms included, so that they
 * add nothing. Rejects what the network does not have, and leaving nothing.
 */
export function leaveOut(network: Network, off: readonly BranchName[]): Network {
  const family = FAMILY_NAMES[network.family];
  const found = new Set<BranchName>();
  const edited = mapMixers(network, (branches) => {
    const left = branches.filter((branch) => {
      const kind = off.find((name) => IS[name](branch));
      if (kind !== undefined) found.add(kind);
      return kind === undefined;
    });
    if (left.length === 0)
      throw new FieldbookError(
        "bad-spec",
        `Without ${off.map((name) => `the ${NAMES[name]}`).join(", ")} nothing would be left of this ${family}'s kernels: keep one branch.`,
      );
    return left;
  });
  const absent = off.find((name) => !found.has(name));
  if (absent !== undefined)
    throw new FieldbookError(
      "bad-spec",
      `This ${family} has no ${NAMES[absent]} to leave out, for its kernels are dense or its branches merged: keep that branch on, or choose a network that has it.`,
    );
  return edited;
}

const hasMixers = ({ stages }: Network): boolean =>
  stages.some(({ blocks }) =>
    blocks.some(({ layers }) => layers.some(({ kind }) => kind === "depthwise")),
  );
