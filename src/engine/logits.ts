/** Class scores of one image. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { FieldbookError } from "../domain/errors.ts";
import { forwardBlock } from "./block.ts";
import { forwardStep, readyStep } from "./layers/step.ts";
import { classToken } from "./layers/tokens.ts";
import type { Plan, PlannedHead } from "./plan.ts";
import type { Run } from "./run.ts";
import type { InputImage } from "./inputs/makeInput.ts";
import { Scope } from "./scope.ts";
import { blocksFor } from "./trace.ts";
import type { Device } from "./walk.ts";

/** [classes] */
export async function runLogits(
  device: Device,
  plan: Plan,
  { values, height, width }: InputImage,
  run: Run,
): Promise<Float32Array> {
  if (plan.head === null)
    throw new FieldbookError(
      "bad-checkpoint",
      "This checkpoint has no classifier, so it gives no class scores; its fields can be computed.",
    );
  using scope = new Scope();
  let x = scope.own(tf.tensor3d(values, [height, width, 3]));
  for (const traced of blocksFor(device.ops, plan, height, width, plan.stages.length, "head")) {
    const y = scope.own((await forwardBlock(device, traced, x, false, run)).y);
    scope.free(x);
    x = y;
  }
  const pooled = await vectorOf(device, plan.head, x, scope);
  const ready = await readyStep(plan.head.product, device.parameters);
  return (await scope.own(forwardStep(device.ops, ready, pooled)).data()) as Float32Array;
}

/** What the classifier reads of the last map, [1, 1, C]. */
async function vectorOf(
  device: Device,
  { order, norm }: PlannedHead,
  map: Tensor3D,
  scope: Scope,
): Promise<Tensor3D> {
  const pooled = (x: Tensor3D): Tensor3D => scope.own(tf.mean(x, [0, 1], true));
  const normed = async (x: Tensor3D): Promise<Tensor3D> =>
    norm === null
      ? x
      : scope.own(forwardStep(device.ops, await readyStep(norm, device.parameters), x));
  switch (order) {
    case "pool-norm":
      return normed(pooled(map));
    case "norm-pool":
      return pooled(await normed(map));
    case "norm-token":
      return normed(scope.own(classToken(map)));
    default:
      return order satisfies never;
  }
}
