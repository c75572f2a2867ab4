/**
 * Batch norms folded into the linear maps beside them, in float64: what the engine runs. A fold is
 * exact but for rounding, and only made where padding cannot come between (REFERENCE: a norm
 * *before* a padded convolution would change the border).
 */
import type { BatchNorm, Branch } from "./network.ts";

/** A per-channel affine map y = scale·x + shift. */
export interface Affine {
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}

/** The affine map that a batch norm is in evaluation mode; [C] each. */
export async function affineOf(norm: BatchNorm): Promise<Affine> {
  const [weight, bias, mean, variance] = await Promise.all([
    norm.weight.load(),
    norm.bias.load(),
    norm.mean.load(),
    norm.variance.load(),
  ]);
  const scale = Float64Array.from(weight, (w, c) => w / Math.sqrt(variance[c]! + norm.eps));
  const shift = Float64Array.from(bias, (b, c) => b - mean[c]! * scale[c]!);
  return { scale, shift };
}

export interface FoldedBranch {
  /** [C, kh·kw], zeros between the taps where they were dilated */
  readonly kernel: Float32Array<ArrayBuffer>;
  /** [C] */
  readonly bias: Float64Array;
}

/** Sides of a branch's kernel [kh, kw] with the places between its taps. */
export function sidesOf({
  kernel,
  dilation = 1,
}: Branch): readonly [height: number, width: number] {
  const along = (side: number) => (side - 1) * dilation + 1;
  return [along(kernel.shape[2]!), along(kernel.shape[3]!)];
}

/** One branch with its batch norm inside. */
export async function foldBranch(branch: Branch): Promise<FoldedBranch> {
  const kernel = await spreadTaps(branch);
  const channels = branch.kernel.shape[0]!;
  const own = branch.bias === null ? null : await branch.bias.load();
  if (branch.norm === null)
    return { kernel, bias: Float64Array.from({ length: channels }, (_, c) => own?.[c] ?? 0) };
  const { scale, shift } = await affineOf(branch.norm);
  const taps = kernel.length / channels;
  const bias = shift.map((s, c) => s + (own?.[c] ?? 0) * scale[c]!);
  const folded = new Float32Array(kernel.length);
  for (let c = 0; c < channels; c++)
    for (let i = c * taps; i < (c + 1) * taps; i++) folded[i] = kernel[i]! * scale[c]!;
  return { kernel: folded, bias };
}

async function spreadTaps(branch: Branch): Promise<Float32Array<ArrayBuffer>> {
  const { kernel, dilation = 1 } = branch;
  const taps = await kernel.load();
  if (dilation === 1) return taps;
  const [channels, , kh, kw] = kernel.shape as [number, number, number, number];
  const [height, width] = sidesOf(branch);
  const spread = new Float32Array(channels * height * width);
  for (let i = 0; i < taps.length; i++) {
    const [c, y, x] = [Math.floor(i / (kh * kw)), Math.floor(i / kw) % kh, i % kw];
    spread[(c * height + y * dilation) * width + x * dilation] = taps[i]!;
  }
  return spread;
}

/** Adds to `sum` [C, height, width] a kernel of at most these sides, odd as they are, centre on centre. */
export function addCentred(
  sum: Float32Array,
  [height, width]: readonly [number, number],
  kernel: Float32Array,
  [kh, kw]: readonly [number, number],
): void {
  const [top, left] = [(height - kh) / 2, (width - kw) / 2];
  for (let i = 0; i < kernel.length; i++) {
    const [c, y, x] = [Math.floor(i / (kh * kw)), Math.floor(i / kw) % kh, i % kw];
    sum[(c * height + top + y) * width + left + x]! += kernel[i]!;
  }
}

/** A kernel [C, taps] as [taps, C], the order in which channels lie in a map. */
export function channelsLast(kernel: Float32Array, channels: number): Float32Array<ArrayBuffer> {
  const taps = kernel.length / channels;
  const out = new Float32Array(kernel.length);
  for (let c = 0; c < channels; c++)
    for (let t = 0; t < taps; t++) out[t * channels + c] = kernel[c * taps + t]!;
  return out;
}
