/** A notebook that was opened from elsewhere, against what it was there. */
import { toWireError } from "../domain/errors.ts";
import { textOf } from "./documentText.ts";
import { parseNotebook } from "./format/parseNotebook.ts";
import type { Notebook, NotebookState } from "./notebook.ts";
import { notify } from "./notices.ts";
import type { Origin } from "./persistence/library.ts";
import { replaceDocument } from "./replaceDocument.ts";
import { takeSnapshot } from "./snapshots.ts";

/** Makes the document what was published, as a step that can be undone; a failure is a notice. */
export async function revertToPublished(book: Notebook): Promise<void> {
  const { origin } = book.store.getState();
  if (!origin) return;
  try {
    const { document } = parseNotebook(origin.published, { keepUnreadable: true });
    await takeSnapshot(book, "before reverting");
    replaceDocument(book, "Revert to the published notebook", document);
  } catch (error) {
    notify(book, toWireError(error).message);
  }
}

const publishedTexts = new WeakMap<Origin, string>();
/** The published document as this version would write it, should an older one have written it. */
function publishedText(origin: Origin): string {
  const known = publishedTexts.get(origin);
  if (known !== undefined) return known;
  let text = origin.published;
  try {
    text = textOf(parseNotebook(origin.published, { keepUnreadable: true }).document);
  } catch {
    // what cannot be read differs from everything
  }
  publishedTexts.set(origin, text);
  return text;
}

/** Whether the document is other than where it came from; false when it came from nowhere. */
export const changedSincePublished = ({ origin, document }: NotebookState): boolean =>
  origin !== null &&
  textOf(document) !== origin.published &&
  textOf(document) !== publishedText(origin);
