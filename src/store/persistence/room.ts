/** Making room: results and files are kept as long as there is some, those used last the longest. */
import { together, type Dispensable, type UseRow, type WriteTransaction } from "./database.ts";

const rowsOf = (tx: WriteTransaction, store: Dispensable): Promise<UseRow[]> =>
  tx.objectStore("uses").getAll(IDBKeyRange.bound([store], [store, []]));

/** Drops what was used longest ago until at least so many bytes are free; returns how many are. */
async function dropRows(
  tx: WriteTransaction,
  rows: readonly UseRow[],
  bytes: number,
): Promise<number> {
  let freed = 0;
  for (const { store, key, bytes: size } of rows.toSorted((p, q) => p.lastUsed - q.lastUsed)) {
    if (freed >= bytes) break;
    await together([
      () => tx.objectStore(store).delete(key),
      () => tx.objectStore("uses").delete([store, key]),
    ]);
    freed += size;
  }
  return freed;
}

/** Drops at least so many bytes, if there are so many; returns how many it dropped. */
export const dropOldest = async (
  tx: WriteTransaction,
  store: Dispensable,
  bytes: number,
): Promise<number> => dropRows(tx, await rowsOf(tx, store), bytes);

/** Drops what was used longest ago until no more than `most` bytes are left; never `except`. */
export async function trimTo(
  tx: WriteTransaction,
  store: Dispensable,
  most: number,
  except: string,
): Promise<void> {
  const rows = await rowsOf(tx, store);
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > most)
    await dropRows(
      tx,
      rows.filter(({ key }) => key !== except),
      total - most,
    );
}
