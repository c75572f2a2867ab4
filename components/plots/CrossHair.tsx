import type { ReactElement } from "react";
import { useOnPaper } from "./paper.ts";

/** Two lines through a point and the value there; `x`, `y` and `side` are px of the screen. */
export function CrossHair(props: {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** the value there, in words */
  readonly say: string;
}): ReactElement | null {
  const { x, y, side, say } = props;
  if (useOnPaper()) return null;
  const left = x > side - 56;
  return (
    <g>
      <line className="cross" x1="0" x2={side} y1={y} y2={y} />
      <line className="cross" x1={x} x2={x} y1="0" y2={side} />
      <text
        className="on"
        x={left ? x - 6 : x + 6}
        y={y < 24 ? y + 16 : y - 6}
        textAnchor={left ? "end" : "start"}
      >
        {say}
      </text>
    </g>
  );
}
