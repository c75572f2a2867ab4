import { maskStats, type MaskStats } from "../analysis/maskStats.ts";
import type { Branch, Network } from "../models/network.ts";

export interface MeasuredKernel extends Pick<MaskStats, "alive" | "total" | "sparsity"> {
  /** of the kernel's tensor, as in the file */
  readonly name: string;
  /** [height, width] */
  readonly kernel: readonly [number, number];
}

const branchesOf = (network: Network): Branch[] =>
  network.stages
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ layers }) => layers)
    .flatMap((layer) => (layer.kind === "depthwise" ? layer.branches : []));

/** Reads every depthwise kernel, one at a time, and counts its exact zeros. */
export async function measureLayers(network: Network): Promise<MeasuredKernel[]> {
  const measured: MeasuredKernel[] = [];
  for (const { kernel } of branchesOf(network)) {
    const [, , height = 1, width = 1] = kernel.shape;
    const { alive, total, sparsity } = maskStats(await kernel.load(), height, width);
    measured.push({ name: kernel.name, kernel: [height, width], alive, total, sparsity });
  }
  return measured;
}
