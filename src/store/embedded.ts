/** A notebook as the text of its file, with or without what was computed. */
import { isKept, type KeptValue, type ResultKey } from "../domain/stored.ts";
import { serialiseNotebook } from "./format/serialiseNotebook.ts";
import type { Notebook } from "./notebook.ts";
import { keysOf } from "./showing.ts";

/** The results at hand of what the cells ask for now; kernels are read anew rather than kept. */
export function resultsAtHand(book: Notebook): ReadonlyMap<ResultKey, KeptValue> {
  const found = new Map<ResultKey, KeptValue>();
  for (const { id } of book.store.getState().document.cells)
    for (const key of keysOf(book, id)) {
      const value = book.results.get(key);
      if (value && isKept(value)) found.set(key, value);
    }
  return found;
}

/** What `*.fieldbook.json` holds. */
export function exportNotebook(book: Notebook, { results = false } = {}): string {
  const { document } = book.store.getState();
  return results ? serialiseNotebook(document, resultsAtHand(book)) : serialiseNotebook(document);
}
