import type { NamedBlob } from "../../src/domain/job.ts";
import { toWireError } from "../../src/domain/errors.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { notify } from "../../src/store/notices.ts";
import { takeFiles } from "../../src/store/takeFiles.ts";

/** Takes files for a cell, or for the notebook; what goes wrong is said at the foot of the page. */
export async function takeDropped(
  book: Notebook,
  files: readonly NamedBlob[],
  cell?: string,
): Promise<void> {
  try {
    await takeFiles(book, files, cell);
  } catch (error) {
    notify(book, toWireError(error).message);
  }
}
