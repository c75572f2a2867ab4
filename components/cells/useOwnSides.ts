import { NO_EDITS } from "../../src/domain/document.ts";
import { useMemo } from "react";
import type { ModelCell } from "../../src/domain/document.ts";
import { buildGraph } from "../../src/store/graph.ts";
import { modelPart } from "../../src/store/parts.ts";
import { useBook, useNotebook, useNotebookList } from "../notebook/useNotebook.ts";

/**
 * The kernel sides that a model has before it is edited, by stage. `limits` are the largest that
 * it can be given: null for random weights, which are made as wanted, and while it is not known.
 */
export function useOwnSides(cell: ModelCell): { readonly limits: readonly number[] | null } {
  const book = useBook();
  const models = useNotebookList(({ document }) =>
    document.cells.filter((other) => other.type === "model"),
  );
  const unedited = useMemo(() => {
    const cells = models.map((other) =>
      other.id === cell.id ? { ...cell, edits: NO_EDITS } : other,
    );
    const resolved = buildGraph({ title: "", extra: {}, cells }).models.get(cell.name);
    if (!resolved) return { key: "", random: true };
    return { key: modelPart(resolved).key, random: resolved.root.type === "random" };
  }, [models, cell]);
  const known = useNotebook(() => book.results.get(unedited.key));
  return {
    limits: unedited.random || known?.kind !== "model" ? null : known.summary.kernelSizes,
  };
}
