/** A plan on an input of one size: what runs in which order, on what shapes, and what it takes. */
import { FieldbookError } from "../domain/errors.ts";
import { inBands } from "./bands.ts";
import type { Ops } from "./ops.ts";
import { type Part, partCost, partOutput, type StepPart, sumOf } from "./parts.ts";
import type { Plan, PlannedBlock, Step } from "./plan.ts";
import { BYTES_PER_F32, type Shape, sizeOf, stepMacs, stepOutput } from "./shapes.ts";

export interface TracedBlock {
  readonly block: PlannedBlock;
  readonly input: Shape;
  readonly output: Shape;
  /** the steps in order, some of them in bands */
  readonly parts: readonly Part[];
  /** what x goes through before it is added */
  readonly shortcut: readonly StepPart[];
  readonly macs: number;
  /** of these, what has to be done again when the insides were not kept */
  readonly againMacs: number;
  /** bytes of the inputs of parts that the gradient needs */
  readonly savedBytes: number;
  /** bytes of the largest pair of neighbouring maps inside, and what lies between them */
  readonly widestBytes: number;
  /** bytes of the largest tensor inside */
  readonly largestBytes: number;
}

/** The steps on their shapes; throws `bad-spec` where a map is too small for one. */
function onShapes(steps: readonly Step[], input: Shape): StepPart[] {
  let shape = input;
  return steps.map((step) => {
    const from = shape;
    shape = stepOutput(step, from);
    if (sizeOf(shape) < 1)
      throw new FieldbookError(
        "bad-spec",
        `${step.name}: a map of ${from[0]} × ${from[1]} is too small for it; choose a larger input.`,
      );
    return { kind: "step", step, input: from };
  });
}

function traceBlock(block: PlannedBlock, input: Shape, bandBytes: number): TracedBlock {
  const parts = inBands(onShapes(block.steps, input), bandBytes);
  const last = parts.at(-1);
  const cost = partCost(parts);
  const shortcut = onShapes(block.shortcut, input);
  return {
    block,
    input,
    output: last === undefined ? input : partOutput(last),
    parts,
    shortcut,
    ...cost,
    macs: cost.macs + sumOf(shortcut, ({ step, input: at }) => stepMacs(step, at)),
    largestBytes: Math.max(cost.largestBytes, BYTES_PER_F32 * sizeOf(input)),
  };
}

export const stepsOf = (blocks: readonly TracedBlock[]): Step[] =>
  blocks.flatMap(({ block }) => [...block.steps, ...block.shortcut]);

/** All of a plan's blocks in a line, as a backend walks them. */
export const blocksFor = (
  { limits }: Pick<Ops, "limits">,
  plan: Plan,
  height: number,
  width: number,
  last = plan.stages.length,
  to: "field" | "head" = "field",
): TracedBlock[] => tracePlan(plan, height, width, last, to, limits.bandBytes).flat();

/**
 * The blocks up to the end of stage `last` (1-based), with the shapes that an input gives them. A
 * field is read through the stage's readout; the head is not. What takes more than `bandBytes` inside
 * goes band by band where it can.
 */
export function tracePlan(
  plan: Plan,
  height: number,
  width: number,
  last: number,
  to: "field" | "head" = "field",
  bandBytes = Infinity,
): TracedBlock[][] {
  let shape: Shape = [height, width, 3];
  return plan.stages.slice(0, last).map(({ blocks, readout }, s) => {
    const own =
      to === "field" && s === last - 1 && readout !== null ? [...blocks, readout] : blocks;
    return own.map((block) => {
      const traced = traceBlock(block, shape, bandBytes);
      shape = traced.output;
      return traced;
    });
  });
}
