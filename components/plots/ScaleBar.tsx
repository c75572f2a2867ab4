import { useId, type ReactElement } from "react";
import { ColourBar } from "./ColourBar.tsx";
import { colormap, type ColormapName } from "./colormaps.ts";
import type { Tick } from "./LineChart.tsx";
import { RaisedSpans, sayExponents } from "./Raised.tsx";
import { useWidth } from "./useWidth.ts";

const STOPS = 33;
const MOST = 360;
/** px of a bar as wide as the map over it, which stands alone */
export const ALONE = 430;
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
      <p className="unseen">{`Colours: ${sayExponents(quantity)}, from ${ticks[0]?.label} to ${ticks.at(-1)?.label}.`}</p>
    </div>
  );
}

/** The bar of a row of maps, from 0 to 1: as tall as a map and level with it. */
export function StandingBar(props: {
  readonly colours: ColormapName;
  readonly quantity: string;
  /** px of a map's side */
  readonly length: number;
  /** px from the top of the row to the maps */
  readonly top: number;
}): ReactElement {
  const { colours, quantity, length, top } = props;
  return (
    <div className="plot scale-bar standing">
      <svg className="s" width={BAR_WIDTH} height={top + length + 12} aria-hidden="true">
        <ColourBar colours={colours} quantity={quantity} length={length} upright x={0} y={top} />
      </svg>
      <p className="unseen">{`Colours: ${sayExponents(quantity)}, from 0 to 1.`}</p>
    </div>
  );
}

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
