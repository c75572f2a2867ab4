import { useId, type ReactElement } from "react";
import { ColourBar } from "./ColourBar.tsx";
import { colormap, type ColormapName } from "./colormaps.ts";
import type { Tick } from "./LineChart.tsx";
import { RaisedSpans, sayExponents } from "./Raised.tsx";
import { useWidth } from "./useWidth.ts";

const STOPS = 33;
const MOST = 360;
/** px that a standing bar takes, with its numbers and its quantity */
export const BAR_WIDTH = 66;

/** A lying colour bar; ticks are placed by their share of it, 0–1; the quantity stands under it in words. */
export function ScaleBar(props: {
  readonly colours: ColormapName;
  readonly quantity: string;
  readonly ticks: readonly Tick[];
  /** px that it takes at most */
  readonly most?: number;
}): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { colours, quantity, ticks, most = MOST } = props;
  const id = useId();
  const table = colormap(colours);
  const length = Math.min(most, Math.max(0, width - 2));
  return (
    <div className="plot scale-bar" ref={ref}>
      {length > 0 && (
        <svg className="s" width={width} height={54} aria-hidden="true">
          <linearGradient id={id}>
            {Array.from({ length: STOPS }, (_, i) => {
              const at = Math.round((i / (STOPS - 1)) * 255) * 3;
              const colour = `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
              return <stop key={i} offset={i / (STOPS - 1)} stopColor={colour} />;
            })}
          </linearGradient>
          <rect width={length} height="12" fill={`url(#${id})`} stroke="none" />
          {ticks.map(({ at, label }) => (
            <text
              key={at}
              x={at * length}
              y="28"
              textAnchor={at === 0 ? "start" : at === 1 ? "end" : "middle"}
            >
              {label}
            </text>
          ))}
          <text className="ax" x="0" y="48">
            <RaisedSpans text={quantity} />
          </text>
        </svg>
      )}
      <p className="unseen">{sayBar(quantity, ticks)}</p>
    </div>
  );
}

/** px under a map that its axis takes; a bar without a `top` ends level with the map over it */
const AXIS = 42;
const OVER = 12;

/** The bar beside maps: as tall as a map and level with it. */
export function StandingBar(props: {
  readonly colours: ColormapName;
  readonly quantity: string;
  /** px of a map's side */
  readonly length: number;
  readonly ticks?: readonly Tick[];
  /** px from the top of the row to the maps; left out where the bar is laid from below */
  readonly top?: number;
}): ReactElement {
  const { colours, quantity, length, ticks = FIFTHS, top } = props;
  const y = top ?? OVER;
  const height = y + length + (top === undefined ? AXIS : OVER);
  return (
    <div className="plot scale-bar standing">
      <svg className="s" width={BAR_WIDTH} height={height} aria-hidden="true">
        <ColourBar {...{ colours, quantity, length, ticks, y }} upright x={0} />
      </svg>
      <p className="unseen">{sayBar(quantity, ticks)}</p>
    </div>
  );
}

const sayBar = (quantity: string, ticks: readonly Tick[]): string =>
  `Colours: ${sayExponents(quantity)}, from ${ticks[0]?.label} to ${ticks.at(-1)?.label}.`;

/** 0 to 1 in fifths. */
export const FIFTHS: readonly Tick[] = [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({
  at,
  label: at.toFixed(1),
}));
/** −most, 0 and most of a diverging scale. */
export const signedTicks = (most: number): readonly Tick[] => [
  { at: 0, label: `−${most.toPrecision(2)}` },
  { at: 0.5, label: "0" },
  { at: 1, label: most.toPrecision(2) },
];
