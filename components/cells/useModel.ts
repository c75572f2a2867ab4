import { useMemo } from "react";
import type { ResolvedModel } from "../../src/store/graph.ts";
import type { Known } from "../../src/store/modelOf.ts";
import { countPart, modelPart } from "../../src/store/parts.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";

export interface KnownModel extends Known {
  /** null while the name leads to no weights */
  readonly resolved: ResolvedModel | null;
}

/** What modelOf says of a name that cells use, drawn again when more is known. */
export function useModel(name: string): KnownModel {
  const book = useBook();
  const resolved = useNotebook(({ graph }) => graph.models.get(name) ?? null);
  // keys are hashes: made once for a model, then only looked up
  const [modelKey = "", countKey = ""] = useMemo(
    () => (resolved ? [modelPart(resolved).key, countPart(resolved).key] : []),
    [resolved],
  );
  const model = useNotebook(() => book.results.get(modelKey));
  const count = useNotebook(() => book.results.get(countKey));
  return {
    resolved,
    model: model?.kind === "model" ? model : null,
    count: count?.kind === "count" ? count : null,
  };
}
