/**
 * A banded norm, product, GELU and product where products take rows of a map and put theirs into
 * one: nothing is cut into pieces or joined, and the map inside is never whole.
 */
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { backwardStep, forwardStep, readyStep } from "./layers/step.ts";
import type { FusedOps, RowRange } from "./ops.ts";
import type { BandedPart } from "./parts.ts";
import type { NormStep, ProductStep } from "./plan.ts";
import type { Run } from "./run.ts";
import { Scope } from "./scope.ts";
import { type Shape, stepMacs } from "./shapes.ts";
import type { Device } from "./walk.ts";

export interface Mlp {
  readonly part: BandedPart;
  readonly norm: NormStep | null;
  readonly first: ProductStep;
  readonly second: ProductStep;
}

/** The steps of bands that are so; null for others. */
export function mlpOf(part: BandedPart): Mlp | null {
  const steps = part.bands[0]!.parts.map(({ step }) => step);
  const [norm, first, gelu, second, ...rest] =
    steps[0]?.kind === "layerNorm" ? steps : [null, ...steps];
  if (rest.length > 0 || gelu?.kind !== "gelu") return null;
  if (first?.kind !== "product" || second?.kind !== "product") return null;
  return { part, norm: norm?.kind === "layerNorm" ? norm : null, first, second };
}

/** Of each band: its rows as a map of their own, and the same within the whole. */
const rangesOf = ({ bands, input: [height, width] }: BandedPart) =>
  bands.map(({ start, rows }) => ({
    pixels: [rows, width] as const,
    out: { from: start, rows, to: 0, of: rows, into: null } satisfies RowRange,
    back: { from: 0, rows, to: start, of: height },
  }));

/** Rows of the normalised map are needed by their own band alone: the result may take their place. */
const takesOver = (norm: NormStep | null, first: ProductStep, second: ProductStep): boolean =>
  norm !== null && first.inputs === second.outputs;

/** x and `plus`, which is added, stay alive; the caller owns what comes back. */
export async function forwardMlp(
  device: Device,
  fused: FusedOps,
  { part, norm, first, second }: Mlp,
  x: Tensor3D,
  plus: Tensor3D | null,
  run: Run,
): Promise<Tensor3D> {
  using scope = new Scope();
  const { parameters } = device;
  const normal = norm
    ? scope.own(forwardStep(device.ops, await readyStep(norm, parameters), x))
    : x;
  let result: Tensor3D | null = takesOver(norm, first, second) ? normal : null;
  for (const { pixels, out, back } of rangesOf(part)) {
    const up = await parameters.of(first);
    const inside = scope.own(
      fused.product(normal, up.weight, up.bias, { activation: "gelu", range: out }),
    );
    await run.advance(stepMacs(first, [...pixels, first.inputs]), first.name);
    const down = await parameters.of(second);
    const range = { ...back, into: result };
    const next = fused.product(inside, down.weight, down.bias, { plus: plus ?? undefined, range });
    result ??= scope.own(next);
    scope.free(inside);
    await run.advance(stepMacs(second, [...pixels, second.inputs]), second.name);
  }
  return scope.release(result!);
}

/** dy and x stay alive; the caller owns what comes back. */
export async function backwardMlp(
  device: Device,
  fused: FusedOps,
  { part, norm, first, second }: Mlp,
  dy: Tensor3D,
  x: Tensor3D,
  run: Run,
): Promise<Tensor3D> {
  using scope = new Scope();
  const { ops, parameters } = device;
  const normal = norm ? scope.own(forwardStep(ops, await readyStep(norm, parameters), x)) : x;
  let result: Tensor3D | null = norm === null ? null : normal;
  for (const { pixels, out, back } of rangesOf(part)) {
    const inner: Shape = [...pixels, first.inputs];
    const up = await parameters.of(first);
    const inside = scope.own(fused.product(normal, up.weight, up.bias, { range: out }));
    const down = await parameters.of(second);
    const turned = { turned: true, slope: { of: "gelu", at: inside }, range: out } as const;
    const slope = scope.own(fused.product(dy, down.weight, null, turned));
    await run.advance(2 * stepMacs(first, inner), first.name);
    const again = await parameters.of(first);
    const range = { ...back, into: result };
    const next = fused.product(slope, again.weight, null, { turned: true, range });
    result ??= scope.own(next);
    scope.free(inside);
    scope.free(slope);
    await run.advance(stepMacs(first, inner), second.name);
  }
  if (norm === null) return scope.release(result!);
  return backwardStep(ops, await readyStep(norm, parameters), result!, part.input, x);
}
