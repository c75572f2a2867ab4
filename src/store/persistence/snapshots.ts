/** Earlier versions of notebooks in the database. */
import type { Database } from "./database.ts";
import type { Snapshot } from "./library.ts";
import { findSuperfluous } from "./thinSnapshots.ts";

export const MOST_SNAPSHOTS = 50;

/** Oldest first. */
export const listSnapshots = (database: Database, notebook: string): Promise<readonly Snapshot[]> =>
  database.read(["snapshots"], async (tx) => {
    const rows = await tx.objectStore("snapshots").index("notebook").getAll(notebook);
    return rows.map((row) => ({ ...row, id: row.id ?? 0 }));
  });

export const addSnapshot = (database: Database, snapshot: Omit<Snapshot, "id">): Promise<void> =>
  database.write(["snapshots"], async (tx) => {
    const store = tx.objectStore("snapshots");
    // an index holds its entries by primary key, which counts up: the last is the newest
    const newest = await store.index("notebook").openCursor(snapshot.notebook, "prev");
    if (newest?.value.text === snapshot.text) return;
    await store.add(snapshot);
    if ((await store.index("notebook").count(snapshot.notebook)) <= MOST_SNAPSHOTS) return;
    const rows = await store.index("notebook").getAll(snapshot.notebook);
    for (const left = [...rows]; left.length > MOST_SNAPSHOTS;) {
      const drop = findSuperfluous(left.map(({ at }) => Date.parse(at)));
      const id = drop === null ? undefined : left.splice(drop, 1)[0]?.id;
      if (id === undefined) return;
      await store.delete(id);
    }
  });
