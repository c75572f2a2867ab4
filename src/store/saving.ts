/**
 * Saving by itself. Every change starts a write at once; what changes while one is under way is
 * written next, the latest state only. `saved` is said only of what was read back and found equal:
 * once a moment after the last write, and until then the state is `saving`.
 */
import { FieldbookError, toWireError } from "../domain/errors.ts";
import { follow } from "./adopt.ts";
import { textOf } from "./documentText.ts";
import { findTail, hasUnsaved, keptOf, setKept, type Kept } from "./kept.ts";
import type { Notebook, SavingState } from "./notebook.ts";
import type { Library } from "./persistence/library.ts";
import { createSnapshotter } from "./snapshots.ts";

export interface SavingTimes {
  /** from the last write to reading it back */
  readonly verifyMs: number;
  /** from a failure to the next attempt, unless a change comes first */
  readonly retryMs: number;
}
const TIMES: SavingTimes = { verifyMs: 300, retryMs: 10_000 };

interface Saver {
  readonly start: () => void;
  readonly flush: () => Promise<void>;
  readonly rest: () => void;
}

function createSaver(book: Notebook, library: Library, { verifyMs, retryMs }: SavingTimes): Saver {
  const snapshot = createSnapshotter(book);
  let writing: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const status = (): SavingState["status"] => book.store.getState().saving.status;
  const say = (saving: SavingState): void => book.store.setState({ saving });
  const later = (ms: number, what: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(what, ms);
  };
  const fail = (error: unknown): void => {
    say({ status: "failed", error: toWireError(error) });
    later(retryMs, retry);
  };

  const write = async (): Promise<void> => {
    try {
      // what one act sets in several steps is one save
      await Promise.resolve();
      while (hasUnsaved(book) && status() !== "conflict") {
        await writeOnce(book, library);
        if (status() !== "conflict") await snapshot();
      }
      if (status() === "failed") say({ status: "saving" });
      if (status() !== "conflict") later(verifyMs, () => void verify());
    } catch (error) {
      fail(error);
    } finally {
      writing = null;
    }
    if (status() !== "failed") start();
  };
  const start = (): void => {
    if (writing || !hasUnsaved(book) || status() === "conflict") return;
    clearTimeout(timer);
    writing = write();
    // after a failure nothing is better until something is written
    if (status() === "saved") say({ status: "saving" });
  };
  const verify = async (): Promise<void> => {
    const kept = keptOf(book);
    const isOver = (): boolean => keptOf(book) !== kept || hasUnsaved(book);
    if (!kept?.written || isOver() || status() === "saved" || status() === "conflict") return;
    clearTimeout(timer);
    try {
      const { id, revision, written } = kept;
      const equal = await library.verify(id, revision, textOf(written.document));
      if (isOver()) return;
      if (equal) say({ status: "saved", at: book.date() });
      else await explain(book, library, kept);
    } catch (error) {
      // what was written since is verified for itself
      if (!isOver() || keptOf(book)?.written === null) fail(error);
    }
  };
  const retry = (): void => {
    if (hasUnsaved(book)) start();
    else void verify();
  };
  return {
    start,
    flush: async () => {
      clearTimeout(timer);
      start();
      for (let under = writing; under; under = writing) await under;
      await verify();
    },
    rest: () => clearTimeout(timer),
  };
}

/** Writes the notebook as it is now, or finds that another tab wrote it. */
async function writeOnce(book: Notebook, library: Library): Promise<void> {
  const state = book.store.getState();
  const kept = keptOf(book);
  if (!kept || kept.id !== state.id) return;
  const { id, createdAt, document, history, bin, origin } = state;
  const text = textOf(document);
  const tail = findTail(kept, history);
  const outcome = await library.save({
    record: {
      id,
      title: document.title,
      createdAt,
      modifiedAt: book.date(),
      text,
      cursor: history.cursor,
      bin,
      origin,
      deletedAt: null,
    },
    expected: kept.revision,
    ...tail,
  });
  if (keptOf(book) !== kept) return;
  switch (outcome.status) {
    case "saved":
      return setKept(book, {
        id,
        revision: outcome.revision,
        first: tail.first,
        written: { document, history, bin, origin },
      });
    case "gone":
      return setKept(book, { id, revision: 0, first: 0, written: null });
    case "conflict": {
      const { theirs } = outcome;
      if (theirs.text === text)
        return setKept(book, { id, revision: theirs.revision, first: 0, written: null });
      return book.store.setState({ saving: { status: "conflict", theirs } });
    }
    default:
      return outcome satisfies never;
  }
}

/** Finds out why what was read back is not what was written. */
async function explain(book: Notebook, library: Library, kept: Kept): Promise<void> {
  const stored = await library.load(kept.id);
  if (keptOf(book) !== kept) return;
  if (stored && stored.record.revision > kept.revision) return follow(book);
  setKept(book, { id: kept.id, revision: stored?.record.revision ?? 0, first: 0, written: null });
  throw new FieldbookError(
    "storage",
    "What this browser stored is not what was written: export the notebook. Saving is tried again.",
    { reason: "unequal" },
  );
}

const savers = new WeakMap<Notebook, Saver>();
function saverOf(book: Notebook, times: SavingTimes): Saver | null {
  const known = savers.get(book);
  if (known || !book.library) return known ?? null;
  const saver = createSaver(book, book.library, times);
  savers.set(book, saver);
  return saver;
}

/** Saves the open notebook whenever it changes; returns the end of it. */
export function startSaving(book: Notebook, times: SavingTimes = TIMES): () => void {
  const saver = saverOf(book, times);
  if (!saver) return () => undefined;
  const end = book.store.subscribe(saver.start);
  const isUnsaved = (): boolean => hasUnsaved(book);
  const ask = (event: Event): void => {
    const { status } = book.store.getState().saving;
    if (isUnsaved() && (status === "failed" || status === "conflict")) event.preventDefault();
  };
  const page = globalThis as Partial<Pick<typeof globalThis, "addEventListener">> &
    Partial<Pick<typeof globalThis, "removeEventListener">>;
  for (const name of ["pagehide", "visibilitychange"]) page.addEventListener?.(name, saver.start);
  page.addEventListener?.("beforeunload", ask);
  return () => {
    end();
    saver.rest();
    for (const name of ["pagehide", "visibilitychange"])
      page.removeEventListener?.(name, saver.start);
    page.removeEventListener?.("beforeunload", ask);
  };
}

/**
 * Waits until everything is written and read back, or has failed: the state says which.
 * Works without startSaving; without a library there is nothing to wait for.
 */
export async function flushSaving(book: Notebook): Promise<void> {
  await saverOf(book, TIMES)?.flush();
}
