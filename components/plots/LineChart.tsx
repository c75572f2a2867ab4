import { line, scaleLinear } from "d3";
import type { ReactElement } from "react";
import { LineLabels } from "./LineLabels.tsx";
import type { Series } from "./series.ts";
import { useWidth } from "./useWidth.ts";

export interface ChartLine {
  readonly key: string;
  readonly name: string;
  readonly series: Series;
  /** x and y in data units; the line breaks where y is not finite */
  readonly points: readonly (readonly [number, number])[];
  /** points that bear a dot */
  readonly dots?: readonly (readonly [number, number])[];
}
export interface Tick {
  readonly at: number;
  readonly label: string;
}
export interface LineChartProps {
  readonly lines: readonly ChartLine[];
  readonly x: { readonly domain: readonly [number, number]; readonly ticks: readonly Tick[] };
  readonly y: { readonly domain: readonly [number, number]; readonly ticks: readonly Tick[] };
  readonly xTitle: string;
  /** px of the drawing area */
  readonly height?: number;
  /** px of the screen left and right of the drawing area; labels stand on the right when it is wide */
  readonly margins?: { readonly left: number; readonly right: number };
  /** names at the ends of lines, or under the plot as they are where there is no room */
  readonly naming?: "ends" | "key";
  readonly describe: string;
}
const TOP = 10;
const BOTTOM = 46;
/** narrower than this the lines are named in a key under the plot */
const NARROW = 420;
/** px that a letter of a name takes at most, on average, and what stands free around one */
const LETTER = 7;
const AROUND = 12;

/** Lines over two linear axes; grid lines only where the ticks of y are. */
export function LineChart(props: LineChartProps): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { lines, x, y, xTitle, height = 240, describe } = props;
  const named = AROUND + LETTER * Math.max(...lines.map(({ name }) => name.length));
  // names that would take more than a third of the plot, or run into the one beside it
  const long = !props.margins && lines.length > 1 && named > width / 3;
  const narrow = width < NARROW || props.naming === "key" || long;
  const { left, right } = props.margins ?? { left: 44, right: narrow ? 12 : Math.max(104, named) };
  const sx = scaleLinear(x.domain, [left, Math.max(left + 1, width - right)]);
  const sy = scaleLinear(y.domain, [TOP + height, TOP]);
  const path = line<readonly [number, number]>(
    ([at]) => sx(at),
    ([, value]) => sy(value),
  ).defined(([, value]) => Number.isFinite(value));
  const [start, end] = [sx(x.domain[0]), sx(x.domain[1])];
  return (
    <div className="plot line-chart" ref={ref}>
      {width > 0 && (
        <svg
          className="s"
          width={width}
          height={TOP + height + BOTTOM}
          role="img"
          aria-label={describe}
        >
          {y.ticks.map(({ at, label }) => (
            <g key={at}>
              <line
                className={at === y.domain[0] ? "axis" : "rule"}
                x1={start}
                x2={end}
                y1={sy(at)}
                y2={sy(at)}
              />
              <text x={start - 8} y={sy(at) + 4} textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          {x.ticks.map(({ at, label }) => (
            <g key={at}>
              <line
                className="axis"
                x1={sx(at)}
                x2={sx(at)}
                y1={TOP + height}
                y2={TOP + height + 4}
              />
              <text x={sx(at)} y={TOP + height + 18} textAnchor="middle">
                {label}
              </text>
            </g>
          ))}
          <text className="ax" x={(start + end) / 2} y={TOP + height + 40} textAnchor="middle">
            {xTitle}
          </text>
          {lines.map(({ key, series, points, dots = [] }) => (
            <g key={key} className={series.className}>
              <path className="curve" d={path(points) ?? ""} strokeDasharray={series.dash} />
              {dots
                .filter(([, value]) => Number.isFinite(value))
                .map(([at, value], i) => (
                  <circle key={i} className="mark" r="3.6" cx={sx(at)} cy={sy(value)} />
                ))}
            </g>
          ))}
          {!narrow && lines.length > 1 && (
            <LineLabels
              x={Math.min(end, lastOf(lines, sx)) + 10}
              top={TOP + 6}
              bottom={TOP + height}
              labels={lines.flatMap(({ key, name, series, points }) => {
                const last = points.findLast(([, value]) => Number.isFinite(value));
                return last ? [{ key, name, series, y: sy(last[1]) + 4 }] : [];
              })}
            />
          )}
        </svg>
      )}
      {narrow && lines.length > 1 && <LineKey lines={lines} />}
    </div>
  );
}

/** px at which the line that goes farthest ends */
const lastOf = (lines: readonly ChartLine[], sx: (at: number) => number): number =>
  Math.max(
    ...lines.flatMap(({ points }) => {
      const last = points.findLast(([, value]) => Number.isFinite(value));
      return last ? [sx(last[0])] : [];
    }),
  );

/** Names of lines with a piece of each. */
export function LineKey(props: {
  readonly lines: readonly Pick<ChartLine, "key" | "name" | "series">[];
}): ReactElement {
  return (
    <ul className="line-key">
      {props.lines.map(({ key, name, series }) => (
        <li key={key} className={series.className}>
          <LineSwatch dash={series.dash} />
          {name}
        </li>
      ))}
    </ul>
  );
}

/** A piece of a network's line, as it stands in tables and keys. */
export const LineSwatch = ({ dash }: { readonly dash: string }): ReactElement => (
  <svg className="line-swatch" width="22" height="8" aria-hidden="true">
    <line x1="0" x2="22" y1="4" y2="4" strokeDasharray={dash} />
  </svg>
);
