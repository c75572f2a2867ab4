import { useMemo } from "react";
import type { CountValue } from "../../src/domain/stored.ts";
import type { Graph } from "../../src/store/graph.ts";
import { countPart } from "../../src/store/parts.ts";
import { publishedTop1 } from "../../src/store/remote/publishedTop1.ts";
import { useBook, useNotebookList } from "../notebook/useNotebook.ts";
import { useCatalogue } from "./useCatalogue.ts";

/** What is known of a model beside its field. */
export interface Known {
  /** null until every weight was read */
  readonly count: Pick<CountValue, "nonzero" | "macs"> | null;
  /** published for these very weights, %; null for all others */
  readonly top1: number | null;
}
export const UNKNOWN: Known = { count: null, top1: null };

/** What is known of each model by now, in the order of their names: counts come after fields. */
export function useKnown(names: readonly string[], models: Graph["models"]): readonly Known[] {
  const book = useBook();
  const resolved = useMemo(() => names.map((name) => models.get(name) ?? null), [names, models]);
  // keys are hashes: made once, then only looked up
  const keys = useMemo(() => resolved.map((model) => model && countPart(model).key), [resolved]);
  const counts = useNotebookList(() =>
    keys.map((key) => (key === null ? undefined : book.results.get(key))),
  );
  const catalogue = useCatalogue(resolved.some((model) => model?.root.type === "file"));
  return useMemo(
    () =>
      resolved.map((model, i) => {
        const count = counts[i];
        return {
          count: count?.kind === "count" ? count : null,
          top1: model && catalogue && publishedTop1(model, catalogue),
        };
      }),
    [resolved, counts, catalogue],
  );
}
