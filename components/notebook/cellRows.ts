/** Which cells stand side by side: models that follow each other, as cards in a row. */
import type { Cell } from "../../src/domain/document.ts";

export interface RowPlace {
  /** from 0, from the left */
  readonly at: number;
  /** how many places the row has; 1 for a cell that has its line alone */
  readonly of: number;
  /** the row is the first thing of the notebook */
  readonly top: boolean;
}

/** Whether a cell is a card that can stand beside others. */
export const isCard = ({ type, folded }: Cell): boolean => type === "model" && !folded;

/**
 * The place of each cell, `cards` saying which may stand beside each other. More than `most` make
 * several rows of equal places: four by three are two and two.
 */
export function rowPlaces(cards: readonly boolean[], most: number): readonly RowPlace[] {
  const places: RowPlace[] = [];
  while (places.length < cards.length) {
    const begin = places.length;
    const end = cards.findIndex((card, i) => i >= begin && !card);
    const run = Math.max(1, (end < 0 ? cards.length : end) - begin);
    const of = Math.ceil(run / Math.ceil(run / most));
    for (let i = 0; i < run; i++) places.push({ at: i % of, of, top: begin === 0 && i < of });
  }
  return places;
}
