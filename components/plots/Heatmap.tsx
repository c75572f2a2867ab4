import { useMemo, type ReactElement } from "react";
import { ColourBar } from "./ColourBar.tsx";
import type { ColormapName } from "./colormaps.ts";
import { ContourLines } from "./ContourLines.tsx";
import type { ContourGrid } from "./contourPaths.ts";
import { CrossHair } from "./CrossHair.tsx";
import { FieldPoints } from "./FieldPoints.tsx";
import { MapAxes } from "./MapAxes.tsx";
import { MapMarks, markBoxes, type Marks } from "./MapMarks.tsx";
import { WHOLE_MAP, type MapView } from "./mapView.ts";
import { PictureCanvas, type Picture } from "./PictureCanvas.tsx";
import { RasterCanvas } from "./RasterCanvas.tsx";
import { useWidth } from "./useWidth.ts";
import { ZoomSurface } from "./ZoomSurface.tsx";

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
  /** the part that is shown; all of it when left out */
  readonly view?: MapView;
  readonly onView?: (view: MapView) => void;
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
  const { view = WHOLE_MAP, onView = () => {}, onPlace } = props;
  const upright = width >= 420;
  const side = Math.max(0, Math.min(MOST, width - LEFT - (upright ? 88 : 4)));
  const height = TOP + side + 44 + (upright ? 0 : 62);
  const place = { left: LEFT, top: TOP, width: side, height: side };
  // screen px of the whole map, and of one pixel of it
  const whole = side / view.side;
  const scale = whole / map.width;
  const [x, y] = [-view.x * whole, -view.y * whole];
  const avoid = useMemo(() => (marks ? markBoxes(marks, map, scale) : []), [marks, map, scale]);
  const within = { left: x, top: y, width: whole, height: whole };
  return (
    <div className={old ? "plot heatmap faded" : "plot heatmap"} ref={ref} style={{ height }}>
      {side > 0 && (
        <>
          <div className="window" style={place}>
            {under && <PictureCanvas picture={under.picture} place={within} />}
            <RasterCanvas
              map={map}
              colours={colours}
              place={within}
              opacity={under?.opacity ?? 1}
            />
          </div>
          <svg className="s" width={width} height={height} role="img" aria-label={props.describe}>
            <text className="name" x={LEFT} y={TOP - 9}>
              {props.name}
            </text>
            <text className={old ? "stale" : ""} x={LEFT + side} y={TOP - 9} textAnchor="end">
              {old ? "before the change" : props.note}
            </text>
            <g transform={`translate(${LEFT} ${TOP})`}>
              {!marks && <rect className="axis" width={side} height={side} />}
              <MapAxes size={axis} side={side} view={view} yLabels xTitleAt={side / 2} />
              <svg
                className="window"
                width={side}
                height={side}
                overflow={view.side < 1 ? "hidden" : "visible"}
              >
                <g transform={`translate(${x} ${y})`}>
                  {contours && (
                    <ContourLines grid={contours} scale={scale} side={whole} avoid={avoid} />
                  )}
                  {marks && <MapMarks marks={marks} scale={scale} side={whole} map={map} />}
                  <FieldPoints centroid={centroid} next={next} scale={scale} />
                </g>
              </svg>
              {marks && cross && (
                <CrossHair
                  x={(cross.x + 0.5) * scale + x}
                  y={(cross.y + 0.5) * scale + y}
                  side={side}
                  say={(map.values[cross.y * map.width + cross.x] ?? NaN).toFixed(2)}
                />
              )}
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
            <ZoomSurface
              place={place}
              size={map}
              cross={cross}
              onCross={props.onCross}
              view={view}
              onView={onView}
              onPick={onPlace ? (at) => onPlace(at, true) : null}
              onDrag={onPlace ? (at) => onPlace(at, false) : null}
              label="Map"
            />
          )}
        </>
      )}
    </div>
  );
}
