import type { ReactElement } from "react";
import type { Series } from "./series.ts";
import { spread } from "./spread.ts";

/** px that two labels stand apart at least */
const APART = 16;

/** Names at the ends of lines, moved apart where lines end close together. */
export function LineLabels(props: {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly labels: readonly {
    readonly key: string;
    readonly name: string;
    readonly series: Series;
    readonly y: number;
  }[];
}): ReactElement {
  const { x, top, bottom, labels } = props;
  const places = spread(
    labels.map(({ y }) => y),
    APART,
    top,
    bottom,
  );
  return (
    <g>
      {labels.map(({ key, name, series }, i) => (
        <text key={key} className={`dl ${series.className}`} x={x} y={places[i]}>
          {name}
        </text>
      ))}
    </g>
  );
}
