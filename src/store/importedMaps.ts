/** Maps that were computed elsewhere, as NumPy files: read once, then known by their sha256. */
import type { Conditions, FileRef } from "../domain/document.ts";
import { FieldbookError } from "../domain/errors.ts";
import type { NamedBlob } from "../domain/job.ts";
import type { MapReading } from "../domain/reading.ts";
import type { ErfMap } from "../domain/result.ts";
import { findFile } from "./files.ts";
import type { Notebook } from "./notebook.ts";
import { readingOf, readingKey } from "./readings.ts";

const MOST_SIDE = 2048;
const LEAST_SIDE = 8;
/** float64 of the largest map, and the longest header that NumPy reads */
export const MOST_MAP_BYTES = 8 * MOST_SIDE ** 2 + 10_012;

type Way = Pick<Conditions, "protocol" | "scale">;

export interface ImportedField {
  readonly map: ErfMap;
  readonly reading: MapReading;
}
const maps = new WeakMap<Notebook, Map<string, ErfMap>>();

function mapsOf(book: Notebook): Map<string, ErfMap> {
  let known = maps.get(book);
  if (!known) maps.set(book, (known = new Map<string, ErfMap>()));
  return known;
}

/**
 * Reads a map [H, W] of mean contributions; its values are taken as they are. Rejects with one
 * sentence when it is something else; the size is judged before anything is read.
 */
export async function readImportedMap(book: Notebook, file: NamedBlob): Promise<ErfMap> {
  const { name, blob } = file;
  if (blob.size > MOST_MAP_BYTES)
    throw new FieldbookError(
      "too-large",
      `${name} is larger than a map of ${MOST_SIDE} × ${MOST_SIDE}: save a smaller one.`,
    );
  const { values, shape } = await book.client.readNpy({ file });
  const refuse = (what: string): FieldbookError =>
    new FieldbookError("bad-file", `${name}: ${what}`, { name });
  const [height = 0, width = 0] = shape;
  if (shape.length !== 2)
    throw refuse(`its shape is (${shape.join(", ")}); a map has two sides, (H, W).`);
  if (Math.min(height, width) < LEAST_SIDE || Math.max(height, width) > MOST_SIDE)
    throw refuse(
      `its map is ${height} × ${width} px; sides from ${LEAST_SIDE} to ${MOST_SIDE} can be read.`,
    );
  const sum = Float64Array.from(values);
  if (!sum.every(Number.isFinite))
    throw refuse("it holds values that are not finite; save the map without NaN and infinity.");
  if (!sum.some((value) => value > 0)) throw refuse("none of its values is positive.");
  return { height, width, sum, count: 1, skipped: 0 };
}

const keyOf = ({ sha256 }: FileRef): string => `npy ${sha256}`;

/** A map that was read already, as the conditions read it; null when that is still to be done. */
export function importedField(
  book: Notebook,
  file: FileRef,
  conditions: Way,
): ImportedField | null {
  const map = mapsOf(book).get(file.sha256);
  const reading = readingOf(book, keyOf(file), conditions);
  return map && reading ? { map, reading } : null;
}

/** Finds a map's file and reads it; rejects with `missing-file` when it is not here. */
export async function loadImported(
  book: Notebook,
  file: FileRef,
  { protocol, scale }: Way,
): Promise<void> {
  const known = mapsOf(book);
  const map = known.get(file.sha256) ?? (await readImportedMap(book, await findFile(book, file)));
  known.set(file.sha256, map);
  const reading = await book.client.read({ map, protocol, scale });
  book.readings.set(readingKey(keyOf(file), protocol, scale), reading);
}
