/** Large kernels of other sides: cut, interpolated, or drawn anew. Batch norms stay as they were. */
import type { KernelMode } from "../domain/document.ts";
import { FieldbookError } from "../domain/errors.ts";
import { drawn } from "./editsUntrained.ts";
import { isLying, isSmall, isStanding, mapMixers } from "./mapNetwork.ts";
import type { Branch, Network, Weight } from "./network.ts";

/**
 * Gives the large kernels of each stage the side `sides[stage]`, odd. Strips change their long side,
 * and their short one only where the new side is smaller; small and dilated kernels beside a large
 * one never grow. Dilated kernels keep the taps that lie inside, also where others are resampled.
 */
export function resizeKernels(
  network: Network,
  sides: readonly number[],
  mode: KernelMode,
  seed: number,
): Network {
  check(network.kernelSizes, sides, mode);
  const edited = mapMixers(network, (branches, s) =>
    branches.map((branch) => {
      const { kernel, dilation = 1 } = branch;
      const shape = shapeFor(branch, network.kernelSizes[s]!, sides[s]!);
      const as: KernelMode = dilation > 1 && mode === "resample" ? "crop" : mode;
      if (as === "reinit") return { ...branch, kernel: drawn(kernel, shape, network.family, seed) };
      if (shape[0] === kernel.shape[2] && shape[1] === kernel.shape[3]) return branch;
      return {
        ...branch,
        kernel: as === "crop" ? cropped(kernel, shape) : resampled(kernel, shape),
      };
    }),
  );
  return { ...edited, kernelSizes: [...sides] };
}

const MOST = 255;

function check(have: readonly number[], sides: readonly number[], mode: KernelMode): void {
  have.forEach((own, s) => {
    const want = sides[s];
    if (want === undefined || !Number.isInteger(want) || want % 2 === 0 || want < 1 || want > MOST)
      throw new FieldbookError(
        "bad-spec",
        `Kernel sizes ${sides.join(",")}: give ${have.length} odd sides, as ${have.join(",")}.`,
      );
    if (mode === "crop" && want > own)
      throw new FieldbookError(
        "bad-spec",
        `Kernel size ${want} in stage ${s + 1}: these weights have ${own}, and a crop cannot add taps; choose at most ${own}, or resample, or a random network.`,
        { stage: s + 1, want, have: own },
      );
  });
}

/** [height, width] in taps of a branch where the stage's largest side goes from `have` to `want`. */
function shapeFor(branch: Branch, have: number, want: number): readonly [number, number] {
  const { kernel, dilation = 1 } = branch;
  const [, , height, width] = kernel.shape as [number, number, number, number];
  const most = 2 * Math.floor((want - 1) / 2 / dilation) + 1;
  const side = (own: number, grows: boolean): number =>
    grows && own === have && dilation === 1 ? want : Math.min(own, most);
  const stays = isSmall(branch);
  return [side(height, !stays && !isLying(branch)), side(width, !stays && !isStanding(branch))];
}

function cropped(kernel: Weight, [h, w]: readonly [number, number]): Weight {
  const [c, one, kh, kw] = kernel.shape as [number, number, number, number];
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
  return { ...kernel, shape: [c, one, h, w], load };
}

/**
 * Linear in the weights, axis by axis: every tap is shared out over the new taps near its place. Its
 * shares add up to 1, so that each kernel keeps its sum, which is its answer to a flat map and what
 * the batch norm after it expects; a smooth kernel keeps its form while its taps shrink as it grows.
 */
function resampled(kernel: Weight, [h, w]: readonly [number, number]): Weight {
  const [c, one, kh, kw] = kernel.shape as [number, number, number, number];
  const load = async () => {
    const from = await kernel.load();
    const [rows, columns] = [shares(kh, h), shares(kw, w)];
    const to = new Float32Array(c * h * w);
    const lying = new Float64Array(kh * w);
    const plane = new Float64Array(h * w);
    for (let channel = 0; channel < c; channel++) {
      lying.fill(0);
      plane.fill(0);
      for (let y = 0; y < kh; y++)
        for (const [x, near] of columns.entries())
          for (const { at, share } of near)
            lying[y * w + at]! += share * from[(channel * kh + y) * kw + x]!;
      for (const [y, near] of rows.entries())
        for (const { at, share } of near)
          for (let x = 0; x < w; x++) plane[at * w + x]! += share * lying[y * w + x]!;
      to.set(plane, channel * h * w);
    }
    return to;
  };
  return { ...kernel, shape: [c, one, h, w], load };
}

interface Share {
  readonly at: number;
  readonly share: number;
}
/** For each of `from` taps, its shares of the `to` taps around its place, the centre kept. */
function shares(from: number, to: number): readonly (readonly Share[])[] {
  const stretch = to / from;
  const reach = Math.max(1, stretch);
  return Array.from({ length: from }, (_, j) => {
    const place = (j - (from - 1) / 2) * stretch + (to - 1) / 2;
    const near = Array.from({ length: to }, (_, at) => ({
      at,
      share: Math.max(0, 1 - Math.abs(at - place) / reach),
    })).filter(({ share }) => share > 0);
    const sum = near.reduce((total, { share }) => total + share, 0);
    return near.map(({ at, share }) => ({ at, share: share / sum }));
  });
}
