import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { toWireError } from "../../src/domain/errors.ts";
import { notifyError } from "../../src/store/notices.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import type { Download } from "../../src/store/remote/download.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** A download by its id; undefined when there is none any more. */
export const useDownload = (id: string | null): Download | undefined =>
  useStore(useBook().downloads.store, ({ tasks }) => (id === null ? undefined : tasks.get(id)));

/** The downloads of this visit, in the order in which they began. */
export const useDownloads = (): readonly Download[] =>
  useStore(
    useBook().downloads.store,
    useShallow(({ tasks }) => [...tasks.values()]),
  );

/** Does something with a download; what goes wrong is said at the foot of the page. */
export async function attempt(book: Notebook, what: () => Promise<unknown>): Promise<void> {
  try {
    await what();
  } catch (error) {
    notifyError(book, toWireError(error).message, "downloads");
  }
}
