/** One block up, keeping what its gradient needs, and down again. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { backwardStep, forwardStep, readyStep } from "./layers/step.ts";
import type { Ops } from "./ops.ts";
import type { Parameters } from "./parameters.ts";
import type { Step } from "./plan.ts";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import { needsInput, stepMacs, type TracedBlock } from "./shapes.ts";

export interface Device {
  readonly ops: Ops;
  readonly parameters: Parameters;
  /** steps whose weights were packed ahead of a run */
  readonly packed: WeakSet<Step>;
}
/** Inputs of the steps whose gradient needs them, by index of the step. */
export type Kept = ReadonlyMap<number, Tensor3D>;

export const freeKept = (kept: Kept | null): void => kept?.forEach((tensor) => tensor.dispose());

/** The same numbers under a second name; tfjs-wasm's clone would copy them. */
const sameMap = (x: Tensor3D): Tensor3D => tf.reshape(x, x.shape);

async function walk(
  { ops, parameters }: Device,
  { block, shapes }: TracedBlock,
  x: Tensor3D,
  steps: number,
  keep: boolean,
  run: Run,
  scope: Scope,
): Promise<{ readonly y: Tensor3D; readonly kept: Map<number, Tensor3D> }> {
  const kept = new Map<number, Tensor3D>();
  let y = scope.own(sameMap(x));
  for (const [i, step] of block.steps.slice(0, steps).entries()) {
    const out = scope.own(forwardStep(ops, await readyStep(step, parameters), y));
    if (keep && needsInput(step)) kept.set(i, y);
    else scope.free(y);
    y = out;
    await run.advance(stepMacs(step, shapes[i]!), step.name);
  }
  return { y, kept };
}

/** What is added to the block's own output; x stays alive. */
async function walkShortcut(
  { ops, parameters }: Device,
  { block, input }: TracedBlock,
  x: Tensor3D,
  run: Run,
  scope: Scope,
): Promise<Tensor3D> {
  let y = scope.own(sameMap(x));
  for (const step of block.shortcut) {
    const out = scope.own(forwardStep(ops, await readyStep(step, parameters), y));
    scope.free(y);
    y = out;
    await run.advance(stepMacs(step, input), step.name);
  }
  return y;
}

/** x stays alive; the caller owns what comes back. */
export async function forwardBlock(
  device: Device,
  traced: TracedBlock,
  x: Tensor3D,
  keep: boolean,
  run: Run,
): Promise<{ readonly y: Tensor3D; readonly kept: Kept | null }> {
  using scope = new Scope();
  const { block } = traced;
  const walked = await walk(device, traced, x, block.steps.length, keep, run, scope);
  let y = walked.y;
  if (block.residual) {
    const short = await walkShortcut(device, traced, x, run, scope);
    y = scope.own(device.ops.add(short, y));
    scope.free(short);
  }
  if (block.relu) y = scope.own(tf.relu(y));
  for (const tensor of walked.kept.values()) scope.release(tensor);
  return { y: scope.release(y), kept: keep ? walked.kept : null };
}

/** The inputs that the gradient needs, computed again from the block's input. */
async function recompute(
  device: Device,
  traced: TracedBlock,
  x: Tensor3D,
  run: Run,
): Promise<Kept> {
  const last = traced.block.steps.findLastIndex(needsInput);
  if (last < 0) return new Map();
  using scope = new Scope();
  const { y, kept } = await walk(device, traced, x, last, true, run, scope);
  kept.set(last, y);
  for (const tensor of kept.values()) scope.release(tensor);
  return kept;
}

/** Gradient at the block's output y → gradient at its input x. What is handed in stays alive. */
export async function backwardBlock(
  device: Device,
  traced: TracedBlock,
  { x, y, kept }: { readonly x: Tensor3D; readonly y: Tensor3D; readonly kept: Kept | null },
  dy: Tensor3D,
  run: Run,
): Promise<Tensor3D> {
  using scope = new Scope();
  const { block } = traced;
  const own = block.relu ? scope.own(tf.tidy(() => tf.mul<Tensor3D>(dy, tf.step(y)))) : dy;
  const inputs = kept ?? (await recompute(device, traced, x, run));
  if (kept === null) for (const tensor of inputs.values()) scope.own(tensor);
  let gradient = scope.own(sameMap(own));
  for (const [i, step] of [...block.steps.entries()].reverse()) {
    const ready = await readyStep(step, device.parameters);
    const shape = traced.shapes[i]!;
    const next = scope.own(backwardStep(device.ops, ready, gradient, shape, inputs.get(i) ?? null));
    scope.free(gradient);
    gradient = next;
    await run.advance(stepMacs(step, shape), step.name);
  }
  if (!block.residual) return scope.release(gradient);
  let short = scope.own(sameMap(own));
  for (const step of [...block.shortcut].reverse()) {
    const ready = await readyStep(step, device.parameters);
    const next = scope.own(backwardStep(device.ops, ready, short, traced.input, null));
    scope.free(short);
    short = next;
    await run.advance(stepMacs(step, traced.input), step.name);
  }
  return device.ops.add(short, gradient);
}
