import { useMemo, type ReactElement } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import { runCell } from "../../src/store/runs.ts";
import { useBook, useNotebook, useRuntime } from "../notebook/useNotebook.ts";
import { Heatmap } from "../plots/Heatmap.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { sayDuration, sayScale } from "./words.ts";

/** Keeps the place of a field that is not computed yet, and says what it will be. */
export function EmptyFigure({ cell }: { readonly cell: ErfCell }): ReactElement {
  const book = useBook();
  const { run, expected } = useRuntime(cell.id);
  const known = useNotebook(({ graph }) => graph.models.has(cell.model));
  const map = useMemo(() => ({ height: 1, width: 1, values: Float32Array.of(NaN) }), []);
  const { size, scale } = cell.conditions;
  return (
    <div className="pair">
      <Heatmap
        map={map}
        axis={size}
        colours="magma"
        name={cell.model}
        note=""
        quantity={sayScale[scale]}
        marks={null}
        cross={null}
        onCross={() => {}}
        describe="The map is not computed yet."
        old={false}
      />
      <div>
        <p className="caption place">
          {run.status === "running"
            ? "The map is on its way."
            : known
              ? "The map of one unit will stand here."
              : "Choose a model of this notebook, and the map of one of its units stands here."}
          {run.status === "idle" &&
            expected !== null &&
            ` It takes about ${sayDuration(expected)}.`}
        </p>
        {run.status === "idle" && known && (
          <button type="button" className="btn solid" onClick={() => runCell(book, cell.id)}>
            Run
          </button>
        )}
        <FigureProgress cell={cell} />
      </div>
    </div>
  );
}
