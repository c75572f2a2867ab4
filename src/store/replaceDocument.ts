/** Exchanging the whole document as one step of the history. */
import type { NotebookDocument } from "../domain/document.ts";
import { commit, MOST_BINNED } from "./editing.ts";
import type { Notebook } from "./notebook.ts";
import { reconcile } from "./reconcile.ts";

/** Makes `next` the document, undoable; cells that go lie in the bin, those that come leave it. */
export function replaceDocument(book: Notebook, label: string, next: NotebookDocument): void {
  const { document, bin, selection } = book.store.getState();
  const ids = new Set(next.cells.map(({ id }) => id));
  const at = book.date();
  const gone = document.cells.flatMap((cell, index) =>
    ids.has(cell.id) ? [] : [{ cell, index, at }],
  );
  const left = bin.filter(({ cell }) => !ids.has(cell.id));
  if (gone.length > 0 || left.length < bin.length)
    book.store.setState({ bin: [...left, ...gone].slice(-MOST_BINNED) });
  commit(book, label, reconcile(document, next));
  if (selection.cell !== null && !ids.has(selection.cell))
    book.store.setState({ selection: { cell: null, editing: false } });
}
