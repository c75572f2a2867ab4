import { memo, useMemo, type ReactElement } from "react";
import { contourPaths, type ContourGrid } from "./contourPaths.ts";

/** room that a label needs below a line, px of the screen */
const LABEL = 18;

/** Lines around the densest pixels that hold each share; `scale` is screen px per px of the map. */
export const ContourLines = memo(function ContourLines(props: {
  readonly grid: ContourGrid;
  readonly scale: number;
  readonly side: number;
}): ReactElement {
  const { grid, scale, side } = props;
  const paths = useMemo(() => contourPaths(grid), [grid]);
  return (
    <g>
      {paths.map(({ share, d, foot }) => (
        <g key={share}>
          <g transform={`scale(${scale})`}>
            <path className="contour-under" d={d} vectorEffect="non-scaling-stroke" />
            <path className="contour" d={d} vectorEffect="non-scaling-stroke" />
          </g>
          <text
            className="on"
            x={Math.min(side - 16, Math.max(16, foot.x * scale))}
            y={foot.y * scale + (foot.y * scale > side - LABEL ? -6 : 14)}
            textAnchor="middle"
          >
            {Math.round(share * 100)} %
          </text>
        </g>
      ))}
    </g>
  );
});
