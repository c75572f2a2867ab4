/** The large kernels of one block as they are in the file, and as the one kernel that they amount to. */
import { FieldbookError } from "../domain/errors.ts";
import type { KernelsValue } from "../domain/stored.ts";
import { addCentred, foldBranch, sidesOf } from "./fold.ts";
import type { Layer, Network } from "./network.ts";

type Depthwise = Extract<Layer, { kind: "depthwise" }>;

/** Depthwise layers that mix space inside blocks, with the block that each belongs to. */
export function mixers(network: Network): { readonly block: string; readonly layer: Depthwise }[] {
  return network.stages.flatMap(({ blocks }) =>
    blocks.flatMap(({ name, layers, shortcut = [] }) =>
      [...layers, ...shortcut].flatMap((layer) =>
        layer.kind === "depthwise" ? [{ block: name, layer }] : [],
      ),
    ),
  );
}

/** Reads the kernels of `block`'s token mixer and merges its branches, BN folded, zero-padded to the largest. */
export async function blockKernels(network: Network, block: string): Promise<KernelsValue> {
  const found = mixers(network).find((mixer) => mixer.block === block);
  if (!found)
    throw new FieldbookError(
      "bad-spec",
      `Block ${block} has no depthwise kernels in this network: choose another block.`,
    );
  const { branches } = found.layer;
  const channels = branches[0]?.kernel.shape[0] ?? 0;
  const side = Math.max(...branches.flatMap(sidesOf));
  const merged = new Float32Array(channels * side * side);
  const read = await Promise.all(
    branches.map(async (branch) => {
      const [, , height, width] = branch.kernel.shape as [number, number, number, number];
      const { kernel: folded } = await foldBranch(branch);
      addCentred(merged, [side, side], folded, sidesOf(branch));
      const values = await branch.kernel.load();
      return { name: branch.name, kernel: [height, width] as const, values: values.slice() };
    }),
  );
  return { kind: "kernels", block, channels, side, branches: read, merged };
}
