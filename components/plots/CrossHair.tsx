import type { ReactElement } from "react";
import { useOnPaper } from "./paper.ts";

/** Two lines through a point and the value there, as far as they cross the part that is shown; px of the screen. */
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
  const [across, upright] = [y >= 0 && y <= side, x >= 0 && x <= side];
  return (
    <g>
      {across && <line className="cross" x1="0" x2={side} y1={y} y2={y} />}
      {upright && <line className="cross" x1={x} x2={x} y1="0" y2={side} />}
      {across && upright && (
        <text
          className="on"
          x={left ? x - 6 : x + 6}
          y={y < 24 ? y + 16 : y - 6}
          textAnchor={left ? "end" : "start"}
        >
          {say}
        </text>
      )}
    </g>
  );
}
