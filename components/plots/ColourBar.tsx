import { useId, type ReactElement } from "react";
import { colormap, type ColormapName } from "./colormaps.ts";
import type { Tick } from "./LineChart.tsx";
import { RaisedSpans } from "./Raised.tsx";

const STOPS = 33;
const NUMBERS = [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({ at, label: at.toFixed(1) }));

/** The colour bar of a map, numbers outside, the quantity in words; `length` is px. */
export function ColourBar(props: {
  readonly colours: ColormapName;
  readonly quantity: string;
  readonly length: number;
  /** by their share of the bar, 0–1; fifths when left out */
  readonly ticks?: readonly Tick[];
  readonly upright: boolean;
  readonly x: number;
  readonly y: number;
}): ReactElement {
  const { colours, quantity, length, ticks = NUMBERS, upright, x, y } = props;
  const table = colormap(colours);
  const stops = Array.from({ length: STOPS }, (_, i) => {
    const at = Math.round((i / (STOPS - 1)) * 255) * 3;
    const colour = `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
    return <stop key={i} offset={i / (STOPS - 1)} stopColor={colour} />;
  });
  // its own: where cells out of sight are left undrawn, so are the colours that they define
  const id = useId();
  return (
    <g transform={`translate(${x} ${y})`}>
      <linearGradient id={id} x1="0" x2={upright ? 0 : 1} y1={upright ? 1 : 0} y2="0">
        {stops}
      </linearGradient>
      <rect
        width={upright ? 12 : length}
        height={upright ? length : 12}
        fill={`url(#${id})`}
        stroke="none"
      />
      {ticks.map(({ at: n, label }) =>
        upright ? (
          <text key={n} x="18" y={(1 - n) * length} dy={n === 1 ? 9 : n === 0 ? 0 : 4}>
            {label}
          </text>
        ) : (
          <text
            key={n}
            x={n * length}
            y="27"
            textAnchor={n === 0 ? "start" : n === 1 ? "end" : "middle"}
          >
            {label}
          </text>
        ),
      )}
      {upright ? (
        <text
          className="ax"
          textAnchor="middle"
          transform={`translate(56 ${length / 2}) rotate(-90)`}
        >
          <RaisedSpans text={quantity} />
        </text>
      ) : (
        <text className="ax" x={length / 2} y="46" textAnchor="middle">
          <RaisedSpans text={quantity} />
        </text>
      )}
    </g>
  );
}
