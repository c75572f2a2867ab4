/** Opening, starting and exchanging notebooks. */
import type { NotebookDocument } from "../domain/document.ts";
import { FieldbookError, toWireError } from "../domain/errors.ts";
import type { KeptValue, ResultKey } from "../domain/stored.ts";
import { adoptQuietly, adoptWhole, readRecord } from "./adopt.ts";
import { textOf } from "./documentText.ts";
import { parseNotebook } from "./format/parseNotebook.ts";
import { buildGraph } from "./graph.ts";
import { EMPTY_HISTORY } from "./history.ts";
import { hasUnsaved, keptOf, setKept } from "./kept.ts";
import { randomIdentifier, type Notebook } from "./notebook.ts";
import { noticesEverywhere, notify } from "./notices.ts";
import type { Library, Origin, Snapshot } from "./persistence/library.ts";
import { replaceDocument } from "./replaceDocument.ts";
import { admitResult } from "./results.ts";
import { flushSaving } from "./saving.ts";
import { takeSnapshot, trySnapshot } from "./snapshots.ts";

export { changedSincePublished, revertToPublished } from "./published.ts";

/** Sees to it that nothing of the open notebook is lost; rejects when it would be. */
async function leave(book: Notebook): Promise<void> {
  await flushSaving(book);
  if (!hasUnsaved(book)) return;
  const { saving, document } = book.store.getState();
  if (saving.status === "conflict") return takeSnapshot(book, "not saved: changed in another tab");
  const why = saving.status === "failed" ? ` ${saving.error.message}` : "";
  throw new FieldbookError(
    "storage",
    `“${document.title}” is open and not saved, so no other takes its place: export it, then reload the page.${why}`,
  );
}
function announce(book: Notebook, closed: string | null, opened: string): void {
  if (closed !== null && closed !== opened) book.library?.announce("closed", closed);
  book.library?.announce("opened", opened);
}

/**
 * Opens a notebook of the library with its history and bin.
 * Rejects with `storage` when it is not there, `bad-file` when its text cannot be read; then, and when
 * the one that is open could not be saved, nothing changes.
 */
export async function openNotebook(book: Notebook, id: string): Promise<void> {
  await leave(book);
  const { document } = book.store.getState();
  const stored = (await book.library?.load(id)) ?? null;
  // something was written meanwhile: it comes first
  if (book.store.getState().document !== document) return openNotebook(book, id);
  if (!stored)
    throw new FieldbookError(
      "storage",
      "This notebook is not in this browser: open it in the browser that has it, export it there and drop the file here.",
      { id },
    );
  const before = keptOf(book)?.id ?? null;
  adoptWhole(book, stored);
  announce(book, before, id);
  await trySnapshot(book, "opened");
}

export interface StartOptions {
  readonly origin?: Origin;
  /** embedded in the file that it came from */
  readonly results?: ReadonlyMap<ResultKey, KeptValue>;
  /** results of it that were left out, a sentence each */
  readonly notes?: readonly string[];
}
/** Makes a document a new notebook, opens and saves it; returns its id. */
export async function startNotebook(
  book: Notebook,
  document: NotebookDocument,
  { origin, results = new Map(), notes = [] }: StartOptions,
): Promise<string> {
  await leave(book);
  const id = book.newId();
  const before = keptOf(book)?.id ?? null;
  for (const [key, value] of results) admitResult(book, key, value);
  setKept(book, { id, revision: 0, first: 0, written: null });
  book.store.setState({
    id,
    createdAt: book.date(),
    origin: origin ?? null,
    document,
    graph: buildGraph(document),
    history: EMPTY_HISTORY,
    bin: [],
    selection: { cell: null, editing: false },
    elsewhere: false,
    runtime: new Map(),
    notices: noticesEverywhere(book.store.getState().notices),
    ...(book.library && { saving: { status: "saving" } }),
  });
  announce(book, before, id);
  await flushSaving(book);
  await keepResults(book, results);
  sayLeftOut(book, notes);
  return id;
}
/** Says which results of a file this version cannot read: they are computed again. */
function sayLeftOut(book: Notebook, [first, ...others]: readonly string[]): void {
  if (first === undefined) return;
  const more = others.length === 1 ? " So was another." : ` So were ${others.length} others.`;
  notify(book, `${first}${others.length === 0 ? "" : more}`);
}
async function keepResults(
  book: Notebook,
  results: ReadonlyMap<ResultKey, KeptValue>,
): Promise<void> {
  try {
    for (const [key, value] of results) await book.library?.putResult(key, value);
  } catch (error) {
    notify(book, `Results of this notebook are not kept here. ${toWireError(error).message}`);
  }
}

/** Makes a copy in the library, without the history; returns its id. */
export async function duplicateNotebook(library: Library, id: string): Promise<string> {
  const stored = await library.load(id);
  if (!stored) throw new FieldbookError("storage", "This notebook is no longer in this browser.");
  const original = readRecord(stored.record);
  const document = { ...original, title: `${original.title} (copy)` };
  const at = new Date().toISOString();
  const copy = randomIdentifier();
  await library.save({
    record: {
      id: copy,
      title: document.title,
      createdAt: at,
      modifiedAt: at,
      text: textOf(document),
      cursor: 0,
      bin: [],
      origin: stored.record.origin,
      deletedAt: null,
    },
    expected: 0,
    first: 0,
    changesFrom: 0,
    changes: [],
  });
  return copy;
}

/**
 * Ends a conflict with another tab: keeps this tab's version or takes the other one. The one that is
 * not kept becomes a snapshot. What goes wrong is said in a notice, and the conflict stays.
 */
export async function resolveConflict(book: Notebook, keep: "mine" | "theirs"): Promise<void> {
  const { library } = book;
  const { id, saving } = book.store.getState();
  if (!library || saving.status !== "conflict") return;
  try {
    const stored = await library.load(id);
    if (keep === "theirs" && stored) {
      await takeSnapshot(book, "before taking the other");
      adoptQuietly(book, stored);
      return;
    }
    if (stored) {
      const { text, modifiedAt: at } = stored.record;
      await library.addSnapshot({ notebook: id, at, label: "of the other tab", text });
    }
    const revision = stored?.record.revision ?? 0;
    setKept(book, { id, revision, first: 0, written: null });
    book.store.setState({ saving: { status: "saving" } });
    await flushSaving(book);
  } catch (error) {
    notify(book, toWireError(error).message);
  }
}

/** Makes an earlier version the document, as a step that can be undone; rejects when it cannot be read. */
export async function restoreSnapshot(book: Notebook, snapshot: Snapshot): Promise<void> {
  const { document } = parseNotebook(snapshot.text, { keepUnreadable: true });
  await takeSnapshot(book, "before restoring");
  replaceDocument(book, "Restore an earlier version", document);
}
