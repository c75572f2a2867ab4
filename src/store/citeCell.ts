/** How a figure of any kind is cited: its models, conditions and machine, found by what it shows. */
import type { FigureCell } from "../domain/document.ts";
import type { Computed, ModelCard } from "../domain/stored.ts";
import { cellTitle } from "./cellTitle.ts";
import { citeFigure } from "./citation.ts";
import type { Graph } from "./graph.ts";
import type { Notebook } from "./notebook.ts";
import { modelPart } from "./parts.ts";

/** What results say of themselves. */
export interface Cited {
  /** what is known of models by the names that the cell uses; else what opening them told */
  readonly cards?: ReadonlyMap<string, ModelCard>;
  /** none for a figure that only reads weights */
  readonly computed?: readonly Computed[];
}
/**
 * BibTeX of a figure. `cell` and `models` are as they were when it was computed; a model of which
 * nothing is known here is left out.
 */
export function citeCell(
  book: Notebook,
  cell: FigureCell,
  models: Graph["models"],
  { cards, computed = [] }: Cited = {},
): string {
  const names = "models" in cell ? cell.models : [cell.model];
  return citeFigure({
    what: cellTitle(cell),
    models: names.flatMap((name) => {
      const resolved = models.get(name);
      const value = resolved && book.results.get(modelPart(resolved).key);
      const card = cards?.get(name) ?? (value?.kind === "model" ? value.summary : null);
      return resolved && card ? [{ family: card.family, variant: card.variant, resolved }] : [];
    }),
    conditions: "conditions" in cell ? cell.conditions : null,
    computed: computed.toSorted((p, q) => (p.at < q.at ? 1 : -1))[0] ?? null,
  });
}
