import { useMemo } from "react";
import type { ModelCell } from "../../src/domain/document.ts";
import type { CountValue, ModelValue } from "../../src/domain/stored.ts";
import { countPart, modelPart } from "../../src/store/parts.ts";
import { uneditedModel } from "../../src/store/unedited.ts";
import { useBook, useNotebook, useNotebookList } from "../notebook/useNotebook.ts";

export interface Unedited {
  /** made from a seed, so that kernels of any side can be made */
  readonly random: boolean;
  /** null until the network was opened without this cell's edits */
  readonly model: ModelValue | null;
  readonly count: CountValue | null;
}

/** What is known of the network that a cell edits: its weights, or the model that it copies. */
export function useUnedited(cell: ModelCell): Unedited {
  const book = useBook();
  const models = useNotebookList(({ document }) =>
    document.cells.filter((other) => other.type === "model"),
  );
  const unedited = useMemo(() => {
    const resolved = uneditedModel(models, cell);
    if (!resolved) return { model: "", count: "", random: true };
    return {
      model: modelPart(resolved).key,
      count: countPart(resolved).key,
      random: resolved.root.type === "random",
    };
  }, [models, cell]);
  const model = useNotebook(() => book.results.get(unedited.model));
  const count = useNotebook(() => book.results.get(unedited.count));
  return {
    random: unedited.random,
    model: model?.kind === "model" ? model : null,
    count: count?.kind === "count" ? count : null,
  };
}
