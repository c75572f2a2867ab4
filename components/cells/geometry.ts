import type { StageSummary } from "../../src/domain/model.ts";

/** The centre of a unit on the input, px from the corner of the first pixel, whose own centre is at 0.5. */
export const unitCentre = (
  { offset, stride }: Pick<StageSummary, "offset" | "stride">,
  unit: { readonly y: number; readonly x: number },
): { x: number; y: number } => ({
  x: offset + 0.5 + unit.x * stride,
  y: offset + 0.5 + unit.y * stride,
});

/** Says how wide the theoretical field is and whether the input cuts it. */
export function describeTheory(
  { field }: Pick<StageSummary, "field">,
  unit: { readonly x: number; readonly y: number },
  size: { readonly height: number; readonly width: number },
): string {
  const half = field / 2;
  const cut =
    unit.x - half < 0 ||
    unit.y - half < 0 ||
    unit.x + half > size.width ||
    unit.y + half > size.height;
  return `Theoretical field ${field} px${cut ? ": cut by the input" : ""}`;
}

/** The unit whose centre is nearest to a pixel of the input. */
export function unitAt(
  { offset, stride }: Pick<StageSummary, "offset" | "stride">,
  map: { readonly height: number; readonly width: number },
  pixel: { readonly y: number; readonly x: number },
): { y: number; x: number } {
  const nearest = (at: number, cells: number): number =>
    Math.min(cells - 1, Math.max(0, Math.round((at - offset) / stride)));
  return { y: nearest(pixel.y, map.height), x: nearest(pixel.x, map.width) };
}

type Grid = Pick<StageSummary, "offset" | "stride">;

/** The unit of another stage that lies nearest to the same place of the input. */
export const unitOnStage = (
  unit: { readonly y: number; readonly x: number },
  from: Grid,
  to: Grid,
  size: number,
): { y: number; x: number } => {
  const cells = Math.max(1, Math.floor(size / to.stride));
  const place = (at: number): number => from.offset + at * from.stride;
  return unitAt(to, { height: cells, width: cells }, { y: place(unit.y), x: place(unit.x) });
};

/** Rows and columns of a stage's map, the fewest where networks differ; null while none is known. */
export function sideOfMap(
  networks: readonly (readonly StageSummary[])[],
  stage: number,
  size: number,
): number | null {
  const sides = networks.flatMap((stages) => {
    const known = stages[stage - 1];
    return known ? [Math.max(1, Math.ceil(size / known.stride))] : [];
  });
  return sides.length === 0 ? null : Math.min(...sides);
}
