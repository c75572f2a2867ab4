import type { NamedBlob } from "../../src/domain/job.ts";
import { toWireError } from "../../src/domain/errors.ts";
import { dismissAbout, notifyError } from "../../src/store/notices.ts";
import { EMPTY_DOCUMENT, type Notebook } from "../../src/store/notebook.ts";
import { startNotebook } from "../../src/store/session.ts";
import { isNotebookFile, takeFiles } from "../../src/store/takeFiles.ts";

/** What is said of one drop gives way to the next. */
const ABOUT = "files";

/** Takes files for a cell, or for the notebook; what goes wrong is said at the foot of the page. */
export async function takeDropped(
  book: Notebook,
  files: readonly NamedBlob[],
  cell?: string,
): Promise<void> {
  dismissAbout(book, ABOUT);
  try {
    await takeFiles(book, files, cell);
  } catch (error) {
    notifyError(book, toWireError(error).message, ABOUT);
  }
}

/** Takes files where no notebook is shown: weights begin a new one, rather than change one unseen. */
export async function takeIntoNew(book: Notebook, files: readonly NamedBlob[]): Promise<void> {
  try {
    if (!files.some(isNotebookFile)) await startNotebook(book, EMPTY_DOCUMENT, {});
  } catch (error) {
    notifyError(book, toWireError(error).message, ABOUT);
    return;
  }
  await takeDropped(book, files);
}
