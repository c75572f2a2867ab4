import { bisectCenter } from "d3";
import { memo, useMemo, type PointerEvent, type ReactElement } from "react";
import { useOnPaper } from "./paper.ts";
import { profileAxis, profilePath, type ProfileAxis } from "./profileScales.ts";
import { useWidth } from "./useWidth.ts";

export interface ProfileLine {
  readonly key: string;
  /** sets the colour `--series` */
  readonly className: string;
  readonly dash: string;
  /** ascending in x; the line breaks where y cannot be drawn */
  readonly points: readonly (readonly [number, number])[];
}
export interface ProfileChartProps {
  readonly lines: readonly ProfileLine[];
  readonly x: ProfileAxis;
  readonly y: ProfileAxis;
  /** the point that is spoken of, by its place in the first line */
  readonly at: number | null;
  readonly onAt: (at: number | null) => void;
  /** what is said of it, above the plot on the right */
  readonly say: string;
  readonly describe: string;
  /** px of the drawing area */
  readonly height?: number;
}
const LEFT = 46;
const RIGHT = 8;
const TOP = 20;
const USUAL_HEIGHT = 140;
const BOTTOM = 42;

/** One small plot of lines over two axes, either logarithmic or not, with the point under the pointer. */
export function ProfileChart(props: ProfileChartProps): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { lines, x, y, onAt, describe, height = USUAL_HEIGHT } = props;
  const { at, say } = useOnPaper() ? { at: null, say: "" } : props;
  const end = Math.max(LEFT + 1, width - RIGHT);
  const sx = useMemo(() => profileAxis(x, [LEFT, end]), [x, end]);
  const sy = useMemo(() => profileAxis(y, [TOP + height, TOP]), [y, height]);
  const points = lines[0]?.points ?? [];
  const places = useMemo(() => (lines[0]?.points ?? []).map(([value]) => value), [lines]);
  const point = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const value = sx.scale.invert(((event.clientX - box.left) / box.width) * width);
    onAt(places.length > 0 ? bisectCenter(places, value) : null);
  };
  const marked = at === null ? undefined : points[at];
  return (
    <div className="plot profile" ref={ref}>
      {width > 0 && (
        <svg
          className="s"
          width={width}
          height={TOP + height + BOTTOM}
          role="img"
          aria-label={describe}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => onAt(null)}
        >
          <rect width={width} height={TOP + height + BOTTOM} fill="none" stroke="none" />
          <Still lines={lines} sx={sx} sy={sy} title={x.title} end={end} height={height} />
          <text className="dl said" x={end} y={12} textAnchor="end">
            {say}
          </text>
          {marked && sx.draws(marked[0]) && (
            <g>
              <line
                className="axis"
                x1={sx.scale(marked[0])}
                x2={sx.scale(marked[0])}
                y1={TOP}
                y2={TOP + height}
              />
              {lines.map(({ key, className, points: own }) => {
                const value = own[at ?? -1]?.[1] ?? NaN;
                return (
                  sy.draws(value) && (
                    <g key={key} className={className}>
                      <circle
                        className="mark"
                        r="3.4"
                        cx={sx.scale(marked[0])}
                        cy={sy.scale(value)}
                      />
                    </g>
                  )
                );
              })}
            </g>
          )}
        </svg>
      )}
    </div>
  );
}

type Drawn = ReturnType<typeof profileAxis>;

/** All that does not move with the pointer. */
const Still = memo(function Still(props: {
  readonly lines: readonly ProfileLine[];
  readonly sx: Drawn;
  readonly sy: Drawn;
  readonly title: string;
  readonly end: number;
  readonly height: number;
}): ReactElement {
  const { lines, sx, sy, title, end, height } = props;
  return (
    <g>
      {sy.ticks.map(({ at, label }) => (
        <g key={at}>
          <line className="rule" x1={LEFT} x2={end} y1={sy.scale(at)} y2={sy.scale(at)} />
          <text x={LEFT - 8} y={sy.scale(at) + 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <line className="axis" x1={LEFT} x2={end} y1={TOP + height} y2={TOP + height} />
      {sx.ticks.map(({ at, label }) => (
        <g key={at}>
          <line
            className="axis"
            x1={sx.scale(at)}
            x2={sx.scale(at)}
            y1={TOP + height}
            y2={TOP + height + 4}
          />
          <text
            x={sx.scale(at)}
            y={TOP + height + 17}
            textAnchor={sx.scale(at) > end - 10 ? "end" : "middle"}
          >
            {label}
          </text>
        </g>
      ))}
      <text className="ax" x={(LEFT + end) / 2} y={TOP + height + 36} textAnchor="middle">
        {title}
      </text>
      {lines.map(({ key, className, dash, points }) => (
        <g key={key} className={className}>
          <path className="curve" d={profilePath(points, sx, sy)} strokeDasharray={dash} />
        </g>
      ))}
    </g>
  );
});
