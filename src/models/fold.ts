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

/** Kernel [C, kh·kw] and bias [C] of one branch with its batch norm inside. */
export async function foldBranch(
  branch: Branch,
): Promise<{ readonly kernel: Float32Array<ArrayBuffer>; readonly bias: Float64Array }> {
  const kernel = await branch.kernel.load();
  const channels = branch.kernel.shape[0]!;
  const own = branch.bias === null ? null : await branch.bias.load();
  if (branch.norm === null)
    return { kernel, bias: Float64Array.from({ length: channels }, (_, c) => own?.[c] ?? 0) };
  const { scale, shift } = await affineOf(branch.norm);
  const taps = kernel.length / channels;
  const bias = shift.map((s, c) => s + (own?.[c] ?? 0) * scale[c]!);
  return { kernel: kernel.map((w, i) => w * scale[Math.floor(i / taps)]!), bias };
}

/** A kernel [C, taps] as [taps, C], the order in which channels lie in a map. */
export function channelsLast(kernel: Float32Array, channels: number): Float32Array<ArrayBuffer> {
  const taps = kernel.length / channels;
  const out = new Float32Array(kernel.length);
  for (let c = 0; c < channels; c++)
    for (let t = 0; t < taps; t++) out[t * channels + c] = kernel[c * taps + t]!;
  return out;
}
