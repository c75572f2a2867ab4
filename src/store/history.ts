/** The history of a document: each change as what it replaced and what it put there. */
import type { Cell, NotebookDocument } from "../domain/document.ts";

/** Parts of a document by value: applying one sets them, whatever was there. */
export interface Patch {
  readonly title?: string;
  readonly order?: readonly string[];
  /** null takes the cell away */
  readonly cells?: readonly (readonly [string, Cell | null])[];
  readonly extra?: Readonly<Record<string, unknown>>;
}
export interface Change {
  /** what was done, in words: `Delete a cell` */
  readonly label: string;
  /** ISO 8601, UTC */
  readonly at: string;
  /** successive changes with one key are one step, as the letters of a word; null stands alone */
  readonly merge: string | null;
  readonly before: Patch;
  readonly after: Patch;
}
/** A deleted cell, to be had back. */
export interface BinEntry {
  readonly cell: Cell;
  /** where it stood */
  readonly index: number;
  /** ISO 8601, UTC */
  readonly at: string;
}
export interface History {
  readonly changes: readonly Change[];
  /** changes that are applied; those after it can be redone */
  readonly cursor: number;
}
export const EMPTY_HISTORY: History = { changes: [], cursor: 0 };
const MOST_CHANGES = 500;

/** What turns one document into another, and back; null when they are the same. */
export function diffDocuments(
  from: NotebookDocument,
  to: NotebookDocument,
): Pick<Change, "before" | "after"> | null {
  const old = new Map(from.cells.map((cell) => [cell.id, cell]));
  const next = new Map(to.cells.map((cell) => [cell.id, cell]));
  const changed = [...new Set([...old.keys(), ...next.keys()])].filter(
    (id) => old.get(id) !== next.get(id),
  );
  const order = (document: NotebookDocument): string[] => document.cells.map(({ id }) => id);
  const moved = order(from).join() !== order(to).join();
  const titled = from.title !== to.title;
  const extended = from.extra !== to.extra;
  if (changed.length === 0 && !moved && !titled && !extended) return null;
  const take = (document: NotebookDocument, cells: ReadonlyMap<string, Cell>): Patch => ({
    ...(titled && { title: document.title }),
    ...(extended && { extra: document.extra }),
    ...(moved && { order: order(document) }),
    ...(changed.length > 0 && { cells: changed.map((id) => [id, cells.get(id) ?? null] as const) }),
  });
  return { before: take(from, old), after: take(to, next) };
}

/** The document with a patch applied; ids that the patch orders but nobody has are left out. */
export function applyPatch(document: NotebookDocument, patch: Patch): NotebookDocument {
  const cells = new Map(document.cells.map((cell) => [cell.id, cell]));
  for (const [id, cell] of patch.cells ?? [])
    if (cell === null) cells.delete(id);
    else cells.set(id, cell);
  const ids = patch.order ?? [...cells.keys()];
  return {
    title: patch.title ?? document.title,
    extra: patch.extra ?? document.extra,
    cells: ids.map((id) => cells.get(id)).filter((cell) => cell !== undefined),
  };
}

/**
 * Adds a change; what was undone before it is forgotten, and the oldest when there are too many.
 * With `mayMerge` it joins the last one when both have the same merge key.
 */
export function record(history: History, change: Change, mayMerge: boolean): History {
  const applied = history.changes.slice(0, history.cursor);
  const last = applied.at(-1);
  if (mayMerge && last && change.merge !== null && last.merge === change.merge) {
    const merged: Change = {
      ...change,
      before: mergePatch(change.before, last.before),
      after: mergePatch(last.after, change.after),
    };
    const changes = [...applied.slice(0, -1), merged];
    return { changes, cursor: changes.length };
  }
  const changes = [...applied, change].slice(-MOST_CHANGES);
  return { changes, cursor: changes.length };
}

/** `later` over `earlier`: what both set, the later sets. */
function mergePatch(earlier: Patch, later: Patch): Patch {
  const cells = new Map([...(earlier.cells ?? []), ...(later.cells ?? [])]);
  return { ...earlier, ...later, ...(cells.size > 0 && { cells: [...cells] }) };
}
