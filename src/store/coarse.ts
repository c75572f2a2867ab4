/** What a run has so far: the mean of its first images, shown until the whole is there. */
import type { ErfValue, ResultKey } from "../domain/stored.ts";
import { findCell } from "./cells.ts";
import { forgetResult } from "./results.ts";
import { patchRuntime, runtimeOf, type Notebook } from "./notebook.ts";
import { conditionsOf, makeReadings } from "./readings.ts";

/** A run that will be over sooner, as far as its first images tell, shows nothing on the way. */
const WORTH_SHOWING_SECONDS = 0.2;

/** The key of a part's first images; such results stay in memory and are never kept. */
const coarseKey = (key: ResultKey, images: number): ResultKey => `${key} of ${images}`;
/** The key of the whole of which a key may be the first images. */
export const wholeKey = (key: ResultKey): ResultKey => key.split(" ")[0]!;

/** Images that an ERF is the mean of, those left out counted. */
export const imagesOf = ({ result: { map } }: ErfValue): number => map.count + map.skipped;

/** Shows the first images of part `at` of a cell, unless its run is over or was superseded. */
export async function showCoarse(
  book: Notebook,
  id: string,
  keys: readonly ResultKey[],
  { at, value }: { readonly at: number; readonly value: ErfValue },
  current: () => boolean,
): Promise<void> {
  const cell = findCell(book.store.getState().document, id);
  const conditions = cell && conditionsOf(cell);
  if (!cell || !conditions || !current()) return;
  const { images } = conditions;
  const all = images.type === "files" ? images.files.length : images.count;
  if ((value.computed.seconds * all) / imagesOf(value) < WORTH_SHOWING_SECONDS) return;
  const own = coarseKey(keys[at]!, imagesOf(value));
  const shown = keys.map((key, i) => (i === at ? own : key));
  book.results.set(own, value);
  await makeReadings(book, shown, conditions).catch(() => {});
  if (current() && runtimeOf(book, id).run.status === "running") {
    const { coarse } = runtimeOf(book, id);
    patchRuntime(book, id, { coarse: { cell, keys: shown } });
    forgetCoarse(book, coarse?.keys.filter((key) => key !== own) ?? []);
  } else forgetCoarse(book, [own]);
}

/** Lets go of what a run had so far. */
export function dropCoarse(book: Notebook, id: string): void {
  const { coarse } = runtimeOf(book, id);
  if (!coarse) return;
  patchRuntime(book, id, { coarse: null });
  forgetCoarse(book, coarse.keys);
}

const forgetCoarse = (book: Notebook, keys: readonly ResultKey[]): void => {
  for (const key of keys) if (key !== wholeKey(key)) forgetResult(book, key);
};
