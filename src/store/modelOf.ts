/** What is known of a model by the name that cells use. */
import type { CountValue, ModelValue } from "../domain/stored.ts";
import type { Notebook } from "./notebook.ts";
import { countPart, modelPart } from "./parts.ts";

export interface Known {
  /** null until it was opened once */
  readonly model: ModelValue | null;
  /** null until every parameter was read once */
  readonly count: CountValue | null;
}
/** Changes with the runtime of the cell that defines the model. */
export function modelOf(book: Notebook, name: string): Known {
  const resolved = book.store.getState().graph.models.get(name);
  if (!resolved) return { model: null, count: null };
  const model = book.results.get(modelPart(resolved).key);
  const count = book.results.get(countPart(resolved).key);
  return {
    model: model?.kind === "model" ? model : null,
    count: count?.kind === "count" ? count : null,
  };
}
