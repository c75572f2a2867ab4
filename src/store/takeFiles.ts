/** What is dropped on the page or chosen: notebooks, weights, pictures. */
import { NO_EDITS } from "../domain/document.ts";
import type { Cell, CompareCell, FileRef, ImageChoice, ModelCell } from "../domain/document.ts";
import { FieldbookError, toWireError } from "../domain/errors.ts";
import type { NamedBlob } from "../domain/job.ts";
import { changeCell } from "./actions.ts";
import { findCell, freeModelName, insertCells } from "./cells.ts";
import { commit } from "./editing.ts";
import { readExportedHtml } from "./exportedHtml.ts";
import { MOST_NOTEBOOK_BYTES } from "./fetchNotebook.ts";
import { admitFile, filesOf } from "./files.ts";
import { parseNotebook } from "./format/parseNotebook.ts";
import { hashFile } from "./hashFile.ts";
import { readImportedMap } from "./importedMaps.ts";
import { createCell } from "./newCell.ts";
import type { Notebook } from "./notebook.ts";
import { dismiss, notify } from "./notices.ts";
import { select } from "./selection.ts";
import { startNotebook } from "./session.ts";

const PICTURE = /\.(png|jpe?g|webp|avif|gif|bmp)$/i;
const MAP = /\.npy$/i;
const NOTEBOOK = /\.(json|html?)$/i;
/** Larger weights are asked for again after a reload rather than copied into the browser. */
const MOST_KEPT_BYTES = 1e9;
/** From here on hashing takes long enough to say so. */
const SLOW_TO_HASH = 50e6;

/** Whether a file opens as a notebook, by its name. */
export const isNotebookFile = ({ name }: NamedBlob): boolean => NOTEBOOK.test(name);

/**
 * A notebook opens; weights fill the model cell given, else those that wait for this very file,
 * else a new model with its field; pictures become a figure's images; a NumPy file stands in a
 * comparison. Rejects with one sentence
 * when a file is none of these; what was there before stays.
 */
export async function takeFiles(
  book: Notebook,
  files: readonly NamedBlob[],
  cellId?: string,
): Promise<void> {
  const notebook = files.find(isNotebookFile);
  if (notebook) return openFile(book, notebook);
  const pictures = files.filter(({ name }) => PICTURE.test(name));
  const maps = files.filter(({ name }) => MAP.test(name));
  const weights = files.filter(({ name }) => !PICTURE.test(name) && !MAP.test(name));
  for (const file of weights) await takeWeights(book, file, cellId);
  for (const file of maps) await takeMap(book, file, cellId === undefined ? {} : { cellId });
  if (pictures.length > 0) await takePictures(book, pictures, cellId);
}

async function openFile(book: Notebook, { name, blob }: NamedBlob): Promise<void> {
  if (blob.size > MOST_NOTEBOOK_BYTES)
    throw new FieldbookError(
      "too-large",
      `${name} is larger than ${MOST_NOTEBOOK_BYTES / 1e6} MB, which no notebook is.`,
    );
  const text = await blob.text();
  const found = /\.html?$/i.test(name) ? readExportedHtml(text) : text;
  if (found === null)
    throw new FieldbookError(
      "bad-file",
      `${name} holds no notebook: drop a file that Fieldbook exported, or the weights themselves.`,
    );
  const { document, results, notes } = readNamed(name, found);
  await startNotebook(book, document, { results, notes });
}
/** What is wrong with one file of several is said with its name. */
function readNamed(name: string, text: string): ReturnType<typeof parseNotebook> {
  try {
    return parseNotebook(text);
  } catch (cause) {
    const { code, message, data } = toWireError(cause);
    throw new FieldbookError(code, `${name}: ${message}`, data, { cause });
  }
}

/** Hashes a file and keeps it, here and for the next visit. */
async function admit(book: Notebook, file: NamedBlob): Promise<FileRef> {
  const { name, blob } = file;
  const slow =
    blob.size > SLOW_TO_HASH ? notify(book, `Reading ${name} once for its sha256`) : null;
  const sha256 = await hashFile(blob).finally(() => slow !== null && dismiss(book, slow));
  admitFile(book, sha256, file);
  // a library that has no room for it asks for the file again after a reload
  if (blob.size <= MOST_KEPT_BYTES) void book.library?.putFile(sha256, file).catch(() => {});
  return { name, bytes: blob.size, sha256 };
}

