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
  let y = scope.own(tf.clone(x));
  for (const [i, step] of block.steps.slice(0, steps).entries()) {
    const out = scope.own(forwardStep(ops, await readyStep(step, parameters), y));
    if (keep && needsInput(step)) kept.set(i, y);
    else scope.free(y);
    y = out;
    await run.advance(stepMacs(step, shapes[i]!), step.name);
  }
  return { y, kept };
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
  const walked = await walk(device, traced, x, traced.block.steps.length, keep, run, scope);
  const y = traced.block.residual ? scope.own(tf.add<Tensor3D>(x, walked.y)) : walked.y;
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

/** Gradient at the block's output → gradient at its input. `x` and `dy` stay alive. */
export async function backwardBlock(
  device: Device,
  traced: TracedBlock,
  x: Tensor3D,
  kept: Kept | null,
  dy: Tensor3D,
  run: Run,
): Promise<Tensor3D> {
  using scope = new Scope();
  const inputs = kept ?? (await recompute(device, traced, x, run));
  if (kept === null) for (const tensor of inputs.values()) scope.own(tensor);
  let gradient = scope.own(tf.clone(dy));
  for (const [i, step] of [...traced.block.steps.entries()].reverse()) {
    const ready = await readyStep(step, device.parameters);
    const shape = traced.shapes[i]!;
    const next = scope.own(backwardStep(device.ops, ready, gradient, shape, inputs.get(i) ?? null));
    scope.free(gradient);
    gradient = next;
    await run.advance(stepMacs(step, shape), step.name);
  }
  return traced.block.residual ? tf.add<Tensor3D>(dy, gradient) : scope.release(gradient);
}
