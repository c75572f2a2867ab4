import { scaleLinear } from "d3";
import type { ReactElement } from "react";
import { shareAxis } from "./ticks.ts";
import { useWidth } from "./useWidth.ts";

const LEFT = 52;
const RIGHT = 12;
const TOP = 10;
const HEIGHT = 200;

/** Shares of values in bins of one width from −most to most, as bars. */
export function Histogram(props: {
  readonly shares: Float64Array;
  readonly most: number;
  readonly xTitle: string;
  readonly describe: string;
}): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { shares, most, xTitle, describe } = props;
  const axis = shareAxis(shares.reduce((top, share) => Math.max(top, share), 0));
  const x = scaleLinear([0, shares.length], [LEFT, Math.max(LEFT + 1, width - RIGHT)]);
  const y = scaleLinear(axis.domain, [TOP + HEIGHT, TOP]);
  const gap = x(1) - x(0) > 5 ? 1 : 0;
  return (
    <div className="plot histogram" ref={ref}>
      {width > 0 && (
        <svg
          className="s"
          width={width}
          height={TOP + HEIGHT + 46}
          role="img"
          aria-label={describe}
        >
          {axis.ticks.map(({ at, label }) => (
            <g key={at}>
              <line
                className={at === 0 ? "axis" : "rule"}
                x1={LEFT}
                x2={width - RIGHT}
                y1={y(at)}
                y2={y(at)}
              />
              <text x={LEFT - 8} y={y(at) + 4} textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          {Array.from(shares, (share, i) => (
            <rect
              key={i}
              className="layer-bar"
              x={x(i)}
              y={y(share)}
              width={Math.max(0.5, x(i + 1) - x(i) - gap)}
              height={y(0) - y(share)}
            />
          ))}
          {[-1, 0, 1].map((at) => (
            <text
              key={at}
              x={x(((at + 1) / 2) * shares.length)}
              y={TOP + HEIGHT + 18}
              textAnchor={at < 0 ? "start" : at > 0 ? "end" : "middle"}
            >
              {at === 0 ? "0" : `${at < 0 ? "−" : ""}${most.toPrecision(2)}`}
            </text>
          ))}
          <text
            className="ax"
            x={(LEFT + width - RIGHT) / 2}
            y={TOP + HEIGHT + 40}
            textAnchor="middle"
          >
            {xTitle}
          </text>
        </svg>
      )}
    </div>
  );
}
