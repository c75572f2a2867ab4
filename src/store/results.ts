/** Results by their keys: in memory, and in the library between visits. */
import { isKept, type ErfValue, type ResultKey, type ResultValue } from "../domain/stored.ts";
import type { Notebook } from "./notebook.ts";

/** Results in memory that no cell shows; a map of 1024² takes 8 MB. */
const MOST_UNSHOWN = 40;

/** Finds results in memory, then in the library; true when every one is in memory now. */
export async function recall(book: Notebook, keys: readonly ResultKey[]): Promise<boolean> {
  const missing = keys.filter((key) => !book.results.has(key));
  if (missing.length > 0 && book.library) {
    // a library that cannot be read costs the time to compute, nothing more
    const kept = await book.library.results(missing).catch(() => null);
    for (const [key, value] of kept ?? []) book.results.set(key, value);
  }
  return keys.every((key) => book.results.has(key));
}

/** Takes a result that came with a notebook. */
export function admitResult(book: Notebook, key: ResultKey, value: ResultValue): void {
  book.results.set(key, value);
}

/** Keeps a result in memory and, unless it is read faster than kept, in the library. */
export function keepResult(book: Notebook, key: ResultKey, value: ResultValue): void {
  admitResult(book, key, value);
  if (isKept(value)) void book.library?.putResult(key, value).catch(() => {});
  forgetUnshown(book);
}

function forgetUnshown(book: Notebook): void {
  const shown = new Set(
    [...book.store.getState().runtime.values()].flatMap(({ shown, coarse }) => [
      ...(shown?.keys ?? []),
      ...(coarse?.keys ?? []),
    ]),
  );
  const unshown = [...book.results.keys()].filter((key) => !shown.has(key));
  for (const key of unshown.slice(0, -MOST_UNSHOWN)) forgetResult(book, key);
}

/** Lets go of a result in memory, and of what was read from it. */
export function forgetResult(book: Notebook, key: ResultKey): void {
  book.results.delete(key);
  for (const reading of book.readings.keys())
    if (reading.startsWith(`${key} `)) book.readings.delete(reading);
}

/** The ERF under a key; null when it is not in memory. */
export function erfOf(book: Notebook, key: ResultKey | undefined): ErfValue | null {
  const value = key === undefined ? undefined : book.results.get(key);
  return value?.kind === "erf" ? value : null;
}
