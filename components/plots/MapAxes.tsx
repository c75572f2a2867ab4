import type { ReactElement } from "react";
import type { MapView } from "./mapView.ts";
import { pixelTicks, ticksBetween } from "./ticks.ts";

/** Ticks and titles of both axes around a map of which a part is shown; `size` is its longer side, px. */
export function MapAxes(props: {
  readonly size: number;
  readonly side: number;
  readonly view: MapView;
  readonly yLabels: boolean;
  readonly xTitleAt: number | null;
}): ReactElement {
  const { size, side, view, yLabels, xTitleAt } = props;
  const ticks = (from: number): readonly number[] =>
    view.side === 1 ? pixelTicks(size) : ticksBetween(from * size, (from + view.side) * size);
  // a small map has room for the ends and the middle
  const few = (axis: readonly number[]): readonly number[] =>
    side < 200 && axis.length > 3 ? axis.filter((_, i) => i % 2 === 0) : axis;
  const scale = side / (size * view.side);
  const [x, y] = [view.x * size, view.y * size];
  return (
    <g>
      {few(ticks(view.x)).map((at) => (
        <g key={at}>
          <line
            className="axis"
            x1={(at - x) * scale}
            x2={(at - x) * scale}
            y1={side}
            y2={side + 4}
          />
          <text
            x={(at - x) * scale}
            y={side + 17}
            textAnchor={at === 0 ? "start" : at === size ? "end" : "middle"}
          >
            {at}
          </text>
        </g>
      ))}
      {few(ticks(view.y)).map((at) => (
        <g key={at}>
          <line className="axis" x1={-4} x2={0} y1={(at - y) * scale} y2={(at - y) * scale} />
          {yLabels && (
            <text
              x={-7}
              y={(at - y) * scale}
              dy={at === 0 ? 9 : at === size ? 0 : 4}
              textAnchor="end"
            >
              {at}
            </text>
          )}
        </g>
      ))}
      {xTitleAt !== null && (
        <text className="ax" x={xTitleAt} y={side + 36} textAnchor="middle">
          input x, px
        </text>
      )}
      {yLabels && (
        <text
          className="ax"
          textAnchor="middle"
          transform={`translate(-38 ${side / 2}) rotate(-90)`}
        >
          input y, px
        </text>
      )}
    </g>
  );
}
