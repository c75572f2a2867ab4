/** Weights to the device before the first image, so that a run's time is that of its work. */
import * as tf from "@tensorflow/tfjs-core";
import type { Device } from "./block.ts";
import { backwardStep, forwardStep, readyStep } from "./layers/step.ts";
import type { Step } from "./plan.ts";
import { throwIfAborted } from "./run.ts";
import type { Shape } from "./shapes.ts";

/** Uploads the steps' weights as far as the budget goes, and has products pack theirs. */
export async function loadWeights(
  device: Device,
  steps: Iterable<Step>,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const step of steps) {
    if (device.parameters.full) return;
    const ready = await readyStep(step, device.parameters);
    throwIfAborted(signal);
    if (step.kind !== "product" || !device.ops.packsWeights || device.packed.has(step)) continue;
    const side = step.gather.type === "patch" ? step.gather.side : 1;
    const shape: Shape = [side, side, step.channels];
    tf.tidy(() => {
      const y = forwardStep(device.ops, ready, tf.zeros([...shape]));
      backwardStep(device.ops, ready, y, shape, null);
    });
    device.packed.add(step);
  }
}
