/**
 * Which steps of a block go band by band: runs that look at one pixel at a time and whose map is wider
 * inside than at both ends, as the two products of an MLP with GELU between them.
 */
import { type BandedPart, type Part, partOutput, type StepPart } from "./parts.ts";
import type { Step } from "./plan.ts";
import { BYTES_PER_F32, sizeOf } from "./shapes.ts";

const looksAtOnePixel = (step: Step): boolean =>
  step.kind === "product"
    ? step.gather.type === "pixel"
    : step.kind === "layerNorm" ||
      step.kind === "affine" ||
      step.kind === "gelu" ||
      step.kind === "relu";

const widerInside = (run: readonly StepPart[]): boolean => {
  const ends = Math.max(sizeOf(run[0]!.input), sizeOf(partOutput(run.at(-1)!)));
  return run.some(({ input }) => sizeOf(input) > ends);
};

/** Parts with every such run cut into bands whose widest map has about `bandBytes`. */
export function inBands(steps: readonly StepPart[], bandBytes: number): Part[] {
  const parts: Part[] = [];
  for (let from = 0; from < steps.length;) {
    const end = steps.findIndex(({ step }, i) => i >= from && !looksAtOnePixel(step));
    const run = steps.slice(from, end < 0 ? steps.length : end);
    const banded = run.length > 1 && widerInside(run) ? cut(run, bandBytes) : null;
    if (banded !== null) parts.push(banded);
    else parts.push(...run);
    from += run.length;
    if (end >= 0) parts.push(steps[from++]!);
  }
  return parts;
}

/** The run in bands of whole rows; null when one would do. */
function cut(run: readonly StepPart[], bandBytes: number): BandedPart | null {
  const { input } = run[0]!;
  const output = partOutput(run.at(-1)!);
  const height = input[0];
  const widest = Math.max(...run.map((part) => sizeOf(part.input)), sizeOf(output));
  const count = Math.min(height, Math.ceil((BYTES_PER_F32 * widest) / bandBytes));
  if (count < 2) return null;
  const rows = Math.ceil(height / count);
  const bands = Array.from({ length: Math.ceil(height / rows) }, (_, i) => {
    const own = Math.min(rows, height - i * rows);
    const parts = run.map((part): StepPart => {
      const [, w, c] = part.input;
      return { ...part, input: [own, w, c] };
    });
    return { start: i * rows, rows: own, parts };
  });
  return { kind: "bands", input, output, bands };
}
