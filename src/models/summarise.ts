/** A network as plain facts: parameters, geometry of its stages, its depthwise kernels. */
import {
  type LayerSummary,
  type ModelSummary,
  type NonzeroCount,
  type StageSummary,
  WHOLE_INPUT,
} from "../domain/model.ts";
import { elementCount } from "../domain/tensor.ts";
import { mixers } from "./blockKernels.ts";
import { sidesOf } from "./fold.ts";
import { countMacs, denseMacs, MACS_AT } from "./macs.ts";
import type { Layer, Network, Weight } from "./network.ts";

export function summarise(network: Network): ModelSummary {
  const weights = weightsOf(network);
  return {
    family: network.family,
    variant: network.variant,
    naming: network.naming,
    dims: network.dims,
    depths: network.depths,
    kernelSizes: network.kernelSizes,
    classes: network.head?.weight.shape[0] ?? 0,
    params: weights.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    nonzero: null,
    macs: denseMacs(network),
    stages: stageGeometry(network),
    layers: depthwiseKernels(network).map((kernel) => layerSummary(kernel, () => null)),
    unmatched: network.unmatched,
    missing: network.missing,
    normalisation: network.normalisation,
  };
}

/** Reads every parameter once, one tensor at a time. */
export async function countNonzero(network: Network): Promise<NonzeroCount> {
  let nonzero = 0;
  const alive = new Map<Weight, number>();
  for (const weight of weightsOf(network)) {
    let own = 0;
    for (const value of await weight.load()) if (value !== 0) own++;
    alive.set(weight, own);
    nonzero += own;
  }
  const layers = depthwiseKernels(network).map((kernel) =>
    layerSummary(kernel, (weight) => 1 - alive.get(weight)! / elementCount(weight.shape)),
  );
  const { uses, attention } = countMacs(network, MACS_AT);
  const macs = [...uses].reduce(
    (sum, [weight, times]) => sum + times * alive.get(weight)!,
    attention,
  );
  return { nonzero, layers, macs };
}

const layerSummary = (
  { block, kernel }: BlockKernel,
  sparsity: (kernel: Weight) => number | null,
): LayerSummary => ({
  name: kernel.name,
  block,
  kernel: [kernel.shape[2]!, kernel.shape[3]!],
  sparsity: sparsity(kernel),
});

const layersOf = ({ stages }: Network): Layer[] =>
  stages.flatMap(({ blocks }) =>
    blocks.flatMap(({ layers, shortcut = [] }) => [...layers, ...shortcut]),
  );

interface BlockKernel {
  readonly block: string;
  readonly kernel: Weight;
}
const depthwiseKernels = (network: Network): BlockKernel[] =>
  mixers(network).flatMap(({ block, layer }) =>
    layer.branches.map(({ kernel }) => ({ block, kernel })),
  );

/** What training would change: everything but the running statistics of batch norms. */
function weightsOf(network: Network): Weight[] {
  const { head } = network;
  const own = layersOf(network).flatMap(learnable);
  if (head === null) return own;
  return [...own, ...(head.norm === null ? [] : learnable(head.norm)), head.weight, head.bias];
}

function learnable(layer: Layer): Weight[] {
  switch (layer.kind) {
    case "conv":
      return present([layer.weight, layer.bias, layer.norm?.weight, layer.norm?.bias]);
    case "depthwise":
      return layer.branches.flatMap(({ kernel, bias, norm }) =>
        present([kernel, bias, norm?.weight, norm?.bias]),
      );
    case "layerNorm":
      return [layer.weight, layer.bias];
    case "batchNorm":
      return [layer.norm.weight, layer.norm.bias];
    case "scale":
      return [layer.gamma];
    case "responseNorm":
      return present([layer.gamma, layer.beta]);
    case "squeezeExcite":
      return [layer.down.weight, layer.down.bias, layer.up.weight, layer.up.bias];
    case "windowAttention":
      return present([layer.table, layer.bias]);
    case "addTokens":
      return [layer.token, layer.position];
    case "activation":
    case "maxPool":
    case "mergePatches":
    case "tokenAttention":
    case "dropTokens":
      return [];
    default:
      return layer satisfies never;
  }
}
const present = (weights: readonly (Weight | null | undefined)[]): Weight[] =>
  weights.filter((weight) => weight !== null && weight !== undefined);

/**
 * Field, stride and centre at the end of each stage, by the rule of Araujo et al. (distill.pub
 * 2019). A cell in a window may lie at any place of it, so that a window of w cells widens the
 * field by up to w − 1 cells on either side.
 */
function stageGeometry({ stages, dims, depths }: Network): StageSummary[] {
  let [field, stride, offset] = [1, 1, 0];
  const pass = (side: number, step: number, padding: number) => {
    field = Math.min(field + (side - 1) * stride, WHOLE_INPUT);
    offset += ((side - 1) / 2 - padding) * stride;
    stride *= step;
  };
  const passLayer = (layer: Layer): void => {
    switch (layer.kind) {
      case "conv":
        return pass(layer.weight.shape[2] ?? 1, layer.stride, layer.padding);
      case "depthwise": {
        const side = Math.max(...layer.branches.flatMap(sidesOf));
        return pass(side, layer.stride, (side - 1) / 2);
      }
      case "maxPool":
        return pass(3, 2, 1);
      case "mergePatches":
        return pass(2, 2, 0);
      case "windowAttention":
        return pass(2 * layer.side - 1, 1, layer.side - 1);
      case "tokenAttention":
      case "responseNorm":
      case "squeezeExcite":
        field = WHOLE_INPUT;
    }
  };
  return stages.map(({ blocks }, s) => {
    for (const { layers } of blocks) layers.forEach(passLayer);
    return { channels: dims[s]!, blocks: depths[s]!, stride, field, offset };
  });
}
