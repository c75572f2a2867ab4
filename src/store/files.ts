/** The files that a document speaks of: in memory, in the library, downloaded, or of the page itself. */
import type { Cell, FileRef, ImageChoice, NotebookDocument } from "../domain/document.ts";
import { FieldbookError } from "../domain/errors.ts";
import type { InputSpec, NamedBlob } from "../domain/job.ts";
import type { Notebook } from "./notebook.ts";

const MB = 1e6;

export function filesOf(cell: Cell): readonly FileRef[] {
  if (cell.type === "model") return cell.origin.type === "file" ? [cell.origin.file] : [];
  if (cell.type === "predict") return cell.images.type === "files" ? cell.images.files : [];
  const imported = cell.type === "compare" ? cell.imported.map(({ file }) => file) : [];
  if ("conditions" in cell && cell.conditions.images.type === "files")
    return [...cell.conditions.images.files, ...imported];
  return imported;
}

/** A file is at hand from now on. */
export function admitFile(book: Notebook, sha256: string, file: NamedBlob): void {
  book.files.set(sha256, file);
  book.store.setState(({ present }) => ({ present: new Set(present).add(sha256) }));
}

/** A file is no longer at hand. */
export function forgetFile(book: Notebook, sha256: string): void {
  book.files.delete(sha256);
  book.store.setState(({ present }) => ({
    present: new Set([...present].filter((one) => one !== sha256)),
  }));
}

/** The file of a reference, if this browser has it. */
async function findKept(book: Notebook, ref: FileRef): Promise<NamedBlob | null> {
  const known = book.files.get(ref.sha256);
  if (known) return known;
  const kept = await book.library?.file(ref.sha256).catch(() => null);
  if (kept) {
    admitFile(book, ref.sha256, kept);
    return kept;
  }
  const downloaded = await book.downloads.find(ref.sha256).catch(() => null);
  if (downloaded) {
    const file = { name: ref.name, blob: downloaded.blob };
    admitFile(book, ref.sha256, file);
    return file;
  }
  return null;
}

/**
 * The file of a reference; what comes with the page is fetched from where the page is. Rejects with
 * `missing-file`, whose sentence says which to drop.
 */
export async function findFile(book: Notebook, ref: FileRef): Promise<NamedBlob> {
  const kept = await findKept(book, ref);
  if (kept) return kept;
  const bundled = await book.bundled.find(ref.sha256);
  if (bundled) {
    const file = { name: ref.name, blob: bundled.blob };
    admitFile(book, ref.sha256, file);
    return file;
  }
  throw new FieldbookError(
    "missing-file",
    `${ref.name} (${(ref.bytes / MB).toFixed(1)} MB, sha256 ${ref.sha256.slice(0, 8)}…) is not here: drop it on the page.`,
    { name: ref.name, bytes: ref.bytes, sha256: ref.sha256 },
  );
}

/**
 * Looks in this browser for every file of a document, so that the page can say which are here; what
 * comes with the page is fetched when it is used.
 */
export async function findFiles(book: Notebook, document: NotebookDocument): Promise<void> {
  const wanted = new Map(document.cells.flatMap(filesOf).map((ref) => [ref.sha256, ref]));
  for (const ref of wanted.values()) await findKept(book, ref);
}

/** The input that an image choice stands for. */
export async function inputOf(book: Notebook, images: ImageChoice): Promise<InputSpec> {
  if (images.type !== "files") return images;
  return {
    type: "images",
    files: await Promise.all(images.files.map((ref) => findFile(book, ref))),
  };
}
