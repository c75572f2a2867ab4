import { useEffect, useMemo, useState } from "react";
import type { Conditions, ImportedMap } from "../../src/domain/document.ts";
import { toWireError, type WireError } from "../../src/domain/errors.ts";
import { importedField, loadImported, type ImportedField } from "../../src/store/importedMaps.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";

export interface Imported {
  readonly map: ImportedMap;
  /** null while it is read, and when it cannot be */
  readonly field: ImportedField | null;
  readonly error: WireError | null;
}

/** The imported maps of a figure as its conditions read them; tried again when a file comes. */
export function useImported(
  maps: readonly ImportedMap[],
  conditions: Conditions,
): readonly Imported[] {
  const book = useBook();
  const present = useNotebook((state) => state.present);
  const { protocol, scale } = conditions;
  const [errors, setErrors] = useState<ReadonlyMap<string, WireError>>(new Map());
  const [reads, setReads] = useState(0);
  const found = useMemo(
    () =>
      maps.map((map) => ({
        map,
        field: importedField(book, map.file, { protocol, scale }),
        error: errors.get(map.file.sha256) ?? null,
      })),
    // a map that was read lies in the notebook's own maps
    // oxlint-disable-next-line react/exhaustive-deps
    [book, maps, protocol, scale, errors, reads],
  );
  const missing = found.flatMap(({ map, field }) => (field ? [] : [map.file]));
  const wanted = missing.map(({ sha256 }) => sha256).join();
  useEffect(() => {
    let left = false;
    for (const file of missing)
      loadImported(book, file, { protocol, scale }).then(
        () => {
          if (left) return;
          setErrors((old) => new Map([...old].filter(([hash]) => hash !== file.sha256)));
          setReads((n) => n + 1);
        },
        (error: unknown) => {
          if (!left) setErrors((old) => new Map(old).set(file.sha256, toWireError(error)));
        },
      );
    return () => {
      left = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps
  }, [book, wanted, protocol, scale, present]);
  return found;
}
