/** Weights and pictures in the database, by their SHA-256, so that they need not be dropped in again. */
import type { NamedBlob } from "../../domain/job.ts";
import { together, type Database } from "./database.ts";

export const readFile = (database: Database, sha256: string): Promise<NamedBlob | null> =>
  database.read(["files"], async (tx) => (await tx.objectStore("files").get(sha256)) ?? null);

export const putFile = (
  database: Database,
  sha256: string,
  { name, blob }: NamedBlob,
  lastUsed: number,
): Promise<void> =>
  database.write(["files", "uses"], async (tx) => {
    await together([
      () => tx.objectStore("files").put({ name, blob }, sha256),
      () => tx.objectStore("uses").put({ store: "files", key: sha256, bytes: blob.size, lastUsed }),
    ]);
  });
