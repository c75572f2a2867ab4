import { FieldbookError } from "../domain/errors.ts";
import type { ErfMap } from "../domain/result.ts";

/** The ERF map itself: mean contribution per image, [height, width]; NaN everywhere when no image counted. */
export function erfMean({ sum, count }: ErfMap): Float32Array<ArrayBuffer> {
  const mean = new Float32Array(sum.length);
  for (let i = 0; i < sum.length; i++) mean[i] = sum[i]! / count;
  return mean;
}

/** The ERF of the images of both maps; throws `bad-spec` when their sizes differ. */
export function mergeErf(a: ErfMap, b: ErfMap): ErfMap {
  if (a.height !== b.height || a.width !== b.width)
    throw new FieldbookError(
      "bad-spec",
      `ERF maps of ${a.height}×${a.width} and ${b.height}×${b.width} do not add up: run both at one input size.`,
    );
  const sum = new Float64Array(a.sum.length);
  for (let i = 0; i < sum.length; i++) sum[i] = a.sum[i]! + b.sum[i]!;
  return {
    height: a.height,
    width: a.width,
    sum,
    count: a.count + b.count,
    skipped: a.skipped + b.skipped,
  };
}
