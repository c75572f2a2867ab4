/** Earlier versions of the open notebook: taken by themselves while it is edited, and on demand. */
import { toWireError } from "../domain/errors.ts";
import { textOf } from "./documentText.ts";
import { keptOf } from "./kept.ts";
import type { Notebook } from "./notebook.ts";
import { notify } from "./notices.ts";

const EVERY_MS = 10 * 60_000;
const EVERY_CHANGES = 50;

/** Keeps the document as it is now; rejects when it cannot be kept, does nothing without a library. */
export async function takeSnapshot(book: Notebook, label: string): Promise<void> {
  const { id, document } = book.store.getState();
  const snapshot = { notebook: id, at: book.date(), label, text: textOf(document) };
  await book.library?.addSnapshot(snapshot);
}

/** The same, for moments when the person asked for something else: failing is said, not thrown. */
export async function trySnapshot(book: Notebook, label: string): Promise<void> {
  try {
    await takeSnapshot(book, label);
  } catch (error) {
    notify(book, `No earlier version was kept. ${toWireError(error).message}`);
  }
}

/** To be called after each save: takes a snapshot every ten minutes of editing or fifty changes. */
export function createSnapshotter(book: Notebook): () => Promise<void> {
  let last: { readonly id: string; readonly at: number; readonly change: number } | null = null;
  return async () => {
    const kept = keptOf(book);
    if (!kept?.written) return;
    const now = {
      id: kept.id,
      at: book.now(),
      change: kept.first + kept.written.history.cursor,
    };
    if (last?.id !== now.id) last = now;
    const due = now.at - last.at >= EVERY_MS || Math.abs(now.change - last.change) >= EVERY_CHANGES;
    if (!due) return;
    last = now;
    await trySnapshot(book, "while editing");
  };
}
