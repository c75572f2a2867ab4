import { useEffect, useState } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { collectAsked } from "../../src/store/papers/collect.ts";
import { createMeasurer, type Measured } from "../../src/store/papers/measure.ts";
import { measureMap, type MeasuredMap } from "../../src/store/papers/measureMaps.ts";
import {
  fetchPublished,
  type MapsTable,
  type PaperRow,
  type Published,
} from "../../src/store/papers/schema.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** By row of a table: a row that has no entry is still looked for, null is that nothing was found. */
export type FoundFields = ReadonlyMap<PaperRow, Measured | null>;
export type FoundMaps = ReadonlyMap<MapsTable["rows"][number], MeasuredMap | null>;
export interface PublishedView {
  /** null until the numbers are here */
  readonly published: Published | null;
  /** why something is not shown; empty when all is well */
  readonly problem: string;
  readonly fields: FoundFields;
  readonly maps: FoundMaps;
}

/** What papers print, and what the notebooks of this browser have beside it; read once, when it is opened. */
export function usePublished(): PublishedView {
  const book = useBook();
  const [published, setPublished] = useState<Published | null>(null);
  const [problem, setProblem] = useState("");
  const [fields, setFields] = useState<FoundFields>(new Map());
  const [maps, setMaps] = useState<FoundMaps>(new Map());
  useEffect(() => {
    let here = true;
    const open = async (): Promise<void> => {
      const numbers = await fetchPublished(book.base, fetch.bind(globalThis));
      if (here) setPublished(numbers);
      for await (const found of lookFor(book, numbers)) {
        if (!here) return;
        if (found.type === "field") setFields((old) => new Map(old).set(found.row, found.field));
        else setMaps((old) => new Map(old).set(found.row, found.map));
      }
    };
    open().catch((error: unknown) => here && setProblem(toWireError(error).message));
    return () => void (here = false);
  }, [book]);
  return { published, problem, fields, maps };
}

/** Goes through the notebooks once, then row by row. */
async function* lookFor(book: Notebook, { tables }: Published) {
  const asked = await collectAsked(book);
  const measurer = await createMeasurer(book, asked.fields);
  for (const table of tables) {
    if (table.type === "accuracy") continue;
    if (table.type === "maps")
      for (const row of table.rows)
        yield {
          type: "map" as const,
          row,
          map: await measureMap(book, table, row.file, asked.maps),
        };
    else
      for (const row of table.rows)
        yield { type: "field" as const, row, field: await measurer.measure(table, row) };
  }
}
