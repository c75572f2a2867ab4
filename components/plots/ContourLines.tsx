import { memo, useMemo, type ReactElement } from "react";
import type { Box } from "./MapMarks.tsx";
import { contourPaths, type ContourGrid } from "./contourPaths.ts";

/** widths of a line and of what lies under it, px of the screen: a picture is larger, and so are they */
const LINE = 1.4;
const UNDER = 3.2;
/** room that a label needs below a line, px of the screen */
const LABEL = 18;
/** px that two labels stand apart at least, or one of them is left out */
const APART = { x: 34, y: 15 };
/** px from the middle of a label's foot to its edges */
const WORDS = { side: 16, above: 11, below: 3 };
type Place = { readonly x: number; readonly y: number };

const clear = ({ x, y }: Place, boxes: readonly Box[]): boolean =>
  boxes.every(
    (box) =>
      box.x > x + WORDS.side ||
      box.x + box.width < x - WORDS.side ||
      box.y > y + WORDS.below ||
      box.y + box.height < y - WORDS.above,
  );

/**
 * Where labels stand, below the lowest point of each line or else above it, clear of `avoid`; of two
 * that would lie on each other, that of the larger share.
 */
export function placeLabels(
  paths: readonly {
    readonly share: number;
    readonly foot: { readonly x: number; readonly y: number };
  }[],
  scale: number,
  side: number,
  avoid: readonly Box[] = [],
): ReadonlyMap<number, Place> {
  const placed = new Map<number, Place>();
  for (const { share, foot } of paths.toSorted((a, b) => b.share - a.share)) {
    const x = Math.min(side - 16, Math.max(16, foot.x * scale));
    const steps = foot.y * scale > side - LABEL ? [-6] : [14, -6];
    const place = steps
      .map((step) => ({ x, y: foot.y * scale + step }))
      .find((at) => clear(at, avoid));
    const free = [...placed.values()].every(
      (other) => Math.abs(other.x - x) >= APART.x || Math.abs(other.y - (place?.y ?? 0)) >= APART.y,
    );
    if (place && free) placed.set(share, place);
  }
  return placed;
}

/** Lines around the densest pixels that hold each share; `scale` is screen px per px of the map. */
export const ContourLines = memo(function ContourLines(props: {
  readonly grid: ContourGrid;
  readonly scale: number;
  readonly side: number;
  /** what labels keep clear of, px of the screen */
  readonly avoid?: readonly Box[];
}): ReactElement {
  const { grid, scale, side, avoid } = props;
  const paths = useMemo(() => contourPaths(grid), [grid]);
  const labels = placeLabels(paths, scale, side, avoid);
  return (
    <g>
      {paths.map(({ share, d }) => (
        <g key={share} transform={`scale(${scale})`}>
          <path className="contour-under" d={d} style={{ strokeWidth: UNDER / scale }} />
          <path className="contour" d={d} style={{ strokeWidth: LINE / scale }} />
        </g>
      ))}
      {/* no line runs over a label */}
      {[...labels].map(([share, place]) => (
        <text key={share} className="on" {...place} textAnchor="middle">
          {Math.round(share * 100)} %
        </text>
      ))}
    </g>
  );
});
