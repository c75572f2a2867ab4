import type { ReactElement, ReactNode } from "react";
import type { ColormapName } from "./colormaps.ts";
import { CrossHair } from "./CrossHair.tsx";
import { MapAxes } from "./MapAxes.tsx";
import { layHead, MapHead, type MapHeadProps } from "./MapHead.tsx";
import { MapMarks, type Marks } from "./MapMarks.tsx";
import { WHOLE_MAP, type MapView } from "./mapView.ts";
import { RasterCanvas } from "./RasterCanvas.tsx";
import type { Series } from "./series.ts";
import { useWidth } from "./useWidth.ts";
import { ZoomSurface } from "./ZoomSurface.tsx";

type Point = { readonly x: number; readonly y: number };
export interface FieldMapProps extends MapHeadProps {
  /** 0–1, row-major [height, width]; null while it is still to come */
  readonly map: {
    readonly height: number;
    readonly width: number;
    readonly values: Float32Array;
  } | null;
  /** the longer side of the input, px */
  readonly size: number;
  readonly colours: ColormapName;
  readonly series: Series;
  readonly marks: Marks | null;
  readonly cross: Point | null;
  /** a value of the map in words; two decimals when left out */
  readonly sayValue?: (value: number) => string;
  /** null where nothing is pointed at */
  readonly onCross: ((cross: Point | null) => void) | null;
  /** the part that is shown; all of it when left out */
  readonly view?: MapView;
  readonly onView?: (view: MapView) => void;
  /** what becomes of a pixel that is clicked */
  readonly onPick?: ((at: Point) => void) | null;
  /** painted over the map, within its edges */
  readonly children?: ReactNode;
  /** what is to be taken hold of in front of everything */
  readonly front?: ReactNode;
  readonly describe: string;
  /** tick labels and titles of the axes */
  readonly axes: boolean;
  /** false where a map beside it has the labels of y */
  readonly yLabels?: boolean;
  /** where the title of x stands, px from the map's left edge: its middle when left out; null: nowhere */
  readonly xTitleAt?: number | null;
  /** drawn under conditions that no longer hold */
  readonly old: boolean;
}
/** what stands over a map whose conditions have changed */
const BEFORE = "before the change";
/** px that the labels of y and their title take, left of a map */
export const Y_LABELS = 48;
/** px that a map without them keeps free around itself */
export const MAP_EDGE = 2;

/** One map of a row of maps, whole or magnified; the colour bar stands apart. */
export function FieldMap(props: FieldMapProps): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { map, size, marks, cross, axes, old, view = WHOLE_MAP } = props;
  const { sayValue = (value: number) => value.toFixed(2) } = props;
  const left = axes && props.yLabels !== false ? Y_LABELS : 0;
  const side = Math.max(0, width - left - MAP_EDGE);
  const said = old && props.name !== "" ? BEFORE : props.note;
  const head = layHead({ ...props, note: said }, side);
  const { top } = head;
  const height = top + side + (axes ? 42 : 2);
  const place = { left, top, width: side, height: side };
  // screen px of the whole map's longer side, and of one pixel of it
  const whole = side / view.side;
  const scale = map ? whole / Math.max(map.height, map.width) : 0;
  const [x, y] = [-view.x * whole, -view.y * whole];
  return (
    <div
      className={`plot heatmap ${props.series.className}${old ? " faded" : ""}`}
      ref={ref}
      style={{ height: width > 0 ? height : undefined }}
    >
      {side > 0 && (
        <>
          <div className="window" style={place}>
            {map && (
              <RasterCanvas
                map={map}
                colours={props.colours}
                place={{ left: x, top: y, width: map.width * scale, height: map.height * scale }}
              />
            )}
          </div>
          {map && props.children !== undefined && (
            <div className="window" style={place}>
              {props.children}
            </div>
          )}
          <svg className="s" width={width} height={height} role="img" aria-label={props.describe}>
            <MapHead
              head={old && head.beside !== said ? { ...head, beside: "" } : head}
              {...(props.noteSeries && { noteSeries: props.noteSeries })}
              {...{ left, side, old }}
            />
            <g transform={`translate(${left} ${top})`}>
              {(!map || !marks) && <rect className="axis" width={side} height={side} />}
              {axes && (
                <MapAxes
                  size={size}
                  side={side}
                  view={view}
                  yLabels={left > 0}
                  xTitleAt={props.xTitleAt === undefined ? side / 2 : props.xTitleAt}
                />
              )}
              {map && marks && (
                <svg className="window" width={side} height={side} overflow="hidden">
                  <g transform={`translate(${x} ${y})`}>
                    <MapMarks marks={marks} map={map} scale={scale} side={whole} />
                  </g>
                </svg>
              )}
              {map && cross && (
                <CrossHair
                  x={(cross.x + 0.5) * scale + x}
                  y={(cross.y + 0.5) * scale + y}
                  side={side}
                  say={sayValue(map.values[cross.y * map.width + cross.x] ?? NaN)}
                />
              )}
              {old && <rect className="old" x="-1.5" y="-1.5" width={side + 3} height={side + 3} />}
            </g>
          </svg>
          {map && props.onCross && (
            <ZoomSurface
              place={place}
              size={map}
              cross={cross}
              onCross={props.onCross}
              view={view}
              onView={props.onView ?? (() => {})}
              onPick={props.onPick ?? null}
              label={props.name}
            />
          )}
          {map && props.front !== undefined && (
            <div className="front" style={place}>
              {props.front}
            </div>
          )}
        </>
      )}
    </div>
  );
}
