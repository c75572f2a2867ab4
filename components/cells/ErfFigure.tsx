import { memo, useState, type ReactElement } from "react";
import type { MapReading } from "../../src/domain/reading.ts";
import { modelName } from "../../src/store/architectures.ts";
import type { Shown, StoredResult } from "../../src/store/notebook.ts";
import { useNotebook } from "../notebook/useNotebook.ts";
import { colormapNames, type ColormapName } from "../plots/colormaps.ts";
import { Heatmap } from "../plots/Heatmap.tsx";
import { ShareCurve } from "../plots/ShareCurve.tsx";
import { AreaTable } from "./AreaTable.tsx";
import { ErfCaption, ErfProvenance } from "./ErfCaption.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { describeTheory, unitCentre } from "./geometry.ts";
import { useNarrow } from "./useNarrow.ts";
import { sayConditions, sayScale, times } from "./words.ts";

type Point = { readonly x: number; readonly y: number };
const SQUARES = [0.3, 0.5];
const isColormap = (name: string): name is ColormapName =>
  (colormapNames as readonly string[]).includes(name);

/** The plots, the table and the words of one result. */
export const ErfFigure = memo(function ErfFigure(props: {
  readonly shown: Shown;
  readonly stored: StoredResult;
  readonly reading: MapReading;
}): ReactElement | null {
  const { shown, stored, reading } = props;
  const { result, model } = stored;
  const { spec } = shown;
  const old = useNotebook(({ running: { figure } }) =>
    ["stale", "stopped", "failed"].includes(figure.status),
  );
  const [cross, setCross] = useState<Point | null>(null);
  const narrow = useNarrow();
  const stage = model.summary.stages[result.stage - 1];
  if (!stage) return null;
  const { height, width } = result.map;
  const unit = unitCentre(stage, result.unit);
  const name = modelName(model.summary);
  const kernel = model.summary.kernelSizes[0] ?? 0;
  const at = cross && cross.x < width && cross.y < height ? cross : null;
  return (
    <>
      <div className="pair">
        <div>
          <Heatmap
            map={{ height, width, values: reading.values }}
            colours={isColormap(spec.colours) ? spec.colours : "magma"}
            name={name}
            note={`kernels up to ${times(kernel)}`}
            quantity={sayScale[spec.scale]}
            marks={{
              unit,
              field: stage.field,
              squares: reading.areaRatio.flatMap(({ t, side }) =>
                side !== null && SQUARES.includes(t)
                  ? [{ label: `${Math.round(t * 100)} %`, side }]
                  : [],
              ),
            }}
            cross={at}
            onCross={setCross}
            describe={`Effective receptive field of ${name}, stage ${result.stage}, over ${width} by ${height} input pixels.`}
            old={old}
          />
          <p className="readout">
            <span aria-live="polite">
              {at ? (
                <>
                  At x <b>{at.x}</b>, y <b>{at.y}</b> px:{" "}
                  <b>{reading.values[at.y * width + at.x]?.toFixed(3)}</b> of the largest
                </>
              ) : (
                <>
                  Unit{" "}
                  <b>
                    {result.unit.y}, {result.unit.x}
                  </b>{" "}
                  of {times(result.featureMap.height, result.featureMap.width)}, centre at x{" "}
                  <b>{unit.x}</b>, y <b>{unit.y}</b> px
                </>
              )}
            </span>
            <span className="theory-words">{describeTheory(stage, unit, { height, width })}</span>
          </p>
        </div>
        <div>
          <h3 className="plot-title">Share of the field inside a centred square</h3>
          <p className="plot-note">Dots mark the sides that hold 20, 30, 50 and 99 %</p>
          <ShareCurve name={name} size={width} shares={reading.shares} passed={reading.areaRatio} />
          <FigureProgress />
        </div>
      </div>
      <AreaTable
        name={name}
        kernels={model.summary.kernelSizes}
        rows={reading.areaRatio}
        conditions={sayConditions(spec, model.spec)}
        narrow={narrow}
      />
      <ErfCaption shown={shown} stored={stored} />
      <ErfProvenance shown={shown} stored={stored} />
    </>
  );
});