async function takeWeights(book: Notebook, file: NamedBlob, cellId?: string): Promise<void> {
  // what is no checkpoint is refused before anything changes
  await book.client.inspect({ file });
  placeWeights(book, await admit(book, file), cellId);
}

/** Weights that are here fill the model cell given, else those that wait for them, else a new one. */
export function placeWeights(book: Notebook, ref: FileRef, cellId?: string): void {
  const { document } = book.store.getState();
  const origin: ModelCell["origin"] = { type: "file", file: ref, weights: null };
  const target = cellId === undefined ? undefined : findCell(document, cellId);
  if (target?.type === "model") {
    const edits = NO_EDITS;
    const change = (cell: Cell): Cell =>
      cell.type === "model" ? { ...cell, origin, edits } : cell;
    return changeCell(book, target.id, change, `Open ${ref.name}`);
  }
  const awaited = document.cells.flatMap(filesOf).some(({ sha256 }) => sha256 === ref.sha256);
  if (awaited) return;
  const name = freeModelName(document, ref.name.replace(/\.[a-z]+$/i, ""));
  const model: ModelCell = {
    ...(createCell(document, "model", book.newId()) as ModelCell),
    name,
    origin,
  };
  const withModel = insertCells(document, [model], document.cells.length);
  const field = createCell(withModel, "erf", book.newId());
  commit(book, `Open ${ref.name}`, insertCells(withModel, [field], withModel.cells.length));
  select(book, model.id);
}

/** Puts a map into the comparison given, selected or last; `url` is where it came from. */
export async function takeMap(
  book: Notebook,
  file: NamedBlob,
  { cellId, url }: { readonly cellId?: string; readonly url?: string },
): Promise<void> {
  // what is no map is refused before anything changes
  await readImportedMap(book, file);
  const { document, selection } = book.store.getState();
  const wanted = [cellId, selection.cell].map((id) => findCell(document, id ?? ""));
  const takes = (cell: Cell | undefined): cell is CompareCell => cell?.type === "compare";
  const target = wanted.find(takes) ?? document.cells.findLast(takes);
  const hash = await hashFile(file.blob);
  const awaited = document.cells.flatMap(filesOf).some(({ sha256 }) => sha256 === hash);
  if (!target)
    throw new FieldbookError(
      "bad-spec",
      `${file.name} is a map that was computed elsewhere: add a Compare cell for it first.`,
    );
  const ref = { ...(await admit(book, file)), ...(url !== undefined && { url }) };
  if (awaited && !takes(wanted[0])) return;
  if (target.imported.some((map) => map.file.sha256 === ref.sha256)) return;
  const imported = { name: ref.name.replace(MAP, ""), file: ref };
  changeCell(
    book,
    target.id,
    (cell) =>
      cell.type === "compare" ? { ...cell, imported: [...cell.imported, imported] } : cell,
    `Import ${ref.name}`,
  );
  select(book, target.id);
}

async function takePictures(
  book: Notebook,
  pictures: readonly NamedBlob[],
  cellId?: string,
): Promise<void> {
  const { document, selection } = book.store.getState();
  const takes = (cell: Cell | undefined): boolean =>
    cell !== undefined && ("conditions" in cell || cell.type === "predict");
  const wanted = [cellId, selection.cell].map((id) => findCell(document, id ?? ""));
  const target = wanted.find(takes) ?? document.cells.findLast(takes);
  if (!target)
    throw new FieldbookError(
      "bad-spec",
      "Pictures become the input of a figure: add an ERF or Predict cell first.",
    );
  const files = await Promise.all(pictures.map((picture) => admit(book, picture)));
  const images: ImageChoice = { type: "files", files };
  changeCell(
    book,
    target.id,
    (cell) => {
      if (cell.type === "predict") return { ...cell, images };
      if ("conditions" in cell) return { ...cell, conditions: { ...cell.conditions, images } };
      return cell;
    },
    "Use your pictures",
  );
  // where they went is not always where they were dropped
  select(book, target.id);
}
