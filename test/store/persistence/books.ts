import type { EngineClient } from "../../../src/client/engineClient.ts";
import type { TextCell } from "../../../src/domain/document.ts";
import { changeCell } from "../../../src/store/actions.ts";
import {
  createNotebook,
  type Notebook,
  type NotebookOptions,
} from "../../../src/store/notebook.ts";
import type { Library } from "../../../src/store/persistence/library.ts";

/** No edit may touch the engine: any use of it fails. */
const NO_ENGINE = new Proxy({} as EngineClient, {
  get: (_, name) => {
    throw new Error(`The engine was used: ${String(name)}.`);
  },
});

/** A tab: its dates are a tenth of a second apart, so that letters are one step. */
export function openTab(library: Library | null, options: NotebookOptions = {}): Notebook {
  let clock = Date.UTC(2026, 0, 1);
  return createNotebook(NO_ENGINE, {
    library,
    date: () => new Date((clock += 100)).toISOString(),
    ...options,
  });
}
export const write = (book: Notebook, id: string, text: string): void =>
  changeCell(
    book,
    id,
    (cell) => (cell.type === "text" ? { ...cell, text } : cell),
    "Write",
    `text:${id}`,
  );
export const textsOf = (book: Notebook): string[] =>
  book.store
    .getState()
    .document.cells.filter((cell): cell is TextCell => cell.type === "text")
    .map(({ text }) => text);
export const statusOf = (book: Notebook): string => book.store.getState().saving.status;
