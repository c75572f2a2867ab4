/** The library in the browser's database. */
import { randomIdentifier } from "../notebook.ts";
import { openDatabase, type Database } from "./database.ts";
import { putFile, readFile } from "./files.ts";
import type { Library, Save, SaveOutcome } from "./library.ts";
import {
  createLister,
  loadNotebook,
  purgeNotebook,
  saveNotebook,
  setDeletedAt,
  verifyNotebook,
} from "./notebooks.ts";
import { createResultStore } from "./results.ts";
import { dropOldest } from "./room.ts";
import { addSnapshot, listSnapshots } from "./snapshots.ts";
import { isFull } from "./storageError.ts";
import { askToPersist, estimateUsage } from "./usage.ts";
import { openWire } from "./watch.ts";

const MOST_RESULT_BYTES = 256e6;

export interface LibraryOptions {
  /** of the database, and of the channel between tabs */
  readonly name?: string;
  readonly mostResultBytes?: number;
  /** milliseconds since 1970 */
  readonly clock?: () => number;
}

/** Rejects with a FieldbookError `storage` where the browser keeps nothing. */
export async function openLibrary({
  name = "fieldbook",
  mostResultBytes = MOST_RESULT_BYTES,
  clock = Date.now,
}: LibraryOptions = {}): Promise<Library> {
  const database = await openDatabase(name);
  const wire = openWire(name, randomIdentifier());
  const results = createResultStore(database, mostResultBytes, clock);
  let asked = false;
  return {
    list: createLister(database),
    load: (id) => loadNotebook(database, id),
    save: async (save) => {
      const outcome = await withRoom(database, save);
      if (outcome.status !== "saved") return outcome;
      wire.send({ type: "saved", notebook: save.record.id, revision: outcome.revision });
      if (!asked) void askToPersist();
      asked = true;
      return outcome;
    },
    verify: (id, revision, text) => verifyNotebook(database, id, revision, text),
    setDeleted: async (id, deleted) => {
      const at = deleted ? new Date(clock()).toISOString() : null;
      const revision = await setDeletedAt(database, id, at);
      wire.send({ type: deleted ? "removed" : "saved", notebook: id, revision });
    },
    purge: async (id) => {
      await purgeNotebook(database, id);
      wire.send({ type: "removed", notebook: id, revision: 0 });
    },
    snapshots: (notebook) => listSnapshots(database, notebook),
    addSnapshot: (snapshot) => addSnapshot(database, snapshot),
    results: (keys) => results.read(keys),
    putResult: (key, value) => results.put(key, value),
    file: (sha256) => readFile(database, sha256),
    putFile: (sha256, file) => putFile(database, sha256, file, clock()),
    usage: estimateUsage,
    watch: (listener) => wire.watch(listener),
    announce: (type, notebook) => wire.send({ type, notebook, revision: 0 }),
    close: () => {
      wire.close();
      database.close();
    },
  };
}

/** What a person wrote comes before what can be computed or dropped in again: those make room. */
async function withRoom(database: Database, save: Save): Promise<SaveOutcome> {
  try {
    return await saveNotebook(database, save);
  } catch (error) {
    if (!isFull(error)) throw error;
    const bytes = 4 * save.record.text.length;
    const freed = await database.write(["results", "files", "uses"], async (tx) => {
      const results = await dropOldest(tx, "results", bytes);
      return results + (results < bytes ? await dropOldest(tx, "files", bytes - results) : 0);
    });
    if (freed === 0) throw error;
    return saveNotebook(database, save);
  }
}
