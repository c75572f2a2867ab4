/** How a kernel of any side is cut into bands that slide along their longer side. */

export type Sides = readonly [kh: number, kw: number];
/** what a band slides along: columns (x) or rows (y) */
export type Axis = "x" | "y";

/** The taps of one axis that can meet a map: `count` from `first`, the first lying `reach` before the output. */
export interface Reach {
  readonly first: number;
  readonly count: number;
  readonly reach: number;
}

/** Equal bands side by side: `count` of them, each `rows` wide and `length` long. */
export interface Band {
  readonly axis: Axis;
  readonly length: number;
  /** how far before the output the first tap lies, along and across */
  readonly before: readonly [along: number, across: number];
  readonly rows: number;
  readonly count: number;
  /** number of the first tap, and how many taps further the next one lies, along and across */
  readonly from: number;
  readonly pitch: readonly [along: number, across: number];
}

/** Kernel rows that slide together: enough to share inputs, few enough to stay in registers. */
const BAND = 5;

/** Of `taps` in a line, those that meet a map of `side`. */
export function tapsInside(taps: number, side: number): Reach {
  const half = taps >> 1;
  const first = Math.max(0, half - (side - 1));
  const last = Math.min(taps - 1, half + side - 1);
  return { first, count: last - first + 1, reach: half - first };
}

/** The bands that a kernel needs on a map; taps that lie outside of it everywhere are in none. */
export function bandsOf([kh, kw]: Sides, [height, width]: readonly [number, number]): Band[] {
  const [rows, columns] = [tapsInside(kh, height), tapsInside(kw, width)];
  const axis: Axis = columns.count >= rows.count ? "x" : "y";
  const [along, across] = axis === "x" ? [columns, rows] : [rows, columns];
  const pitch = axis === "x" ? ([1, kw] as const) : ([kw, 1] as const);
  const wide = Math.ceil(across.count / Math.ceil(across.count / BAND));
  const whole = Math.floor(across.count / wide);
  const band = (rows: number, count: number, skipped: number): Band => ({
    axis,
    length: along.count,
    before: [along.reach, across.reach - skipped],
    rows,
    count,
    from: along.first * pitch[0] + (across.first + skipped) * pitch[1],
    pitch,
  });
  const rest = across.count - whole * wide;
  return [
    ...(whole > 0 ? [band(wide, whole, 0)] : []),
    ...(rest > 0 ? [band(rest, 1, whole * wide)] : []),
  ];
}
