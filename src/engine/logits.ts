/** Class scores of one image. */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { FieldbookError } from "../domain/errors.ts";
import { type Device, forwardBlock } from "./block.ts";
import { forwardStep, readyStep } from "./layers/step.ts";
import type { Plan } from "./plan.ts";
import type { Run } from "./run.ts";
import type { InputImage } from "./inputs/makeInput.ts";
import { Scope } from "./scope.ts";
import { tracePlan } from "./shapes.ts";

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
  for (const traced of tracePlan(plan, height, width, plan.stages.length).flat()) {
    const y = scope.own((await forwardBlock(device, traced, x, false, run)).y);
    scope.free(x);
    x = y;
  }
  const pool = (map: Tensor3D): Tensor3D => tf.mean(map, [0, 1], true);
  const { order, norm, product } = plan.head;
  const normed = async (map: Tensor3D) =>
    scope.own(forwardStep(device.ops, await readyStep(norm, device.parameters), map));
  const pooled =
    order === "pool-norm" ? await normed(scope.own(pool(x))) : scope.own(pool(await normed(x)));
  const ready = await readyStep(product, device.parameters);
  return (await scope.own(forwardStep(device.ops, ready, pooled)).data()) as Float32Array;
}
