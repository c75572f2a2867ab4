/** The only way a document changes: every edit is a step of the history. */
import type { NotebookDocument } from "../domain/document.ts";
import { buildGraph } from "./graph.ts";
import { applyPatch, diffDocuments, record, type Change } from "./history.ts";
import type { Notebook, NotebookState } from "./notebook.ts";

/** Letters typed longer apart than this are separate steps. */
const MERGE_MS = 2000;
/** Changes that no later one joins: the notebook was closed after them. */
const ended = new WeakSet<Change>();

/** What comes next is a step of its own, however soon it comes. */
export function endStroke(book: Notebook): void {
  const { changes, cursor } = book.store.getState().history;
  const last = changes[cursor - 1];
  if (last) ended.add(last);
}

/** Deleted cells that are kept; the oldest make room. */
export const MOST_BINNED = 200;

/**
 * Makes `next` the document and remembers how to come back.
 * Successive changes with one `merge` key within two seconds are one step.
 */
export function commit(
  book: Notebook,
  label: string,
  next: NotebookDocument,
  merge: string | null = null,
): void {
  const state = book.store.getState();
  const patches = diffDocuments(state.document, next);
  if (!patches) return;
  const at = book.date();
  const last = state.history.changes[state.history.cursor - 1];
  const open = last !== undefined && !ended.has(last);
  const recent = open && Date.parse(at) - Date.parse(last.at) < MERGE_MS;
  const change: Change = { label, at, merge, ...patches };
  const history = record(state.history, change, recent);
  book.store.setState({ document: next, graph: graphOf(state, next), history });
}

/** Names do not change while text is written. */
function graphOf(
  { document, graph }: NotebookState,
  next: NotebookDocument,
): NotebookState["graph"] {
  const same =
    document.cells.length === next.cells.length &&
    document.cells.every((cell, i) => {
      const other = next.cells[i];
      return (
        cell === other || (cell.id === other?.id && cell.type === "text" && other.type === "text")
      );
    });
  return same ? graph : buildGraph(next);
}

/** Sets a document that came from elsewhere in the history: a step back or forth. */
function travel(book: Notebook, next: NotebookDocument, cursor: number): void {
  const state = book.store.getState();
  const ids = new Set(next.cells.map(({ id }) => id));
  const { cell } = state.selection;
  book.store.setState({
    document: next,
    graph: graphOf(state, next),
    history: { ...state.history, cursor },
    bin: state.bin.filter((entry) => !ids.has(entry.cell.id)),
    ...(cell !== null && !ids.has(cell) && { selection: { cell: null, editing: false } }),
  });
}

/** What undo would take back, in words; null when there is nothing. */
export const canUndo = ({ history }: NotebookState): string | null =>
  history.changes[history.cursor - 1]?.label ?? null;
export const canRedo = ({ history }: NotebookState): string | null =>
  history.changes[history.cursor]?.label ?? null;

export function undo(book: Notebook): void {
  const { document, history } = book.store.getState();
  const change = history.changes[history.cursor - 1];
  if (change) travel(book, applyPatch(document, change.before), history.cursor - 1);
}
export function redo(book: Notebook): void {
  const { document, history } = book.store.getState();
  const change = history.changes[history.cursor];
  if (!change) return;
  const next = applyPatch(document, change.after);
  const kept = new Set(next.cells.map(({ id }) => id));
  const at = book.date();
  const gone = document.cells.flatMap((cell, index) =>
    kept.has(cell.id) ? [] : [{ cell, index, at }],
  );
  book.store.setState(({ bin }) => ({ bin: [...bin, ...gone].slice(-MOST_BINNED) }));
  travel(book, next, history.cursor + 1);
}
