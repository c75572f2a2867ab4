/** Weights that were downloaded, put to use. */
import type { FileRef } from "../../domain/document.ts";
import { FieldbookError } from "../../domain/errors.ts";
import { admitFile } from "../files.ts";
import type { Notebook } from "../notebook.ts";
import { askToPersist } from "../persistence/usage.ts";
import { placeWeights } from "../takeFiles.ts";
import type { Downloaded } from "./download.ts";

/**
 * They fill the model cell given, or a new one, and the notebook remembers where they came from.
 * Rejects when they are no checkpoint; the file is kept all the same.
 */
export async function takeDownloaded(
  book: Notebook,
  { name, blob, sha256, url }: Downloaded,
  cellId?: string,
): Promise<void> {
  const file = { name, blob };
  await book.client.inspect({ file });
  void askToPersist();
  admitFile(book, sha256, file);
  const ref: FileRef = { name, bytes: blob.size, sha256 };
  // an address that notebooks may not hold is left out
  placeWeights(book, url.startsWith("https://") ? { ...ref, url } : ref, cellId);
}

/** What lies at an address is another file than the notebook was made with. */
export const replaced = (url: string, found: string, wanted: FileRef): FieldbookError =>
  new FieldbookError(
    "bad-file",
    `${url} is no longer the file that this notebook was made with: its sha256 is ${found.slice(0, 8)}…, not ${wanted.sha256.slice(0, 8)}…. Choose other weights to use it all the same.`,
    { found, wanted: wanted.sha256 },
  );

/** The file that a notebook waits for has come; rejects when it is another by now. */
export function restoreDownloaded(
  book: Notebook,
  { name, blob, sha256, url }: Downloaded,
  wanted: FileRef,
): void {
  if (sha256 !== wanted.sha256) throw replaced(url, sha256, wanted);
  void askToPersist();
  admitFile(book, sha256, { name, blob });
}
