/** Other tabs on the same notebook: who is there, and following what they save. */
import { toWireError } from "../domain/errors.ts";
import { follow } from "./adopt.ts";
import { keptOf } from "./kept.ts";
import type { Notebook } from "./notebook.ts";
import { notify } from "./notices.ts";
import type { Library, LibraryEvent } from "./persistence/library.ts";

export interface TabTimes {
  /** between questions whether the others are still there */
  readonly askMs: number;
  /** after which a tab that does not answer is taken for gone */
  readonly forgetMs: number;
}
const TIMES: TabTimes = { askMs: 1500, forgetMs: 4000 };

/**
 * Notices other tabs on the open notebook (`elsewhere`) and takes over what they save while there is
 * nothing of this tab's own to save. Returns the end of it.
 */
export function startTabs(book: Notebook, times: TabTimes = TIMES): () => void {
  return book.library ? watchTabs(book, book.library, times) : () => undefined;
}

function watchTabs(book: Notebook, library: Library, { askMs, forgetMs }: TabTimes): () => void {
  /** when each was heard of last, by the book's clock */
  const others = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const openId = (): string | null => keptOf(book)?.id ?? null;
  const tell = (): void => {
    const elsewhere = others.size > 0;
    if (book.store.getState().elsewhere !== elsewhere) book.store.setState({ elsewhere });
    clearTimeout(timer);
    if (elsewhere) timer = setTimeout(ask, askMs);
  };
  // the others answer even where their own timers sleep; only who is known is asked
  const ask = (): void => {
    for (const [tab, heard] of others) if (book.now() - heard > forgetMs) others.delete(tab);
    announce("opened");
    tell();
  };
  const announce = (type: "opened" | "here" | "closed"): void => {
    const id = openId();
    if (id !== null) library.announce(type, id);
  };
  const hear = ({ type, notebook, revision, tab }: LibraryEvent): void => {
    if (notebook !== openId()) return;
    switch (type) {
      case "opened":
      case "here":
        others.set(tab, book.now());
        if (type === "opened") announce("here");
        return tell();
      case "closed":
        others.delete(tab);
        return tell();
      case "saved":
        if (revision > (keptOf(book)?.revision ?? 0))
          void follow(book).catch((error: unknown) => notify(book, toWireError(error).message));
        return;
      case "removed":
        // it stays open here, and the next change saves it anew
        return;
      default:
        return type satisfies never;
    }
  };
  const endWatch = library.watch(hear);
  const endStore = book.store.subscribe((state, before) => {
    if (state.id === before.id) return;
    others.clear();
    tell();
  });
  const show = (): void => announce("opened");
  const hide = (): void => announce("closed");
  const page = globalThis as Partial<Pick<typeof globalThis, "addEventListener">> &
    Partial<Pick<typeof globalThis, "removeEventListener">>;
  page.addEventListener?.("pageshow", show);
  page.addEventListener?.("pagehide", hide);
  announce("opened");
  return () => {
    announce("closed");
    clearTimeout(timer);
    endWatch();
    endStore();
    page.removeEventListener?.("pageshow", show);
    page.removeEventListener?.("pagehide", hide);
  };
}
