/** Weights to the device before the first image, so that a run's time is that of its work. */
import * as tf from "@tensorflow/tfjs-core";
import { backwardStep, forwardStep, readyStep } from "./layers/step.ts";
import { orientationsOf } from "./memory.ts";
import { throwIfAborted } from "./run.ts";
import type { Shape } from "./shapes.ts";
import { stepsOf, type TracedBlock } from "./trace.ts";
import type { Device } from "./walk.ts";

/** Uploads the weights of blocks as far as the budget goes, and has products pack theirs. */
export async function loadWeights(
  device: Device,
  blocks: readonly TracedBlock[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const steps = stepsOf(blocks);
  const { both, asMaps } = orientationsOf(device.ops, blocks);
  device.parameters.hold(steps, both);
  let bytes = device.parameters.bytesOf(steps);
  for (const step of steps) {
    if (device.parameters.filledBy(bytes)) break;
    bytes -= device.parameters.bytesOf([step]);
    const ready = await readyStep(step, device.parameters);
    bytes += device.parameters.bytesOf([step]);
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
  device.ops.besideWeights?.(device.parameters.bytes - asMaps);
}
