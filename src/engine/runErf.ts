/** An ERF: the mean over images of one unit's contribution maps. */
import * as tf from "@tensorflow/tfjs-core";
import { noField } from "../domain/errors.ts";
import { type ErfJob, imageCount, type ImageShare, imagesIn, WHOLE_RUN } from "../domain/job.ts";
import type { AreaRatio, ErfMap, MeanImage } from "../domain/result.ts";
import { PROTOCOL_GRADIENT, readContribution } from "./contribution.ts";
import { ImagesAhead } from "./inputs/imagesAhead.ts";
import type { InputImage } from "./inputs/makeInput.ts";
import { MeanInput } from "./inputs/meanInput.ts";
import type { Normalisation } from "./inputs/normalise.ts";
import { forwardPass, inputGradient, locateUnit } from "./inputGradient.ts";
import { MapSum } from "./mapSum.ts";
import { keepBudget, keepForward } from "./memory.ts";
import type { PassCache } from "./passCache.ts";
import type { Plan } from "./plan.ts";
import { Run, type RunOptions } from "./run.ts";
import { Scope } from "./scope.ts";
import { blocksFor, type TracedBlock } from "./trace.ts";
import type { Device } from "./walk.ts";

export interface ErfRun {
  readonly map: ErfMap;
  readonly perImage: readonly (readonly AreaRatio[])[];
  readonly input: MeanImage;
  readonly featureMap: { readonly height: number; readonly width: number };
  readonly unit: { readonly y: number; readonly x: number };
}

export interface ErfOptions extends RunOptions {
  /** the images that are computed here; all unless said */
  readonly share?: ImageShare;
  /** where forward passes stay for the next unit of the same input */
  readonly passes?: PassCache;
  /** is given the mean of the images so far after the 1st, 2nd, 4th, 8th …, while more are to come */
  readonly onPartial?: (run: ErfRun) => void;
}

/** Multiply-accumulates of one image, there and back. */
export const erfMacs = (blocks: readonly TracedBlock[]): number =>
  2 * blocks.reduce((sum, { macs }) => sum + macs, 0);

export interface ErfInput {
  /** image `index`, [H, W, 3], normalised so */
  readonly image: (index: number) => Promise<InputImage>;
  readonly normalisation: Normalisation;
}

/** `plan` ends where the unit is; errors as the engine's. */
export async function runErf(
  device: Device,
  plan: Plan,
  job: ErfJob,
  input: ErfInput,
  { share = WHOLE_RUN, passes, onPartial, ...options }: ErfOptions = {},
): Promise<ErfRun> {
  const all = imageCount(job.input);
  const images = imagesIn(all, share);
  const [height, width] = sizeOfInput(job);
  const blocks = blocksFor(device.ops, plan, height, width);
  const { target, rectify } = PROTOCOL_GRADIENT[job.protocol];
  const [mapHeight, mapWidth] = blocks.at(-1)!.output;
  const unit = locateUnit(job.unit, mapHeight, mapWidth);
  const keepBytes = keepBudget(device.ops, blocks);
  const perImage = passes ? keepForward(blocks, keepBytes, images) : null;
  const cache = perImage === null ? null : passes;
  // a run that was stopped may have left some of them
  const known = cache?.size === images ? cache.input : null;
  const run = new Run(device.ops, erfMacs(blocks) * images, images, options);

  const maps = new MapSum(height, width, job.protocol);
  const seen = new MeanInput(height, width);
  const made = new ImagesAhead(input.image);
  let mean = known;
  let done = 0;
  const isSaid = (images: number): boolean =>
    onPartial !== undefined && Number.isInteger(Math.log2(images));
  const soFar = (): ErfRun => ({
    ...maps.soFar(),
    input: mean ?? seen.mean(input.normalisation),
    featureMap: { height: mapHeight, width: mapWidth },
    unit,
  });
  for (let index = share.index; index < all; index += share.of) {
    run.check();
    let pass = known === null ? null : (cache?.take(index) ?? null);
    let values: Float32Array<ArrayBuffer> | null = null;
    if (pass === null) {
      ({ values } = await made.take(index));
      const x = tf.tensor3d(values, [height, width, 3]);
      pass = await forwardPass(device, blocks, x, perImage ?? keepBytes, run);
    } else await run.advance(erfMacs(blocks) / 2, blocks.at(-1)!.block.name);
    try {
      using scope = new Scope();
      const toPixels = inputGradient(device, blocks, pass, unit, job.target ?? target, run);
      const reading = readContribution(device.ops, rectify, scope.own(await toPixels));
      // meanwhile a GPU computes what was handed over
      maps.settle();
      if (values !== null) seen.add(values);
      if (known === null && (done + 1 === images || isSaid(done + 1)))
        mean = seen.mean(input.normalisation);
      // what is made at once holds this thread up, but never the first map, which people wait for
      const next = index + share.of;
      if (device.ops.pace && known === null && done > 0 && next < all) made.begin(next);
      maps.take(await reading);
    } catch (error) {
      pass[Symbol.dispose]();
      throw error;
    }
    if (cache) cache.put(index, pass);
    else pass[Symbol.dispose]();
    run.imageDone(blocks[0]!.block.name);
    done++;
    if (done < images && isSaid(done) && maps.count > 0) onPartial?.(copyOf(soFar()));
  }
  const whole = soFar();
  if (whole.map.count === 0 && share.of === 1) throw noField(images);
  if (cache) cache.input = { ...whole.input, rgb: whole.input.rgb.slice() };
  return whole;
}

/** A run whose buffers are its own: they change owner on their way to the page. */
const copyOf = (run: ErfRun): ErfRun => ({
  ...run,
  map: { ...run.map, sum: run.map.sum.slice() },
  input: { ...run.input, rgb: run.input.rgb.slice() },
});

export const sizeOfInput = ({ input, size }: Pick<ErfJob, "input" | "size">) =>
  input.type === "array" ? ([input.shape[2], input.shape[3]] as const) : ([size, size] as const);
