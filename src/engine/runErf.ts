/** An ERF: the mean over images of one unit's contribution maps. */
import * as tf from "@tensorflow/tfjs-core";
import { noField } from "../domain/errors.ts";
import { type ErfJob, imageCount, type ImageShare, imagesIn, WHOLE_RUN } from "../domain/job.ts";
import type { ErfMap } from "../domain/result.ts";
import type { Device } from "./block.ts";
import { contributionOf, PROTOCOL_GRADIENT } from "./contribution.ts";
import type { InputImage } from "./inputs/makeInput.ts";
import { forwardPass, inputGradient, locateUnit } from "./inputGradient.ts";
import { keepBudget } from "./memory.ts";
import type { Plan } from "./plan.ts";
import { Run, type RunOptions } from "./run.ts";
import { outputOf, type TracedBlock, tracePlan } from "./shapes.ts";

export interface ErfRun {
  readonly map: ErfMap;
  readonly featureMap: { readonly height: number; readonly width: number };
  readonly unit: { readonly y: number; readonly x: number };
}

export interface ErfOptions extends RunOptions {
  /** the images that are computed here; all unless said */
  readonly share?: ImageShare;
}

/** Multiply-accumulates of one image, there and back. */
export const erfMacs = (blocks: readonly TracedBlock[]): number =>
  2 * blocks.reduce((sum, { macs }) => sum + macs, 0);

export async function runErf(
  device: Device,
  plan: Plan,
  job: ErfJob,
  image: (index: number) => Promise<InputImage>,
  { share = WHOLE_RUN, ...options }: ErfOptions = {},
): Promise<ErfRun> {
  const all = imageCount(job.input);
  const images = imagesIn(all, share);
  const [height, width] =
    job.input.type === "array"
      ? (job.input.shape.slice(2) as [number, number])
      : [job.size, job.size];
  const blocks = tracePlan(plan, height, width, job.stage).flat();
  const { target, rectify } = PROTOCOL_GRADIENT[job.protocol];
  const [mapHeight, mapWidth] = outputOf(blocks.at(-1)!);
  const unit = locateUnit(job.unit, mapHeight, mapWidth);
  const keepBytes = keepBudget(device.ops, blocks);
  const run = new Run(device.ops, erfMacs(blocks) * images, images, options);

  const sum = new Float64Array(height * width);
  let count = 0;
  for (let index = share.index; index < all; index += share.of) {
    run.check();
    const { values } = await image(index);
    const x = tf.tensor3d(values, [height, width, 3]);
    using pass = await forwardPass(device, blocks, x, keepBytes, run);
    const gradient = await inputGradient(device, blocks, pass, unit, target, run);
    const map = contributionOf(rectify, gradient, 3);
    if (map !== null) {
      for (let i = 0; i < sum.length; i++) sum[i]! += map[i]!;
      count++;
    }
    run.imageDone(blocks[0]!.block.name);
  }
  if (count === 0 && share.of === 1) throw noField(images);
  return {
    map: { height, width, sum, count, skipped: images - count },
    featureMap: { height: mapHeight, width: mapWidth },
    unit,
  };
}
