/** Edits: functions from a network to another. Weights stay unread until the engine asks for them. */
import { FieldbookError } from "../domain/errors.ts";
import type { ModelEdits } from "../domain/model.ts";
import { elementCount } from "../domain/tensor.ts";
import type { Branch, Layer, Network, Weight } from "./network.ts";

export function editNetwork(network: Network, { kernelSizes, sparsity }: ModelEdits): Network {
  if ((kernelSizes ?? sparsity) !== undefined && !hasMixers(network))
    throw new FieldbookError(
      "bad-spec",
      `${network.family} has no depthwise kernels, so there is nothing to crop or prune; edit a SLaK, RepLKNet or ConvNeXt.`,
    );
  const cropped = kernelSizes === undefined ? network : cropKernels(network, kernelSizes);
  return sparsity === undefined ? cropped : pruneByMagnitude(cropped, sparsity);
}

/** Keeps the centre of every depthwise kernel of a stage's blocks, so that none passes `sides[stage]`. */
export function cropKernels(network: Network, sides: readonly number[]): Network {
  network.kernelSizes.forEach((have, s) => {
    const want = sides[s];
    if (want === undefined || !Number.isInteger(want) || want % 2 === 0 || want < 1)
      throw new FieldbookError(
        "bad-spec",
        `Kernel sizes ${sides.join(",")}: give ${network.kernelSizes.length} odd sides, as ${network.kernelSizes.join(",")}.`,
      );
    if (want > have)
      throw new FieldbookError(
        "bad-spec",
        `Kernel size ${want} in stage ${s + 1}: these weights have ${have}, and a crop cannot add taps; choose at most ${have}, or a random network.`,
        { stage: s + 1, want, have },
      );
  });
  const crop = (branch: Branch, s: number): Branch => ({
    ...branch,
    kernel: cropped(branch.kernel, tapsWithin(sides[s]!, branch.dilation ?? 1)),
  });
  return { ...mapMixers(network, crop), kernelSizes: [...sides] };
}

/** Zeroes the share of smallest |w| of every large kernel, tensor by tensor; small side kernels stay. */
export const pruneByMagnitude = (network: Network, share: number): Network =>
  mapMixers(network, (branch) =>
    branch.name.endsWith("small_conv")
      ? branch
      : { ...branch, kernel: pruned(branch.kernel, share) },
  );

const hasMixers = ({ stages }: Network): boolean =>
  stages.some(({ blocks }) =>
    blocks.some(({ layers }) => layers.some(({ kind }) => kind === "depthwise")),
  );

/** Maps the branches of every residual block; stems and transitions keep theirs. */
function mapMixers(network: Network, map: (branch: Branch, stage: number) => Branch): Network {
  const layer = (one: Layer, s: number): Layer =>
    one.kind === "depthwise"
      ? { ...one, branches: one.branches.map((branch) => map(branch, s)) }
      : one;
  const stages = network.stages.map((stage, s) => ({
    ...stage,
    blocks: stage.blocks.map((block) =>
      block.residual ? { ...block, layers: block.layers.map((one) => layer(one, s)) } : block,
    ),
  }));
  return { ...network, stages };
}

/** How many taps, `dilation` apart, fit an odd side around its centre. */
const tapsWithin = (side: number, dilation: number): number =>
  2 * Math.floor((side - 1) / 2 / dilation) + 1;

function cropped(kernel: Weight, side: number): Weight {
  const [c, one, kh, kw] = kernel.shape as [number, number, number, number];
  const [h, w] = [Math.min(kh, side), Math.min(kw, side)];
  if (h === kh && w === kw) return kernel;
  const [top, left] = [(kh - h) / 2, (kw - w) / 2];
  const load = async () => {
    const from = await kernel.load();
    const to = new Float32Array(c * h * w);
    for (let row = 0; row < c * h; row++) {
      const start = (Math.floor(row / h) * kh + top + (row % h)) * kw + left;
      to.set(from.subarray(start, start + w), row * w);
    }
    return to;
  };
  return { name: kernel.name, shape: [c, one, h, w], load };
}

function pruned(kernel: Weight, share: number): Weight {
  const load = async () => {
    const values = (await kernel.load()).slice();
    const order = Uint32Array.from(values.keys());
    order.sort((a, b) => Math.abs(values[a]!) - Math.abs(values[b]!));
    for (const i of order.subarray(0, Math.floor(share * elementCount(kernel.shape))))
      values[i] = 0;
    return values;
  };
  return { ...kernel, load };
}
