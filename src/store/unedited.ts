/** The network that a model cell edits: its weights, or the model that it copies. */
import { type ModelCell, NO_EDITS, type NotebookDocument } from "../domain/document.ts";
import { buildGraph, type ResolvedModel } from "./graph.ts";

/** A cell's model without that cell's own edits; null while its name leads to no weights. */
export function uneditedModel(
  models: NotebookDocument["cells"],
  cell: ModelCell,
): ResolvedModel | null {
  const cells = models.flatMap((other) => {
    if (other.type !== "model") return [];
    return [other.id === cell.id ? { ...cell, edits: NO_EDITS } : other];
  });
  return buildGraph({ title: "", extra: {}, cells }).models.get(cell.name) ?? null;
}
