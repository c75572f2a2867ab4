/** Making what the library holds the open notebook. */
import type { NotebookDocument } from "../domain/document.ts";
import { FieldbookError } from "../domain/errors.ts";
import { findCell } from "./cells.ts";
import { parseNotebook } from "./format/parseNotebook.ts";
import { buildGraph } from "./graph.ts";
import { endStroke } from "./editing.ts";
import { hasUnsaved, keptOf, setKept } from "./kept.ts";
import type { Notebook, NotebookState } from "./notebook.ts";
import { noticesEverywhere } from "./notices.ts";
import type { NotebookRecord, StoredNotebook } from "./persistence/library.ts";
import { reconcile } from "./reconcile.ts";

/** Reads a record's text; rejects with what is wrong with it and where it can still be had. */
export function readRecord({ title, text }: NotebookRecord): NotebookDocument {
  try {
    return parseNotebook(text, { keepUnreadable: true }).document;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FieldbookError(
      "bad-file",
      `“${title}” cannot be read: ${why} Nothing of it is lost: export it in the library as it is stored.`,
      {},
      { cause },
    );
  }
}

type Loaded = Pick<NotebookState, "document" | "history" | "bin" | "origin">;

function toState({ record, changes }: StoredNotebook, document: NotebookDocument): Loaded {
  const cursor = Math.max(0, Math.min(changes.length, record.cursor));
  return { document, history: { changes, cursor }, bin: record.bin, origin: record.origin };
}
function keep(book: Notebook, { record, first }: StoredNotebook, written: Loaded): void {
  setKept(book, { id: record.id, revision: record.revision, first, written });
}

/** Opens a stored notebook in place of the one that is open. */
export function adoptWhole(book: Notebook, stored: StoredNotebook): void {
  const { record } = stored;
  const loaded = toState(stored, readRecord(record));
  keep(book, stored, loaded);
  book.store.setState({
    ...loaded,
    id: record.id,
    createdAt: record.createdAt,
    graph: buildGraph(loaded.document),
    selection: { cell: null, editing: false },
    saving: { status: "saved", at: record.modifiedAt },
    elsewhere: false,
    runtime: new Map(),
    notices: noticesEverywhere(book.store.getState().notices),
  });
  endStroke(book);
}

/**
 * Takes over what another tab saved of the open notebook: cells that are the same stay the same,
 * the selection stays where it is; a cell that changed is no longer being edited.
 */
export function adoptQuietly(book: Notebook, stored: StoredNotebook): void {
  const { document: old, selection } = book.store.getState();
  const loaded = toState(stored, reconcile(old, readRecord(stored.record)));
  keep(book, stored, loaded);
  const { cell } = selection;
  const now = cell === null ? undefined : findCell(loaded.document, cell);
  const untouched = now !== undefined && now === findCell(old, now.id);
  book.store.setState({
    ...loaded,
    graph: buildGraph(loaded.document),
    saving: { status: "saved", at: stored.record.modifiedAt },
    ...(!untouched && { selection: { cell: now?.id ?? null, editing: false } }),
  });
}

/**
 * Takes over what another tab saved, unless there is something of this tab's own to save: then the
 * next save finds the conflict. Rejects when the library cannot be read.
 */
export async function follow(book: Notebook): Promise<void> {
  const kept = keptOf(book);
  if (!book.library || !kept || hasUnsaved(book)) return;
  const stored = await book.library.load(kept.id);
  const now = keptOf(book);
  if (!stored || now?.id !== stored.record.id || hasUnsaved(book)) return;
  if (stored.record.revision > now.revision) adoptQuietly(book, stored);
}
