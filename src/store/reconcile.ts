/** A document read anew, with the cells of the old one where nothing changed in them. */
import type { NotebookDocument } from "../domain/document.ts";

const same = (p: unknown, q: unknown): boolean => JSON.stringify(p) === JSON.stringify(q);

/** Equal to `next`; cells and fields equal to those of `old` are the same objects as there. */
export function reconcile(old: NotebookDocument, next: NotebookDocument): NotebookDocument {
  const known = new Map(old.cells.map((cell) => [cell.id, cell]));
  const cells = next.cells.map((cell) => {
    const before = known.get(cell.id);
    return before && same(before, cell) ? before : cell;
  });
  return { ...next, cells, extra: same(old.extra, next.extra) ? old.extra : next.extra };
}
