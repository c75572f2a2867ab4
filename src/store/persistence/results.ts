/** Results in the database, by the hash of everything that they depend on. */
import type { KeptValue, ResultKey } from "../../domain/stored.ts";
import { together, type Database } from "./database.ts";
import { dropOldest, trimTo } from "./room.ts";
import { isFull } from "./storageError.ts";

export interface ResultStore {
  read(keys: readonly ResultKey[]): Promise<ReadonlyMap<ResultKey, KeptValue>>;
  put(key: ResultKey, value: KeptValue): Promise<void>;
}

/** Bytes that a value takes in memory, near enough to those on disk. */
export function sizeOf(value: unknown): number {
  if (typeof value === "string") return 2 * value.length;
  if (typeof value !== "object" || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return Object.entries(value).reduce((sum, [key, part]) => sum + 2 * key.length + sizeOf(part), 0);
}

/** Keeps at most `mostBytes` of results; `clock` gives milliseconds. */
export function createResultStore(
  database: Database,
  mostBytes: number,
  clock: () => number,
): ResultStore {
  const touch = (sizes: readonly (readonly [ResultKey, number])[]): Promise<void> =>
    database.write(["uses"], async (tx) => {
      const uses = tx.objectStore("uses");
      const lastUsed = clock();
      await together(
        sizes.map(
          ([key, bytes]) =>
            () =>
              uses.put({ store: "results", key, bytes, lastUsed }),
        ),
      );
    });
  const write = (key: ResultKey, value: KeptValue, bytes: number): Promise<void> =>
    database.write(["results", "uses"], async (tx) => {
      await together([
        () => tx.objectStore("results").put(value, key),
        () => tx.objectStore("uses").put({ store: "results", key, bytes, lastUsed: clock() }),
      ]);
      await trimTo(tx, "results", mostBytes, key);
    });
  /** asked once: a transaction takes milliseconds, and what a slider asks for is seldom there */
  let held: Promise<Set<ResultKey>> | null = null;
  const heldKeys = (): Promise<Set<ResultKey>> => {
    held ??= database
      .read(["results"], (tx) => tx.objectStore("results").getAllKeys())
      .then((keys) => new Set(keys));
    held.catch(() => (held = null));
    return held;
  };
  return {
    read: async (wanted) => {
      const there = await heldKeys();
      const keys = wanted.filter((key) => there.has(key));
      if (keys.length === 0) return new Map();
      const found = await database.read(["results"], async (tx) => {
        const store = tx.objectStore("results");
        return Promise.all(
          [...new Set(keys)].map(async (key) => [key, await store.get(key)] as const),
        );
      });
      const values = found.flatMap(([key, value]) => (value ? [[key, value] as const] : []));
      if (values.length > 0)
        // on a full disk only the order in which results are dropped suffers
        await touch(values.map(([key, value]) => [key, sizeOf(value)])).catch(() => undefined);
      return new Map(values);
    },
    put: async (key, value) => {
      const bytes = sizeOf(value);
      try {
        await write(key, value, bytes);
      } catch (error) {
        if (!isFull(error)) throw error;
        const freed = await database.write(["results", "uses"], (tx) =>
          dropOldest(tx, "results", 2 * bytes),
        );
        if (freed === 0) throw error;
        await write(key, value, bytes);
      }
      // what another tab keeps is computed again here
      void held?.then(
        (there) => there.add(key),
        () => {},
      );
    },
  };
}
