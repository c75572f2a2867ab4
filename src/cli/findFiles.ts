import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FileRef } from "../domain/document.ts";
import type { NamedBlob } from "../domain/job.ts";
import { hashFile } from "../store/hashFile.ts";
import { openFile } from "./files.ts";

/** Folders below the one that is named. */
const MOST_DEPTH = 4;

/** Looks through a folder for files by their content; only those of the right size are read. */
export async function findFiles(
  folder: string,
  wanted: readonly FileRef[],
): Promise<ReadonlyMap<string, NamedBlob>> {
  const found = new Map<string, NamedBlob>();
  for await (const path of walk(folder, MOST_DEPTH)) {
    const { size } = await stat(path);
    const missing = wanted.filter(({ bytes, sha256 }) => bytes === size && !found.has(sha256));
    if (missing.length === 0) continue;
    const file = await openFile(path);
    const sha256 = await hashFile(file.blob);
    if (missing.some((ref) => ref.sha256 === sha256)) found.set(sha256, file);
  }
  return found;
}

async function* walk(folder: string, depth: number): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth > 0) yield* walk(path, depth - 1);
    else if (entry.isFile()) yield path;
  }
}
