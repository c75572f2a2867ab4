import { deleteCells, restoreFromBin } from "./actions.ts";
import { undo } from "./editing.ts";
import type { Notebook } from "./notebook.ts";
import { dismiss, notify } from "./notices.ts";
import { select } from "./selection.ts";

/** Deletes a cell and offers it back; what was done since stays when it is taken back. */
export function deleteWithNotice(book: Notebook, id: string): void {
  deleteCells(book, [id]);
  const { document, history } = book.store.getState();
  if (document.cells.some((cell) => cell.id === id)) return;
  const change = history.changes[history.cursor - 1];
  const notice = notify(book, "Cell deleted", {
    label: "Undo",
    run: () => {
      const now = book.store.getState().history;
      if (now.changes[now.cursor - 1] === change) undo(book);
      else restoreFromBin(book, id);
      select(book, id);
      dismiss(book, notice);
    },
  });
}
