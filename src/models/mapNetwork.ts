/** One network → another: every weight replaced, or every branch of the token mixers. */
import type { Branch, Layer, Network, Weight } from "./network.ts";

/** Replaces every weight of the network, those outside blocks as well; shapes are the caller's affair. */
export function mapWeights(network: Network, map: (weight: Weight) => Weight): Network {
  const { stages, head } = walk({ stages: network.stages, head: network.head }, map) as Network;
  return { ...network, stages, head };
}

function walk(part: unknown, map: (weight: Weight) => Weight): unknown {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((one) => walk(one, map));
  if ("load" in part) return map(part as Weight);
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, walk(value, map)]));
}

/**
 * Replaces the branches of every residual block's token mixer; stems and transitions keep theirs. What
 * stays as it was is the same object afterwards.
 */
export function mapMixers(
  network: Network,
  map: (branches: readonly Branch[], stage: number) => readonly Branch[],
): Network {
  const layer = (one: Layer, s: number): Layer => {
    if (one.kind !== "depthwise") return one;
    const branches = map(one.branches, s);
    const same = branches.length === one.branches.length;
    return same && branches.every((branch, i) => branch === one.branches[i])
      ? one
      : { ...one, branches };
  };
  const stages = network.stages.map((stage, s) => ({
    ...stage,
    blocks: stage.blocks.map((block) =>
      block.residual ? { ...block, layers: block.layers.map((one) => layer(one, s)) } : block,
    ),
  }));
  return { ...network, stages };
}

/** The small kernel beside a large one: it is never grown or pruned. */
export const isSmall = ({ name }: Branch): boolean => name.endsWith("small_conv");
/** SLaK's strip K×N. */
export const isStanding = ({ name }: Branch): boolean => name.endsWith("LoRA1");
/** SLaK's strip N×K. */
export const isLying = ({ name }: Branch): boolean => name.endsWith("LoRA2");
