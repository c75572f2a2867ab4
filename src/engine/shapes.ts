/** Shapes and work of a step, known before anything runs. */
import type { Step } from "./plan.ts";

/** [height, width, channels] of one image's map */
export type Shape = readonly [height: number, width: number, channels: number];

export const BYTES_PER_F32 = 4;
export const sizeOf = ([h, w, c]: Shape): number => h * w * c;

export function stepOutput(step: Step, [h, w, c]: Shape): Shape {
  switch (step.kind) {
    case "product": {
      if (step.gather.type === "second") return [Math.ceil(h / 2), Math.ceil(w / 2), step.outputs];
      const side = step.gather.type === "patch" ? step.gather.side : 1;
      return [Math.floor(h / side), Math.floor(w / side), step.outputs];
    }
    case "conv": {
      const along = (n: number, k: number) =>
        Math.floor((n + 2 * step.padding - k) / step.stride) + 1;
      return [along(h, step.side[0]), along(w, step.side[1]), step.outputs];
    }
    case "depthwise":
      return [Math.ceil(h / step.stride), Math.ceil(w / step.stride), c];
    case "layerNorm":
    case "affine":
    case "responseNorm":
    case "squeezeExcite":
    case "relu":
    case "gelu":
      return [h, w, c];
    case "maxPool":
      return [Math.ceil(h / 2), Math.ceil(w / 2), c];
    case "mergePatches":
      return [Math.ceil(h / 2), Math.ceil(w / 2), 4 * c];
    case "windowAttention":
    case "tokenAttention":
      return [h, w, c / 3];
    case "addTokens":
      return [h + 1, w, c];
    case "dropTokens":
      return [h - 1, w, c];
    default:
      return step satisfies never;
  }
}

/** Multiply-accumulates of one step on a map; element-wise steps count a few per number. */
export function stepMacs(step: Step, input: Shape): number {
  const [h, w, c] = stepOutput(step, input);
  switch (step.kind) {
    case "product":
      return h * w * step.inputs * step.outputs;
    case "conv":
      return h * w * step.side[0] * step.side[1] * step.inputs * step.outputs;
    case "depthwise":
      return h * w * c * step.sides.reduce((taps, [kh, kw]) => taps + kh * kw, 0);
    case "layerNorm":
    case "responseNorm":
    case "squeezeExcite":
    case "gelu":
      return 8 * h * w * c;
    case "maxPool":
      return 9 * h * w * c;
    case "windowAttention":
    case "tokenAttention":
      return 2 * pairsOf(step, input) * c;
    case "affine":
    case "relu":
    case "mergePatches":
    case "addTokens":
    case "dropTokens":
      return h * w * c;
    default:
      return step satisfies never;
  }
}

type AttentionStep = Extract<Step, { heads: number }>;

/** Pairs of a query and a key in one head. */
function pairsOf(step: AttentionStep, [h, w]: Shape): number {
  if (step.kind === "tokenAttention") return ((h - 1) * w + 1) ** 2;
  const { side } = step;
  return Math.ceil(h / side) * Math.ceil(w / side) * side ** 4;
}

/** Numbers in the scores that an attention holds at once. */
export function scoresOf(step: Step, input: Shape): number {
  if (step.kind === "windowAttention") return pairsOf(step, input) * step.heads;
  return step.kind === "tokenAttention" ? pairsOf(step, input) : 0;
}

/** Numbers that a step holds for itself while its gradient is taken, beside its input and output. */
export function scratchOf(step: Step, input: Shape): number {
  switch (step.kind) {
    case "windowAttention": // of all heads at once; the map once more by heads
    case "tokenAttention": // of head after head
      return 5 * scoresOf(step, input) + 4 * sizeOf(input);
    case "maxPool":
      return 4 * sizeOf(input);
    default:
      return 0;
  }
}

/** Steps whose gradient needs the input they had. */
export const needsInput = ({ kind }: Step): boolean =>
  kind === "layerNorm" ||
  kind === "responseNorm" ||
  kind === "squeezeExcite" ||
  kind === "gelu" ||
  kind === "relu" ||
  kind === "maxPool" ||
  kind === "windowAttention" ||
  kind === "tokenAttention";
