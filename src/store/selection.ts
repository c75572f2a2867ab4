/** Which cell the keyboard speaks to. */
import { indexOfCell } from "./cells.ts";
import type { Notebook } from "./notebook.ts";

export function select(book: Notebook, cell: string | null, editing = false): void {
  const { selection } = book.store.getState();
  if (selection.cell === cell && selection.editing === editing) return;
  book.store.setState({ selection: { cell, editing: cell !== null && editing } });
}

/** Moves the selection by cells; from nothing it starts at the near end. */
export function selectBy(book: Notebook, by: number): void {
  const { document, selection } = book.store.getState();
  const { cells } = document;
  if (cells.length === 0) return;
  const at = selection.cell === null ? -1 : indexOfCell(document, selection.cell);
  const from = at < 0 && by < 0 ? cells.length : at;
  const to = Math.max(0, Math.min(cells.length - 1, from + by));
  select(book, cells[to]!.id);
}
