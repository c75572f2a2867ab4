/** Network up to a stage and back to the pixels: the gradient of one unit's target. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { FieldbookError } from "../domain/errors.ts";
import type { UnitChoice } from "../domain/job.ts";
import { backwardBlock, forwardBlock, freeKept } from "./block.ts";
import { seedOf, type Target } from "./contribution.ts";
import { chooseKept } from "./memory.ts";
import type { Ops } from "./ops.ts";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import type { TracedBlock } from "./trace.ts";
import type { Device, Kept } from "./walk.ts";

/** The forward pass, kept: the input of every block, and inside them what fits the budget. */
export class ForwardPass implements Disposable {
  readonly #scope = new Scope();
  readonly inputs: Tensor3D[] = [];
  readonly kept: (Kept | null)[] = [];
  top: Tensor3D | null = null;

  push(input: Tensor3D, kept: Kept | null): void {
    this.inputs.push(this.#scope.own(input));
    this.kept.push(kept);
    if (kept !== null) this.#scope.own({ dispose: () => freeKept(kept) });
  }
  finish(top: Tensor3D): void {
    this.top = this.#scope.own(top);
  }
  [Symbol.dispose](): void {
    this.#scope[Symbol.dispose]();
  }
}

/** x [H, W, 3] is taken over. The caller frees the pass. */
export async function forwardPass(
  device: Device,
  blocks: readonly TracedBlock[],
  x: Tensor3D,
  keepBytes: number,
  run: Run,
): Promise<ForwardPass> {
  const pass = new ForwardPass();
  let input = x;
  const kept = chooseKept(blocks, keepBytes);
  try {
    for (const traced of blocks) {
      const walked = await forwardBlock(device, traced, input, kept.has(traced), run);
      pass.push(input, walked.kept);
      input = walked.y;
    }
    pass.finish(input);
    return pass;
  } catch (error) {
    pass[Symbol.dispose]();
    if (!input.isDisposed) input.dispose();
    throw error;
  }
}

/** Row and column of a unit on a map [height, width]; errors when it lies outside. */
export function locateUnit(
  unit: UnitChoice,
  height: number,
  width: number,
): { readonly y: number; readonly x: number } {
  if (unit === "center") return { y: Math.floor(height / 2), x: Math.floor(width / 2) };
  if (unit.y < height && unit.x < width) return unit;
  throw new FieldbookError(
    "bad-spec",
    `Unit ${unit.y},${unit.x} lies outside the feature map of ${height} × ${width}; rows go from 0 to ${height - 1}, columns from 0 to ${width - 1}.`,
    { height, width },
  );
}

/** Gradient of the target at one unit's channels, [1, 1, C]; where work runs ahead nothing waits for it. */
async function seedAt(ops: Ops, target: Target, unit: Tensor3D): Promise<Tensor3D> {
  if (ops.pace && target === "relu-sum") return tf.step(unit);
  return tf.tensor3d(seedOf(target, (await unit.data()) as Float32Array), [...unit.shape]);
}

/** ∂target/∂input, [H, W, 3] on the device; the caller owns it. */
export async function inputGradient(
  device: Device,
  blocks: readonly TracedBlock[],
  pass: ForwardPass,
  unit: { readonly y: number; readonly x: number },
  target: Target,
  run: Run,
): Promise<Tensor3D> {
  using scope = new Scope();
  const top = pass.top!;
  const [h, w, c] = top.shape;
  const at = scope.own(tf.slice(top, [unit.y, unit.x, 0], [1, 1, c]));
  const seed = scope.own(await seedAt(device.ops, target, at));
  let gradient = scope.own(
    tf.pad<Tensor3D>(seed, [
      [unit.y, h - 1 - unit.y],
      [unit.x, w - 1 - unit.x],
      [0, 0],
    ]),
  );
  for (const [i, traced] of [...blocks.entries()].reverse()) {
    const at = { x: pass.inputs[i]!, y: pass.inputs[i + 1] ?? top, kept: pass.kept[i]! };
    const next = scope.own(await backwardBlock(device, traced, at, gradient, run));
    scope.free(gradient);
    gradient = next;
  }
  return scope.release(gradient);
}
