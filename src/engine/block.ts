/** One block up, keeping what its gradient needs, and down again. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import type { TracedBlock } from "./trace.ts";
import { type Device, type Kept, walk, walkAgain, walkBack } from "./walk.ts";

export const freeKept = (kept: Kept | null): void => kept?.forEach((tensor) => tensor.dispose());

/** x stays alive; the caller owns what comes back. */
export async function forwardBlock(
  device: Device,
  { block, parts, shortcut }: TracedBlock,
  x: Tensor3D,
  keep: boolean,
  run: Run,
): Promise<{ readonly y: Tensor3D; readonly kept: Kept | null }> {
  using scope = new Scope();
  const short = block.residual ? scope.own((await walk(device, shortcut, x, false, run)).y) : null;
  const { y: own, kept } = await walk(device, parts, x, keep, run, short);
  for (const tensor of kept.values()) scope.own(tensor);
  let y = scope.own(own);
  if (block.relu) y = scope.own(tf.relu(y));
  for (const tensor of kept.values()) scope.release(tensor);
  return { y: scope.release(y), kept: keep ? kept : null };
}

/** Gradient at the block's output y → gradient at its input x. What is handed in stays alive. */
export async function backwardBlock(
  device: Device,
  { block, parts, shortcut }: TracedBlock,
  { x, y, kept }: { readonly x: Tensor3D; readonly y: Tensor3D; readonly kept: Kept | null },
  dy: Tensor3D,
  run: Run,
): Promise<Tensor3D> {
  using scope = new Scope();
  const own = block.relu ? scope.own(tf.tidy(() => tf.mul<Tensor3D>(dy, tf.step(y)))) : dy;
  const inputs = kept ?? (await walkAgain(device, parts, x, run));
  if (kept === null) for (const tensor of inputs.values()) scope.own(tensor);
  const short = block.residual
    ? scope.own(await walkBack(device, shortcut, new Map(), own, run))
    : null;
  return await walkBack(device, parts, inputs, own, run, short);
}
