/** What a block is walked in: single steps, and runs of steps that go band by band. */
import type { Step } from "./plan.ts";
import {
  BYTES_PER_F32,
  needsInput,
  scoresOf,
  scratchOf,
  type Shape,
  sizeOf,
  stepMacs,
  stepOutput,
} from "./shapes.ts";

export interface StepPart {
  readonly kind: "step";
  readonly step: Step;
  readonly input: Shape;
}
/** Rows of the map from `start` on, and what they go through. */
export interface Band {
  readonly start: number;
  readonly rows: number;
  readonly parts: readonly StepPart[];
}
/** Steps that look at one pixel at a time; the map inside is never whole. */
export interface BandedPart {
  readonly kind: "bands";
  readonly input: Shape;
  readonly output: Shape;
  readonly bands: readonly Band[];
}
export type Part = StepPart | BandedPart;

export const partOutput = (part: Part): Shape =>
  part.kind === "bands" ? part.output : stepOutput(part.step, part.input);

/** Whether the gradient needs the map that went in; a band computes its inside again from it. */
export const partNeedsInput = (part: Part): boolean =>
  part.kind === "bands"
    ? part.bands[0]!.parts.some(({ step }) => needsInput(step))
    : needsInput(part.step);

export interface PartCost {
  readonly macs: number;
  readonly againMacs: number;
  readonly savedBytes: number;
  readonly widestBytes: number;
  readonly largestBytes: number;
}

export const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);

const partMacs = (part: Part): number =>
  part.kind === "bands"
    ? sumOf(part.bands, ({ parts }) => sumOf(parts, partMacs))
    : stepMacs(part.step, part.input);

/** Bytes of a part's two maps and of what it holds between them. */
function widestOf(part: Part): number {
  const [from, to] = [sizeOf(part.input), sizeOf(partOutput(part))];
  if (part.kind === "step") return BYTES_PER_F32 * (from + to + scratchOf(part.step, part.input));
  // what the bands gave is there twice while it is put together
  const ends = BYTES_PER_F32 * (from + to + Math.max(from, to));
  return ends + most(part.bands.map(({ parts }) => insideOf(partCost(parts))));
}

const insideOf = ({ savedBytes, widestBytes }: PartCost): number => savedBytes + widestBytes;

const largestOf = (part: Part): number =>
  part.kind === "bands"
    ? Math.max(
        BYTES_PER_F32 * Math.max(sizeOf(part.input), sizeOf(part.output)),
        ...part.bands.map(({ parts }) => partCost(parts).largestBytes),
      )
    : BYTES_PER_F32 *
      Math.max(
        sizeOf(part.input),
        sizeOf(stepOutput(part.step, part.input)),
        scoresOf(part.step, part.input),
      );

/** What parts take that follow one another; the fields are those of `TracedBlock`. */
export function partCost(parts: readonly Part[]): PartCost {
  const needing = parts.filter(partNeedsInput);
  return {
    macs: sumOf(parts, partMacs),
    againMacs: sumOf(parts.slice(0, Math.max(0, parts.findLastIndex(partNeedsInput))), partMacs),
    savedBytes: BYTES_PER_F32 * sumOf(needing, ({ input }) => sizeOf(input)),
    widestBytes: most(parts.map(widestOf)),
    largestBytes: most(parts.map(largestOf)),
  };
}
