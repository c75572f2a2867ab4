/** Notebooks and their histories in the database. */
import { commitTogether, together, type Database, type WriteTransaction } from "./database.ts";
import type { NotebookSummary, Save, SaveOutcome, StoredNotebook } from "./library.ts";

/** All keys of a notebook's changes from one number to below another. */
const changeRange = (id: string, from = 0, below = Infinity): IDBKeyRange =>
  IDBKeyRange.bound([id, from], [id, below], false, true);

function countCells(text: string): number {
  try {
    const { cells } = JSON.parse(text) as { readonly cells?: unknown };
    return Array.isArray(cells) ? cells.length : 0;
  } catch {
    return 0;
  }
}

/** Lists notebooks; remembers how large each is, for reading a text anew takes time. */
export function createLister(database: Database): () => Promise<readonly NotebookSummary[]> {
  const counted = new Map<string, Pick<NotebookSummary, "revision" | "cells" | "bytes">>();
  return () =>
    database.read(["notebooks"], async (tx) => {
      const records = await tx.objectStore("notebooks").getAll();
      return records.map(({ text, bin: _bin, cursor: _cursor, ...rest }) => {
        const known = counted.get(rest.id);
        const { cells, bytes } =
          known?.revision === rest.revision
            ? known
            : { cells: countCells(text), bytes: new TextEncoder().encode(text).length };
        counted.set(rest.id, { revision: rest.revision, cells, bytes });
        return { ...rest, cells, bytes };
      });
    });
}

export const loadNotebook = (database: Database, id: string): Promise<StoredNotebook | null> =>
  database.read(["notebooks", "changes"], async (tx) => {
    const changes = tx.objectStore("changes");
    const [record, list, first] = await Promise.all([
      tx.objectStore("notebooks").get(id),
      changes.getAll(changeRange(id)),
      changes.getKey(changeRange(id)),
    ]);
    return record ? { record, changes: list, first: first?.[1] ?? 0 } : null;
  });

/** One transaction: all of it is written, or nothing. */
export const saveNotebook = (
  database: Database,
  { record, expected, first, changesFrom, changes }: Save,
): Promise<SaveOutcome> =>
  database.write(["notebooks", "changes"], async (tx): Promise<SaveOutcome> => {
    const notebooks = tx.objectStore("notebooks");
    const history = tx.objectStore("changes");
    const stored = await notebooks.get(record.id);
    if (stored && stored.revision !== expected) return { status: "conflict", theirs: stored };
    if (!stored && expected !== 0) return { status: "gone" };
    const revision = expected + 1;
    const { id } = record;
    await commitTogether(tx, [
      () => notebooks.put({ ...record, revision }),
      () => history.delete(changeRange(id, changesFrom)),
      ...(first > 0 ? [() => history.delete(changeRange(id, 0, first))] : []),
      ...changes.map((change, i) => () => history.put(change, [id, changesFrom + i])),
    ]);
    return { status: "saved", revision };
  });

export const verifyNotebook = (
  database: Database,
  id: string,
  revision: number,
  text: string,
): Promise<boolean> =>
  database.read(["notebooks"], async (tx) => {
    const stored = await tx.objectStore("notebooks").get(id);
    return stored?.revision === revision && stored.text === text;
  });

/** Into the bin or back; returns the revision, which stays as it is. */
export const setDeletedAt = (
  database: Database,
  id: string,
  deletedAt: string | null,
): Promise<number> =>
  database.write(["notebooks"], async (tx) => {
    const notebooks = tx.objectStore("notebooks");
    const stored = await notebooks.get(id);
    if (stored) await notebooks.put({ ...stored, deletedAt });
    return stored?.revision ?? 0;
  });

export const purgeNotebook = (database: Database, id: string): Promise<void> =>
  database.write(["notebooks", "changes", "snapshots"], async (tx) => {
    await together([
      () => tx.objectStore("notebooks").delete(id),
      () => tx.objectStore("changes").delete(changeRange(id)),
      () => deleteSnapshots(tx, id),
    ]);
  });

async function deleteSnapshots(tx: WriteTransaction, id: string): Promise<void> {
  const snapshots = tx.objectStore("snapshots");
  const keys = await snapshots.index("notebook").getAllKeys(id);
  await together(keys.map((key) => () => snapshots.delete(key)));
}
