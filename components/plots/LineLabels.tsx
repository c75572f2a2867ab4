import type { ReactElement } from "react";
import type { Series } from "./series.ts";

/** px that two labels stand apart at least */
const APART = 16;

/** Moves positions apart, keeping their order and staying within [top, bottom] where there is room. */
export function spread(
  wanted: readonly number[],
  apart: number,
  top: number,
  bottom: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed: number[] = [];
  let least = top;
  for (const i of order) {
    placed[i] = Math.max(least, wanted[i]!);
    least = placed[i]! + apart;
  }
  let most = bottom;
  for (const i of order.toReversed()) {
    placed[i] = Math.max(top, Math.min(most, placed[i]!));
    most = placed[i]! - apart;
  }
  return placed;
}

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
