/** Putting results on the page: readings first, so that a cell never shows half of itself. */
import { findCell } from "./cells.ts";
import { dropCoarse } from "./coarse.ts";
import { patchRuntime, type Notebook } from "./notebook.ts";
import { partsOf } from "./parts.ts";
import { conditionsOf, makeReadings } from "./readings.ts";
import { sameKeys } from "./runner.ts";
import type { ResultKey } from "../domain/stored.ts";

/** The keys of what a cell asks for now. */
export function keysOf(book: Notebook, id: string): readonly ResultKey[] {
  const { document, graph } = book.store.getState();
  const cell = findCell(document, id);
  return cell ? partsOf(cell, graph).map(({ key }) => key) : [];
}

/** Shows what is in memory of these keys, when the cell still asks for just them. */
export async function show(
  book: Notebook,
  id: string,
  keys: readonly ResultKey[],
  current: () => boolean,
): Promise<void> {
  for (;;) {
    const cell = findCell(book.store.getState().document, id);
    if (!cell) return;
    const conditions = conditionsOf(cell);
    if (conditions) await makeReadings(book, keys, conditions);
    if (!current() || !sameKeys(keys, keysOf(book, id))) return;
    const now = findCell(book.store.getState().document, id);
    // the way of reading changed while the maps were read
    if (now && conditionsOf(now) !== conditions) continue;
    if (now) {
      const { models } = book.store.getState().graph;
      patchRuntime(book, id, { shown: { cell: now, keys, models } });
      dropCoarse(book, id);
    }
    return;
  }
}
