import { useNotebookList } from "../notebook/useNotebook.ts";
import { seriesOf, type Series } from "../plots/series.ts";

/** Colour and line of models by name: those of a model's place among the notebook's model cells. */
export function useSeries(): (name: string) => Series {
  const names = useNotebookList(({ document }) =>
    document.cells.flatMap((cell) => (cell.type === "model" ? [cell.name] : [])),
  );
  return (name) => seriesOf(names.indexOf(name));
}
