/**
 * Layer norm over the channels of [h, w, c] and its gradient; the plain reference is
 * reference/layerNorm.ts. `lanes` threads share a pixel and meet in workgroup memory; with one lane
 * there is no meeting, which is what adapters that run on the processor want.
 */
import type { Kernel } from "./kernel.ts";

type Shape = readonly [height: number, width: number, channels: number];

/** Threads of a group. */
const THREADS = 64;

/** Threads that share a pixel: reads of neighbours on a GPU, none that wait for others in software. */
export const chooseLanes = (channels: number, software: boolean): number =>
  software ? 1 : channels > 256 ? 64 : 32;

/** result = (x − mean)·rstd·weight + bias, with the biased variance. */
export const layerNorm = (shape: Shape, eps: number, lanes: number): Kernel =>
  overChannels(
    "layerNorm",
    ["x", "weight", "bias"],
    shape,
    lanes,
    /* wgsl */ `
      ${standardise(lanes, "vec3<f32>(distance * distance, 0.0, 0.0)")}
      let rstd = inverseSqrt(sums.x / f32(channels) + ${float(eps)});
      if (place >= width) { return; }
      for (var c = lane; c < channels; c += ${lanes}) {
        result[at + c] = (x[at + c] - mean) * rstd * weight[c] + bias[c];
      }`,
  );

/** result = rstd·(g − mean g − unit·mean(g·unit)) with g = dy·weight and unit = (x − mean)·rstd. */
export const layerNormBackward = (shape: Shape, eps: number, lanes: number): Kernel =>
  overChannels(
    "layerNormBackward",
    ["dy", "x", "weight"],
    shape,
    lanes,
    /* wgsl */ `
      ${standardise(lanes, "vec3<f32>(distance * distance, g, g * distance)", "let g = dy[at + c] * weight[c];")}
      let rstd = inverseSqrt(sums.x / f32(channels) + ${float(eps)});
      let plain = sums.y / f32(channels);
      let along = sums.z / f32(channels) * rstd * rstd;
      if (place >= width) { return; }
      for (var c = lane; c < channels; c += ${lanes}) {
        let g = dy[at + c] * weight[c];
        result[at + c] = rstd * (g - plain - (x[at + c] - mean) * along);
      }`,
  );

/** The mean of a pixel, and then the sums of `terms` of each number's distance from it. */
const standardise = (lanes: number, terms: string, before = ""): string => /* wgsl */ `
      var total = vec3<f32>(0.0);
      for (var c = lane; c < channels; c += ${lanes}) { total.x += x[at + c]; }
      ${lanes > 1 ? "total = meet(total);" : ""}
      let mean = total.x / f32(channels);
      var sums = vec3<f32>(0.0);
      for (var c = lane; c < channels; c += ${lanes}) {
        let distance = x[at + c] - mean;
        ${before}
        sums += ${terms};
      }
      ${lanes > 1 ? "sums = meet(sums);" : ""}`;

function overChannels(
  name: string,
  inputs: readonly string[],
  [height, width, channels]: Shape,
  lanes: number,
  work: string,
): Kernel {
  const rows = THREADS / lanes;
  const across = Math.ceil(width / rows);
  return {
    name,
    inputs,
    threads: [lanes, rows, 1],
    groups: [1, across, height],
    macs: 12 * height * width * channels,
    ...(lanes > 1 && { declarations: meeting(lanes) }),
    body: /* wgsl */ `
      let width = uniforms.outShape.y;
      let channels = uniforms.outShape.z;
      let lane = local.x;
      // places beyond the row's end do as the last one does, so that all threads meet
      let place = group.y * ${rows} + local.y;
      let at = (group.z * width + min(place, width - 1)) * channels;
      ${work}`,
  };
}

/** The sum over the lanes of a pixel, halving their number at each step. */
const meeting = (lanes: number): string => /* wgsl */ `
    var<workgroup> parts : array<vec3<f32>, ${THREADS}>;
    fn meet(part : vec3<f32>) -> vec3<f32> {
      let own = localId.y * ${lanes}u + localId.x;
      parts[own] = part;
      for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
        workgroupBarrier();
        if (localId.x < half) { parts[own] += parts[own + half]; }
      }
      workgroupBarrier();
      let sum = parts[localId.y * ${lanes}u];
      workgroupBarrier();
      return sum;
    }`;

const float = (value: number): string => value.toExponential();
