/** Area ratios of maps that authors publish, where a notebook of this browser has imported them. */
import { scaleOfProtocol } from "../../domain/reading.ts";
import { findFile } from "../files.ts";
import { readImportedMap } from "../importedMaps.ts";
import type { Notebook } from "../notebook.ts";
import type { MapAsked } from "./collect.ts";
import { areaAt } from "./measure.ts";
import type { MapsTable } from "./schema.ts";

export interface MeasuredMap extends MapAsked {
  /** %; null where no square holds the share */
  readonly values: readonly (number | null)[];
  /** px */
  readonly height: number;
  readonly width: number;
}

/**
 * Reads the first map of a row's file name that is still here, one that came from an address before
 * one that was dropped; null when there is none.
 */
export async function measureMap(
  book: Notebook,
  { at, conditions: { protocol } }: MapsTable,
  name: string,
  maps: readonly MapAsked[],
): Promise<MeasuredMap | null> {
  const named = maps.filter(({ file }) => file.name.toLowerCase() === name.toLowerCase());
  const fetched = named.filter(({ file }) => file.url !== undefined);
  for (const asked of new Set([...fetched, ...named])) {
    try {
      const map = await readImportedMap(book, await findFile(book, asked.file));
      const reading = await book.client.read({ map, protocol, scale: scaleOfProtocol[protocol] });
      const { height, width } = map;
      return { ...asked, values: at.map((t) => areaAt(reading, t)), height, width };
    } catch {
      // its notebook says what is wrong with it
    }
  }
  return null;
}
