/** Shapes and work of a plan, known before anything runs. */
import { FieldbookError } from "../domain/errors.ts";
import type { Plan, PlannedBlock, Step } from "./plan.ts";

/** [height, width, channels] of one image's map */
export type Shape = readonly [height: number, width: number, channels: number];

export const BYTES_PER_F32 = 4;
export const sizeOf = ([h, w, c]: Shape): number => h * w * c;

export function stepOutput(step: Step, [h, w, c]: Shape): Shape {
  switch (step.kind) {
    case "product": {
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
    case "relu":
    case "gelu":
      return [h, w, c];
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
    case "gelu":
      return 8 * h * w * c;
    case "affine":
    case "relu":
      return h * w * c;
    default:
      return step satisfies never;
  }
}

/** Steps whose gradient needs the input they had. */
export const needsInput = (step: Step): boolean =>
  step.kind === "layerNorm" || step.kind === "gelu" || step.kind === "relu";

export interface TracedBlock {
  readonly block: PlannedBlock;
  readonly input: Shape;
  /** input of each step, then the output of the last */
  readonly shapes: readonly Shape[];
  readonly macs: number;
  /** bytes of the step inputs that the gradient needs */
  readonly savedBytes: number;
  /** bytes of the largest pair of neighbouring maps inside */
  readonly widestBytes: number;
}

export const outputOf = (traced: TracedBlock): Shape => traced.shapes.at(-1)!;

function traceBlock(block: PlannedBlock, input: Shape): TracedBlock {
  const shapes: Shape[] = [input];
  let macs = 0;
  let savedBytes = 0;
  let widestBytes = 0;
  for (const step of block.steps) {
    const from = shapes.at(-1)!;
    const to = stepOutput(step, from);
    if (sizeOf(to) < 1)
      throw new FieldbookError(
        "bad-spec",
        `${step.name}: a map of ${from[0]} × ${from[1]} is too small for it; choose a larger input.`,
      );
    macs += stepMacs(step, from);
    if (needsInput(step)) savedBytes += BYTES_PER_F32 * sizeOf(from);
    widestBytes = Math.max(widestBytes, BYTES_PER_F32 * (sizeOf(from) + sizeOf(to)));
    shapes.push(to);
  }
  return { block, input, shapes, macs, savedBytes, widestBytes };
}

/** The blocks up to the end of stage `last` (1-based), with the shapes that an input gives them. */
export function tracePlan(
  plan: Plan,
  height: number,
  width: number,
  last: number,
): TracedBlock[][] {
  let shape: Shape = [height, width, 3];
  return plan.stages.slice(0, last).map((blocks) =>
    blocks.map((block) => {
      const traced = traceBlock(block, shape);
      shape = outputOf(traced);
      return traced;
    }),
  );
}
