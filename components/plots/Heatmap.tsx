import type { ReactElement } from "react";
import { ColourBar } from "./ColourBar.tsx";
import type { ColormapName } from "./colormaps.ts";
import { ContourLines } from "./ContourLines.tsx";
import type { ContourGrid } from "./contourPaths.ts";
import { FieldPoints } from "./FieldPoints.tsx";
import { MapMarks, type Marks } from "./MapMarks.tsx";
import { MapSurface } from "./MapSurface.tsx";
import { PictureCanvas, type Picture } from "./PictureCanvas.tsx";
import { RasterCanvas } from "./RasterCanvas.tsx";
import { pixelTicks } from "./ticks.ts";
import { useWidth } from "./useWidth.ts";

type Point = { readonly x: number; readonly y: number };
export interface HeatmapProps {
  /** readable values, 0–1, row-major [height, width] */
  readonly map: {
    readonly height: number;
    readonly width: number;
    readonly values: Float32Array;
  };
  /** side of the input, px; the map's own when left out */
  readonly axis?: number;
  readonly colours: ColormapName;
  /** above the map, left and right */
  readonly name: string;
  readonly note: string;
  /** what the colours mean, with the normaliser */
  readonly quantity: string;
  /** null while there is nothing to mark */
  readonly marks: Marks | null;
  /** lines around what is densest */
  readonly contours?: ContourGrid | null;
  /** px from the corner of the first pixel */
  readonly centroid?: Point | null;
  /** where the unit is wanted while its map is still to come */
  readonly next?: Point | null;
  /** what the map is laid over, and how thick */
  readonly under?: { readonly picture: Picture; readonly opacity: number } | null;
  /** the pixel under the cross-hair */
  readonly cross: Point | null;
  readonly onCross: (cross: Point | null) => void;
  /** a person puts the unit at a pixel; left out where that makes no sense */
  readonly onPlace?: ((at: Point, done: boolean) => void) | undefined;
  readonly describe: string;
  /** drawn under conditions that no longer hold */
  readonly old: boolean;
}
const LEFT = 48;
const TOP = 26;
const MOST = 520;

/** A map over the input's pixels with axes, marks, cross-hair and colour bar. */
export function Heatmap(props: HeatmapProps): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { map, colours, marks, cross, old, axis = map.width } = props;
  const { contours = null, centroid = null, next = null, under = null } = props;
  const upright = width >= 420;
  const side = Math.max(0, Math.min(MOST, width - LEFT - (upright ? 88 : 4)));
  const height = TOP + side + 44 + (upright ? 0 : 62);
  const scale = side / map.width;
  const place = { left: LEFT, top: TOP, width: side, height: side };
  return (
    <div className={old ? "plot heatmap faded" : "plot heatmap"} ref={ref} style={{ height }}>
      {side > 0 && (
        <>
          {under && <PictureCanvas picture={under.picture} place={place} />}
          <RasterCanvas map={map} colours={colours} place={place} opacity={under?.opacity ?? 1} />
          <svg className="s" width={width} height={height} role="img" aria-label={props.describe}>
            <text className="name" x={LEFT} y={TOP - 9}>
              {props.name}
            </text>
            <text className={old ? "stale" : ""} x={LEFT + side} y={TOP - 9} textAnchor="end">
              {old ? "before the change" : props.note}
            </text>
            <g transform={`translate(${LEFT} ${TOP})`}>
              {!marks && <rect className="axis" width={side} height={side} />}
              <Axes size={axis} side={side} scale={side / axis} />
              {contours && <ContourLines grid={contours} scale={scale} side={side} />}
              {marks && (
                <MapMarks marks={marks} scale={scale} side={side} cross={cross} map={map} />
              )}
              <FieldPoints centroid={centroid} next={next} scale={scale} />
              {old && <rect className="old" x="-1.5" y="-1.5" width={side + 3} height={side + 3} />}
            </g>
            <ColourBar
              colours={colours}
              quantity={props.quantity}
              length={side}
              upright={upright}
              x={upright ? LEFT + side + 18 : LEFT}
              y={upright ? TOP : TOP + side + 56}
            />
          </svg>
          {marks && (
            <MapSurface
              place={place}
              size={{ height: map.height, width: map.width }}
              cross={cross}
              onCross={props.onCross}
              onPlace={props.onPlace}
            />
          )}
        </>
      )}
    </div>
  );
}

function Axes(props: {
  readonly size: number;
  readonly side: number;
  readonly scale: number;
}): ReactElement {
  const { size, side, scale } = props;
  const anchor = (at: number): "start" | "middle" | "end" =>
    at === 0 ? "start" : at === size ? "end" : "middle";
  return (
    <g>
      {pixelTicks(size).map((at) => (
        <g key={at}>
          <line className="axis" x1={at * scale} x2={at * scale} y1={side} y2={side + 4} />
          <text x={at * scale} y={side + 18} textAnchor={anchor(at)}>
            {at}
          </text>
          <line className="axis" x1={-4} x2={0} y1={at * scale} y2={at * scale} />
          <text x={-8} y={at * scale} dy={at === 0 ? 9 : at === size ? 0 : 4} textAnchor="end">
            {at}
          </text>
        </g>
      ))}
      <text className="ax" x={side / 2} y={side + 38} textAnchor="middle">
        input x, px
      </text>
      <text className="ax" textAnchor="middle" transform={`translate(-38 ${side / 2}) rotate(-90)`}>
        input y, px
      </text>
    </g>
  );
}
