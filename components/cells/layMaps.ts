import { MAP_EDGE, Y_LABELS } from "../plots/FieldMap.tsx";
import { BAR_WIDTH } from "../plots/ScaleBar.tsx";

const GAP = 20;
const LEAST_SIDE = 150;
const MOST_SIDE = 480;
/** more than these on a line would be stamps */
const MOST_ON_LINE = 4;

export interface Line {
  /** of a grid, px */
  readonly columns: string;
  /** px of a map */
  readonly side: number;
  /** how the axes of the i-th map are labelled: y at the first of a line, x once for all */
  readonly axesOf: (i: number) => {
    readonly yLabels: boolean;
    readonly xTitleAt: number | null;
  };
}

/**
 * Lays maps of one size close together with the colour bar after them; null where they have no
 * room for it, or several sizes and so axes of their own.
 */
export function layMaps(count: number, width: number, oneSize: boolean): Line | null {
  if (!oneSize || count === 0) return null;
  const lines = Math.ceil(count / MOST_ON_LINE);
  const per = Math.ceil(count / lines);
  const room = (width - Y_LABELS - BAR_WIDTH - per * GAP) / per - MAP_EDGE;
  const side = Math.floor(Math.min(MOST_SIDE, room));
  if (side < LEAST_SIDE) return null;
  const own = side + MAP_EDGE;
  const last = (lines - 1) * per;
  const middle = last + Math.floor((count - last - 1) / 2);
  // between two maps where there is none in the middle
  const between = (count - last) % 2 === 0 ? (own + GAP) / 2 : 0;
  return {
    columns: [Y_LABELS + own, ...Array<number>(per - 1).fill(own), BAR_WIDTH]
      .map((px) => `${px}px`)
      .join(" "),
    side,
    axesOf: (i) => ({
      yLabels: i % per === 0,
      xTitleAt: i === middle ? side / 2 + between : null,
    }),
  };
}

/** px of what stands apart in a grid of maps with axes of their own, and that one takes at least and at most */
const APART = 28;
const LEAST_WIDTH = 240;
const MOST_WIDTH = 520;

/** Columns and side, px, of maps that have axes of their own, as `.map-row` lays them in a page of some width. */
export function stackMaps(
  count: number,
  width: number,
): { readonly columns: number; readonly side: number } {
  const room = Math.max(1, Math.floor((width + APART) / (LEAST_WIDTH + APART)));
  const columns = Math.max(1, Math.min(count, room));
  const own = Math.min(MOST_WIDTH, (width - APART * (columns - 1)) / columns);
  return { columns, side: Math.max(0, Math.floor(own) - Y_LABELS - MAP_EDGE) };
}
