/** What the library holds of the open notebook, as far as this tab knows. */
import type { Change, History } from "./history.ts";
import type { Notebook, NotebookState } from "./notebook.ts";

export interface Kept {
  readonly id: string;
  /** that was written or read last; 0 for a notebook that was never written */
  readonly revision: number;
  /** the number of the oldest change kept, counted from the notebook's first edit */
  readonly first: number;
  /** what was written or read last; null when all of it has to be written */
  readonly written: Pick<NotebookState, "document" | "history" | "bin" | "origin"> | null;
}
const kept = new WeakMap<Notebook, Kept>();

/** Null until a notebook is opened or started; then what was there before is not kept either. */
export const keptOf = (book: Notebook): Kept | null => kept.get(book) ?? null;
export const setKept = (book: Notebook, what: Kept): void => void kept.set(book, what);

/** Whether the open notebook is other than what the library holds of it. */
export function hasUnsaved(book: Notebook): boolean {
  const known = kept.get(book);
  const state = book.store.getState();
  if (!book.library || !known || known.id !== state.id) return false;
  const { written } = known;
  return (
    written === null ||
    written.document !== state.document ||
    written.history !== state.history ||
    written.bin !== state.bin ||
    written.origin !== state.origin
  );
}

/** What of a history has to be written; numbers count from the notebook's first edit. */
export interface Tail {
  readonly first: number;
  readonly changesFrom: number;
  readonly changes: readonly Change[];
}
export function findTail({ first, written }: Kept, { changes }: History): Tail {
  const old = written?.history.changes ?? [];
  // the oldest changes make room for new ones
  const forgotten = changes[0] ? Math.max(0, old.indexOf(changes[0])) : 0;
  let same = 0;
  while (same < changes.length && old[forgotten + same] === changes[same]) same++;
  const start = first + forgotten;
  return { first: start, changesFrom: start + same, changes: changes.slice(same) };
}
