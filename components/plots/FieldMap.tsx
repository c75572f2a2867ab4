import type { ReactElement } from "react";
import type { ColormapName } from "./colormaps.ts";
import { MapMarks, type Marks } from "./MapMarks.tsx";
import { MapSurface } from "./MapSurface.tsx";
import { RasterCanvas } from "./RasterCanvas.tsx";
import type { Series } from "./series.ts";
import { pixelTicks } from "./ticks.ts";
import { useWidth } from "./useWidth.ts";

type Point = { readonly x: number; readonly y: number };
export interface FieldMapProps {
  /** 0–1, row-major [height, width]; null while it is still to come */
  readonly map: {
    readonly height: number;
    readonly width: number;
    readonly values: Float32Array;
  } | null;
  /** side of the input, px */
  readonly size: number;
  readonly colours: ColormapName;
  readonly series: Series;
  /** above the map, left and right */
  readonly name: string;
  readonly note: string;
  readonly marks: Marks | null;
  readonly cross: Point | null;
  /** null where nothing is pointed at */
  readonly onCross: ((cross: Point | null) => void) | null;
  readonly describe: string;
  /** tick labels and titles of the axes */
  readonly axes: boolean;
  /** drawn under conditions that no longer hold */
  readonly old: boolean;
}
const TOP = 24;

/** One map of a row of maps; the colour bar stands apart. */
export function FieldMap(props: FieldMapProps): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { map, size, marks, cross, axes, old } = props;
  const left = axes ? 34 : 0;
  const top = props.name === "" ? 2 : TOP;
  const side = Math.max(0, width - left - 2);
  const height = top + side + (axes ? 42 : 2);
  const place = { left, top, width: side, height: side };
  return (
    <div
      className={`plot heatmap ${props.series.className}${old ? " faded" : ""}`}
      ref={ref}
      style={{ height: width > 0 ? height : undefined }}
    >
      {side > 0 && (
        <>
          {map && <RasterCanvas map={map} colours={props.colours} place={place} />}
          <svg className="s" width={width} height={height} role="img" aria-label={props.describe}>
            <text className="name" x={left} y={top - 8}>
              {props.name}
            </text>
            <text className={old ? "stale" : ""} x={left + side} y={top - 8} textAnchor="end">
              {old && props.name !== "" ? "before the change" : props.note}
            </text>
            <g transform={`translate(${left} ${top})`}>
              {!map && <rect className="axis" width={side} height={side} />}
              {axes && <Axes size={size} side={side} />}
              {map && marks && (
                <MapMarks
                  marks={marks}
                  map={map}
                  scale={side / map.width}
                  side={side}
                  cross={cross}
                />
              )}
              {old && <rect className="old" x="-1.5" y="-1.5" width={side + 3} height={side + 3} />}
            </g>
          </svg>
          {map && props.onCross && (
            <MapSurface place={place} size={map} cross={cross} onCross={props.onCross} />
          )}
        </>
      )}
    </div>
  );
}

function Axes({ size, side }: { readonly size: number; readonly side: number }): ReactElement {
  const all = pixelTicks(size);
  // a small map has room for the ends and the middle
  const ticks = side < 200 && all.length === 5 ? all.filter((_, i) => i % 2 === 0) : all;
  const scale = side / size;
  return (
    <g>
      {ticks.map((at) => (
        <g key={at}>
          <line className="axis" x1={at * scale} x2={at * scale} y1={side} y2={side + 4} />
          <text
            x={at * scale}
            y={side + 17}
            textAnchor={at === 0 ? "start" : at === size ? "end" : "middle"}
          >
            {at}
          </text>
          <line className="axis" x1={-4} x2={0} y1={at * scale} y2={at * scale} />
          <text x={-7} y={at * scale} dy={at === 0 ? 9 : at === size ? 0 : 4} textAnchor="end">
            {at}
          </text>
        </g>
      ))}
      <text className="ax" x={side / 2} y={side + 36} textAnchor="middle">
        input x and y, px
      </text>
    </g>
  );
}
