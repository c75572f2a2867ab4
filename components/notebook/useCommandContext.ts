import { useMemo } from "react";
import type { CommandContext, Panel } from "../../src/store/command.ts";
import { findCell } from "../../src/store/cells.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { notify } from "../../src/store/notices.ts";
import { notebookHash } from "../../src/store/route.ts";
import { select } from "../../src/store/selection.ts";
import { cellElement, firstControl } from "./cellElements.ts";

interface PageActions {
  readonly show: (panel: Panel) => void;
  readonly toggleTheme: () => void;
  readonly toggleOutline: () => void;
}

function enterCell(book: Notebook, id: string): void {
  const cell = findCell(book.store.getState().document, id);
  if (cell?.type === "text" && !cell.folded) select(book, id, true);
  else firstControl(id)?.focus();
}

async function copyLink(book: Notebook, id: string): Promise<void> {
  const url = new URL(location.href);
  url.hash = notebookHash(book.store.getState().id, id);
  try {
    await navigator.clipboard.writeText(url.href);
    notify(book, "Link copied: it leads to this cell in this browser");
  } catch {
    notify(book, `The clipboard is barred. The link: ${url.href}`);
  }
}

/** What commands may ask of the page, the same from one drawing to the next. */
export function useCommandContext(book: Notebook, actions: PageActions): CommandContext {
  const { show, toggleTheme, toggleOutline } = actions;
  return useMemo(
    () => ({
      show,
      toggleTheme,
      toggleOutline,
      goToLibrary: () => void (location.hash = "library"),
      goToPublished: () => void (location.hash = "published"),
      enterCell: (id) => enterCell(book, id),
      leaveCell: (id) => {
        select(book, id);
        cellElement(id)?.focus({ preventScroll: true });
      },
      openAddMenu: (index) => document.querySelector<HTMLElement>(`[data-add="${index}"]`)?.click(),
      openCellMenu: (id) => cellElement(id)?.querySelector<HTMLElement>(".cell-more")?.click(),
      caret: () =>
        document.activeElement instanceof HTMLTextAreaElement
          ? document.activeElement.selectionStart
          : null,
      renameNotebook: () => document.querySelector<HTMLInputElement>(".bar .title")?.select(),
      copyLink: (id) => void copyLink(book, id),
    }),
    [book, show, toggleTheme, toggleOutline],
  );
}
