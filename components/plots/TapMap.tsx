import type { ReactElement } from "react";
import type { ColormapName } from "./colormaps.ts";
import { RasterCanvas } from "./RasterCanvas.tsx";
import { useWidth } from "./useWidth.ts";

const LEFT = 48;
/** px of a side that has room for the title of y */
const TITLED = 240;
const TOP = 24;
const BOTTOM = 40;

/**
 * A kernel's taps as a map, to scale in a frame of `frame` taps, so that branches of one block can
 * be laid side by side; ticks count taps from the centre.
 */
export function TapMap(props: {
  /** 0–1, NaN for what is left out; row-major [height, width] */
  readonly map: {
    readonly height: number;
    readonly width: number;
    readonly values: Float32Array;
  };
  /** side of the frame, taps: at least the map's larger side */
  readonly frame: number;
  readonly colours: ColormapName;
  readonly title: string;
  /** what the ticks count; taps when left out */
  readonly axis?: string;
  readonly describe: string;
  /** most px of the frame */
  readonly most?: number;
}): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { map, frame, colours, title, describe, most = 300 } = props;
  const { axis = "taps from the centre" } = props;
  const side = Math.max(0, Math.min(most, width - LEFT - 4));
  const tap = side / frame;
  const place = {
    left: LEFT + ((frame - map.width) / 2) * tap,
    top: TOP + ((frame - map.height) / 2) * tap,
    width: map.width * tap,
    height: map.height * tap,
  };
  const half = (frame - 1) / 2;
  const ticks = half >= 2 ? [-Math.floor(half), 0, Math.floor(half)] : [0];
  const say = (at: number): string => (at < 0 ? `−${-at}` : String(at));
  return (
    <div
      className="plot tap-map"
      ref={ref}
      style={{ height: width > 0 ? TOP + side + BOTTOM : undefined }}
    >
      {side > 0 && (
        <>
          <RasterCanvas map={map} colours={colours} place={place} />
          <svg
            className="s"
            width={LEFT + side + 2}
            height={TOP + side + BOTTOM}
            role="img"
            aria-label={describe}
          >
            <text x={LEFT} y={TOP - 8}>
              {title}
            </text>
            <g transform={`translate(${LEFT} ${TOP})`}>
              <rect className="frame" width={side} height={side} />
              {ticks.map((at) => (
                <g key={at}>
                  <text x={(at + half + 0.5) * tap} y={side + 15} textAnchor="middle">
                    {say(at)}
                  </text>
                  <text x={-6} y={(at + half + 0.5) * tap + 4} textAnchor="end">
                    {say(at)}
                  </text>
                </g>
              ))}
              <text className="ax" x={side / 2} y={side + 34} textAnchor="middle">
                {axis}
              </text>
              {side >= TITLED && (
                <text
                  className="ax"
                  textAnchor="middle"
                  transform={`translate(-36 ${side / 2}) rotate(-90)`}
                >
                  {axis}
                </text>
              )}
            </g>
          </svg>
        </>
      )}
    </div>
  );
}
