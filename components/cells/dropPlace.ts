/** Where a dragged cell would come to stand: down the page, and along a row of cards. */

/** A cell in the window, px. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** it has its place in a row of cards */
  readonly inRow: boolean;
}
/** The line that shows the place, px: lying across the column, or standing between cards. */
export type DropLine =
  | { readonly type: "lying"; readonly y: number }
  | { readonly type: "standing"; readonly x: number; readonly y: number; readonly height: number };

const ABOVE = 28;
const BELOW = 4;
/** from a card's edge to the hairline before it, and behind the last one */
const BEFORE = 15;
const BEHIND = 10;

const isOn = ({ top, bottom, inRow }: Box, y: number): boolean => inRow && y >= top && y <= bottom;

/** How many of the other cells, in the order of the document, stand before a point. */
export const placeAt = (others: readonly Box[], x: number, y: number): number =>
  others.filter((box) =>
    isOn(box, y) ? (box.left + box.right) / 2 < x : (box.top + box.bottom) / 2 < y,
  ).length;

/** The line for a place that was found at a height; null when there are no other cells. */
export function lineAt(others: readonly Box[], place: number, y: number): DropLine | null {
  const [before, after] = [others[place - 1], others[place]];
  const standing = ({ top, bottom }: Box, x: number): DropLine => ({
    type: "standing",
    x,
    y: top,
    height: bottom - top,
  });
  if (after && isOn(after, y)) return standing(after, after.left + BEFORE);
  if (before && isOn(before, y)) return standing(before, before.right - BEHIND);
  if (after) return { type: "lying", y: after.top - ABOVE };
  return before ? { type: "lying", y: before.bottom + BELOW } : null;
}
