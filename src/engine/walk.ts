/** Parts of a block forward, keeping what their gradient needs, and back. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { activationBeside, backwardStep, forwardStep, isFused, readyStep } from "./layers/step.ts";
import { backwardMlp, forwardMlp, mlpOf } from "./mlp.ts";
import type { Activation, Ops, StepExtras } from "./ops.ts";
import type { Parameters } from "./parameters.ts";
import { type Band, type BandedPart, type Part, partNeedsInput } from "./parts.ts";
import type { Step } from "./plan.ts";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import { stepMacs } from "./shapes.ts";

export interface Device {
  readonly ops: Ops;
  readonly parameters: Parameters;
  /** steps whose weights were packed ahead of a run */
  readonly packed: WeakSet<Step>;
}
/** Inputs of the parts whose gradient needs them, by index of the part. */
export type Kept = ReadonlyMap<number, Tensor3D>;

/** The same numbers under a second name; tfjs-wasm's clone would copy them. */
const sameMap = (x: Tensor3D): Tensor3D => tf.reshape(x, x.shape);

const rowsOf = (map: Tensor3D, { start, rows }: Band): Tensor3D =>
  tf.slice(map, [start, 0, 0], [rows, map.shape[1], map.shape[2]]);

/** x and `plus`, which is added to the result, stay alive; the caller owns what comes back. */
export async function walk(
  device: Device,
  parts: readonly Part[],
  x: Tensor3D,
  keep: boolean,
  run: Run,
  plus: Tensor3D | null = null,
): Promise<{ readonly y: Tensor3D; readonly kept: Map<number, Tensor3D> }> {
  using scope = new Scope();
  const kept = new Map<number, Tensor3D>();
  let y = scope.own(sameMap(x));
  let left = plus;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const activation = keep ? null : fusedWith(device.ops, part, parts[i + 1]);
    const adds = left !== null && i === parts.length - 1 && isFusedPart(device.ops, part);
    const extras = { activation: activation ?? undefined, plus: adds ? left! : undefined };
    const out = scope.own(await forwardPart(device, part, y, run, extras));
    if (keep && partNeedsInput(part)) kept.set(i, y);
    else scope.free(y);
    y = out;
    if (activation) await advancePast(run, parts[++i]!);
    if (adds) left = null;
  }
  if (left !== null) {
    const sum = scope.own(device.ops.add(left, y));
    scope.free(y);
    y = sum;
  }
  for (const tensor of kept.values()) scope.release(tensor);
  return { y: scope.release(y), kept };
}

/** Counts what a neighbour did in the same go. */
async function advancePast(run: Run, part: Part): Promise<void> {
  if (part.kind === "step") await run.advance(stepMacs(part.step, part.input), part.step.name);
}

/** The activation that a neighbour is, if this part can do it too. */
const fusedWith = (ops: Ops, part: Part, beside: Part | undefined): Activation | null =>
  part.kind === "step" && beside?.kind === "step"
    ? activationBeside(ops, part.step, beside.step)
    : null;

const isFusedPart = (ops: Ops, part: Part): boolean =>
  part.kind === "step" ? isFused(ops, part.step) : ops.fused !== undefined && mlpOf(part) !== null;

async function forwardPart(
  device: Device,
  part: Part,
  x: Tensor3D,
  run: Run,
  extras: StepExtras,
): Promise<Tensor3D> {
  using scope = new Scope();
  if (part.kind === "step") {
    const { step, input } = part;
    const ready = await readyStep(step, device.parameters);
    const y = scope.own(forwardStep(device.ops, ready, x, extras));
    await run.advance(stepMacs(step, input), step.name);
    return scope.release(y);
  }
  const mlp = device.ops.fused && mlpOf(part);
  if (mlp) return await forwardMlp(device, device.ops.fused!, mlp, x, extras.plus ?? null, run);
  const pieces: Tensor3D[] = [];
  for (const band of part.bands) {
    const rows = scope.own(rowsOf(x, band));
    pieces.push(scope.own((await walk(device, band.parts, rows, false, run)).y));
    scope.free(rows);
  }
  return tf.concat(pieces, 0);
}

/** The inputs that the gradient needs, computed again from what went in; the caller owns them. */
export async function walkAgain(
  device: Device,
  parts: readonly Part[],
  x: Tensor3D,
  run: Run,
): Promise<Kept> {
  const last = parts.findLastIndex(partNeedsInput);
  if (last < 0) return new Map();
  const { y, kept } = await walk(device, parts.slice(0, last), x, true, run);
  return kept.set(last, y);
}

/** Gradient at the output of parts → gradient at their input, plus a map. What is handed in stays alive. */
export async function walkBack(
  device: Device,
  parts: readonly Part[],
  inputs: Kept,
  dy: Tensor3D,
  run: Run,
  plus: Tensor3D | null = null,
): Promise<Tensor3D> {
  using scope = new Scope();
  let gradient = scope.own(sameMap(dy));
  let left = plus;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i]!;
    const activation = fusedWith(device.ops, part, parts[i - 1]);
    const adds = left !== null && i === 0 && part.kind === "step" && isFused(device.ops, part.step);
    const extras = {
      slope: activation ? { of: activation, at: inputs.get(i - 1)! } : undefined,
      plus: adds ? left! : undefined,
    };
    const input = inputs.get(i) ?? null;
    const next = scope.own(await backwardPart(device, part, gradient, input, run, extras));
    scope.free(gradient);
    gradient = next;
    if (activation) await advancePast(run, parts[--i]!);
    if (adds) left = null;
  }
  if (left === null) return scope.release(gradient);
  return device.ops.add(left, gradient);
}

async function backwardPart(
  device: Device,
  part: Part,
  dy: Tensor3D,
  input: Tensor3D | null,
  run: Run,
  extras: StepExtras,
): Promise<Tensor3D> {
  if (part.kind === "bands") {
    const mlp = device.ops.fused && mlpOf(part);
    if (mlp) return backwardMlp(device, device.ops.fused!, mlp, dy, input!, run);
    return backwardBands(device, part, dy, input, run);
  }
  using scope = new Scope();
  const { step, input: shape } = part;
  const ready = await readyStep(step, device.parameters);
  const gradient = scope.own(backwardStep(device.ops, ready, dy, shape, input, extras));
  await run.advance(stepMacs(step, shape), step.name);
  return scope.release(gradient);
}

async function backwardBands(
  device: Device,
  { bands }: BandedPart,
  dy: Tensor3D,
  input: Tensor3D | null,
  run: Run,
): Promise<Tensor3D> {
  using scope = new Scope();
  const pieces: Tensor3D[] = [];
  for (const band of bands) {
    using own = new Scope();
    const inputs: Kept =
      input === null
        ? new Map()
        : await walkAgain(device, band.parts, own.own(rowsOf(input, band)), run);
    for (const tensor of inputs.values()) own.own(tensor);
    const rows = own.own(rowsOf(dy, band));
    pieces.push(scope.own(await walkBack(device, band.parts, inputs, rows, run)));
  }
  return tf.concat(pieces, 0);
}
