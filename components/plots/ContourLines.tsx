import { memo, useMemo, type ReactElement } from "react";
import { contourPaths, type ContourGrid } from "./contourPaths.ts";

/** room that a label needs below a line, px of the screen */
const LABEL = 18;
/** px that two labels stand apart at least, or one of them is left out */
const APART = { x: 34, y: 15 };

/** Where labels stand; of two that would lie on each other, that of the larger share. */
export function placeLabels(
  paths: readonly {
    readonly share: number;
    readonly foot: { readonly x: number; readonly y: number };
  }[],
  scale: number,
  side: number,
): ReadonlyMap<number, { readonly x: number; readonly y: number }> {
  const placed = new Map<number, { readonly x: number; readonly y: number }>();
  for (const { share, foot } of paths.toSorted((a, b) => b.share - a.share)) {
    const x = Math.min(side - 16, Math.max(16, foot.x * scale));
    const y = foot.y * scale + (foot.y * scale > side - LABEL ? -6 : 14);
    const free = [...placed.values()].every(
      (other) => Math.abs(other.x - x) >= APART.x || Math.abs(other.y - y) >= APART.y,
    );
    if (free) placed.set(share, { x, y });
  }
  return placed;
}

/** Lines around the densest pixels that hold each share; `scale` is screen px per px of the map. */
export const ContourLines = memo(function ContourLines(props: {
  readonly grid: ContourGrid;
  readonly scale: number;
  readonly side: number;
}): ReactElement {
  const { grid, scale, side } = props;
  const paths = useMemo(() => contourPaths(grid), [grid]);
  const labels = placeLabels(paths, scale, side);
  return (
    <g>
      {paths.map(({ share, d }) => (
        <g key={share}>
          <g transform={`scale(${scale})`}>
            <path className="contour-under" d={d} vectorEffect="non-scaling-stroke" />
            <path className="contour" d={d} vectorEffect="non-scaling-stroke" />
          </g>
          {labels.has(share) && (
            <text className="on" {...labels.get(share)} textAnchor="middle">
              {Math.round(share * 100)} %
            </text>
          )}
        </g>
      ))}
    </g>
  );
});
