/** From a unit to its seed gradient, and from the input gradient to a contribution map, by protocol. */
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { FieldbookError } from "../domain/errors.ts";
import type { ProtocolName, TargetChoice } from "../domain/job.ts";
import type { Ops } from "./ops.ts";

export type Target = "relu-sum" | "sum" | TargetChoice;
export type Rectify = "relu-then-sum" | "mean-then-relu";

/** `openerf` is kmbmjn/OpenERF 0.6.1; the others follow RepLKNet-pytorch b76808a, erf/visualize_erf.py. */
export const PROTOCOL_GRADIENT: Readonly<
  Record<ProtocolName, { readonly target: Target; readonly rectify: Rectify }>
> = {
  replknet: { target: "relu-sum", rectify: "relu-then-sum" },
  "slak-figure": { target: "relu-sum", rectify: "relu-then-sum" },
  vmamba: { target: "relu-sum", rectify: "relu-then-sum" },
  openerf: { target: "sum", rectify: "mean-then-relu" },
};

/** Gradient of the target at one unit's channels [C]; errors when it has no such channel. */
export function seedOf(target: Target, unit: Float32Array): Float32Array<ArrayBuffer> {
  const { channel, relu } =
    typeof target === "string" ? { channel: null, relu: target === "relu-sum" } : target;
  if (channel !== null && channel >= unit.length)
    throw new FieldbookError(
      "bad-spec",
      `Channel ${channel}: the feature map has ${unit.length}, so choose from 0 to ${unit.length - 1}.`,
      { channel, channels: unit.length },
    );
  return Float32Array.from(unit, (value, c) => {
    if (Number.isNaN(value)) return NaN;
    return (channel === null || c === channel) && (!relu || value > 0) ? 1 : 0;
  });
}

/** Input gradient [pixels, channels] → contribution map [pixels]; null when it holds NaN. */
export function contributionOf(
  rectify: Rectify,
  gradient: Float32Array,
  channels: number,
): Float64Array<ArrayBuffer> | null {
  const map = new Float64Array(gradient.length / channels);
  const rectifyFirst = rectify === "relu-then-sum";
  for (let pixel = 0; pixel < map.length; pixel++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) {
      const g = gradient[pixel * channels + c]!;
      sum += rectifyFirst ? Math.max(g, 0) : g;
    }
    if (Number.isNaN(sum)) return null;
    map[pixel] = rectifyFirst ? sum : Math.max(sum / channels, 0);
  }
  return map;
}

/** `contributionOf` where the gradient lies: a device that can sum over channels gives back the map alone. */
export async function readContribution(
  ops: Ops,
  rectify: Rectify,
  gradient: Tensor3D,
): Promise<Float64Array<ArrayBuffer> | null> {
  if (ops.contribution === undefined)
    return contributionOf(rectify, (await gradient.data()) as Float32Array, gradient.shape[2]);
  const sums = ops.contribution(gradient, rectify === "relu-then-sum");
  try {
    return widened((await sums.data()) as Float32Array);
  } finally {
    sums.dispose();
  }
}

/** Of sums that are not negative; null when one is NaN, and so their total is. */
function widened(sums: Float32Array): Float64Array<ArrayBuffer> | null {
  const map = new Float64Array(sums.length);
  let total = 0;
  for (let i = 0; i < sums.length; i++) {
    const sum = sums[i]! + 0; // −0 becomes 0, as in a sum
    map[i] = sum;
    total += sum;
  }
  return Number.isNaN(total) ? null : map;
}
