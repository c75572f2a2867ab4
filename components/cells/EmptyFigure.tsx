import { useMemo, type ReactElement } from "react";
import { useNotebook } from "../notebook/useNotebook.ts";
import { Heatmap } from "../plots/Heatmap.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { sayScale } from "./words.ts";

/** Keeps the place of the first figure while it is computed, and says what it will be. */
export function EmptyFigure(): ReactElement {
  const spec = useNotebook((state) => state.specs.figure);
  const status = useNotebook((state) => state.running.figure.status);
  const model = useNotebook((state) => state.running.model);
  const { size } = spec;
  const map = useMemo(() => ({ height: 1, width: 1, values: Float32Array.of(NaN) }), []);
  const waiting = status === "running" || model.opening !== null;
  return (
    <div className="pair">
      <Heatmap
        map={map}
        axis={size}
        colours="magma"
        name={model.opening ?? ""}
        note=""
        quantity={sayScale[spec.scale]}
        marks={null}
        cross={null}
        onCross={() => {}}
        describe="The map is not computed yet."
        old={false}
      />
      <div>
        <p className="caption place">
          {waiting
            ? "The first map is on its way: an example that needs no file and no download."
            : "The map of one unit will stand here."}
        </p>
        <FigureProgress />
      </div>
    </div>
  );
}
