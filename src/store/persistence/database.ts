/** The IndexedDB database: its stores, and transactions that survive a lost connection. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { NamedBlob } from "../../domain/job.ts";
import type { KeptValue, ResultKey } from "../../domain/stored.ts";
import type { Change } from "../history.ts";
import type { NotebookRecord, Snapshot } from "./library.ts";
import { nameOf, storageError, toStorageError } from "./storageError.ts";

/** What may be dropped when room is short. */
export type Dispensable = "results" | "files";
/** How large such a value is and when it was used last, apart so that a use rewrites little. */
export interface UseRow {
  readonly store: Dispensable;
  readonly key: string;
  readonly bytes: number;
  /** milliseconds of the clock */
  readonly lastUsed: number;
}
export interface Schema extends DBSchema {
  notebooks: { key: string; value: NotebookRecord };
  /** by notebook and number of the change */
  changes: { key: [string, number]; value: Change };
  snapshots: {
    key: number;
    value: Omit<Snapshot, "id"> & { readonly id?: number };
    indexes: { notebook: string };
  };
  results: { key: ResultKey; value: KeptValue };
  /** by sha256 */
  files: { key: string; value: NamedBlob };
  uses: { key: [Dispensable, string]; value: UseRow };
}
export type Store = "notebooks" | "changes" | "snapshots" | "results" | "files" | "uses";
export type ReadTransaction = IDBPTransaction<Schema, Store[], "readonly">;
export type WriteTransaction = IDBPTransaction<Schema, Store[], "readwrite">;

/** Calls reject with a FieldbookError `storage`; a write whose work rejects changes nothing. */
export interface Database {
  read<T>(stores: Store[], work: (tx: ReadTransaction) => Promise<T>): Promise<T>;
  write<T>(stores: Store[], work: (tx: WriteTransaction) => Promise<T>): Promise<T>;
  close(): void;
}
const CURRENT_VERSION = 1;

function createStores(db: IDBPDatabase<Schema>): void {
  db.createObjectStore("notebooks", { keyPath: "id" });
  db.createObjectStore("changes");
  const snapshots = db.createObjectStore("snapshots", { keyPath: "id", autoIncrement: true });
  snapshots.createIndex("notebook", "notebook");
  db.createObjectStore("results");
  db.createObjectStore("files");
  db.createObjectStore("uses", { keyPath: ["store", "key"] });
}

interface Connecting {
  readonly name: string;
  readonly version: number;
  /** a newer page wants the database: this one has to leave it for good */
  readonly onOutdated: () => void;
  /** the browser cut the connection: the next use makes another */
  readonly onLost: () => void;
}
function connect({ name, version, onOutdated, onLost }: Connecting): Promise<IDBPDatabase<Schema>> {
  return new Promise((resolve, reject) => {
    let refused = false;
    openDB<Schema>(name, version, {
      upgrade: (db, from) => {
        if (from < 1) createStores(db);
      },
      blocked: () => {
        refused = true;
        reject(storageError("blocked"));
      },
      blocking: (_from, _to, event) => {
        (event.target as IDBDatabase).close();
        onOutdated();
      },
      terminated: onLost,
    }).then((db) => {
      if (refused) db.close();
      else resolve(db);
    }, reject);
  });
}

/** Opens the database of a name, making it where there is none. */
export async function openDatabase(name: string, version = CURRENT_VERSION): Promise<Database> {
  if (typeof indexedDB === "undefined") throw storageError("absent");
  let connection: Promise<IDBPDatabase<Schema>> | null = null;
  let ended: "closed" | "outdated" | null = null;
  const connected = (): Promise<IDBPDatabase<Schema>> => {
    if (ended) return Promise.reject(storageError(ended));
    connection ??= connect({
      name,
      version,
      onOutdated: () => (ended = "outdated"),
      onLost: () => (connection = null),
    });
    return connection;
  };
  const begin = async <Mode extends "readonly" | "readwrite">(stores: Store[], mode: Mode) => {
    try {
      return (await connected()).transaction(stores, mode);
    } catch (error) {
      // lost without a word, as some browsers do to a page that slept: one more try
      connection = null;
      if (ended || nameOf(error) !== "InvalidStateError") throw error;
      return (await connected()).transaction(stores, mode);
    }
  };
  const run = async <Mode extends "readonly" | "readwrite", T>(
    stores: Store[],
    mode: Mode,
    work: (tx: IDBPTransaction<Schema, Store[], Mode>) => Promise<T>,
  ): Promise<T> => {
    try {
      return await finish(await begin(stores, mode), work);
    } catch (error) {
      throw toStorageError(error);
    }
  };
  try {
    await connected();
  } catch (error) {
    throw toOpeningError(error);
  }
  return {
    read: (stores, work) => run(stores, "readonly", work),
    write: (stores, work) => run(stores, "readwrite", work),
    close: () => {
      ended ??= "closed";
      void connection?.then((db) => db.close());
    },
  };
}

/** Waits for the work and for the transaction; of two errors the transaction's says why. */
async function finish<Mode extends "readonly" | "readwrite", T>(
  tx: IDBPTransaction<Schema, Store[], Mode>,
  work: (tx: IDBPTransaction<Schema, Store[], Mode>) => Promise<T>,
): Promise<T> {
  const done = tx.done.catch(() => undefined);
  try {
    const [result] = await Promise.all([work(tx), tx.done]);
    return result;
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // it has ended already
    }
    await done;
    throw tx.error ?? error;
  }
}

/** A database that cannot be opened at all is a browser that keeps nothing, whatever it calls that. */
function toOpeningError(error: unknown): Error {
  const known = toStorageError(error);
  const { reason } = known.data;
  return reason === "unknown" || reason === "closed" ? storageError("absent", error) : known;
}

/** Starts all of the requests before waiting; none of their errors is lost. */
export const together = (requests: readonly (() => Promise<unknown>)[]): Promise<unknown> =>
  Promise.all(requests.map(async (request) => request()));

/**
 * The same as the last thing of a transaction, which is committed without waiting for answers: what a
 * tab has sent is written even when it is killed before the answers come.
 */
export async function commitTogether(
  tx: WriteTransaction,
  requests: readonly (() => Promise<unknown>)[],
): Promise<void> {
  let refused = false;
  const started = requests.map((request) => {
    try {
      return request();
    } catch (error) {
      refused = true;
      return Promise.reject(error as Error);
    }
  });
  if (!refused) tx.commit();
  await Promise.all(started);
}
