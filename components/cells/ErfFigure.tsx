import { memo, useMemo, useState, type ReactElement } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import type { MapReading } from "../../src/domain/reading.ts";
import type { ErfValue } from "../../src/domain/stored.ts";
import { modelName } from "../../src/store/architectures.ts";
import { Heatmap } from "../plots/Heatmap.tsx";
import { ShareCurve } from "../plots/ShareCurve.tsx";
import { AreaTable } from "./AreaTable.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { describeTheory, unitCentre } from "./geometry.ts";
import { coloursOf } from "./useFigure.ts";
import { useNarrow } from "./useNarrow.ts";
import { useSeries } from "./useSeries.ts";
import { sayConditions, sayScale, times, type WeightsRoot } from "./words.ts";

type Point = { readonly x: number; readonly y: number };
const SQUARES = [0.3, 0.5];

/** The map, the curve and the table of one field. */
export const ErfFigure = memo(function ErfFigure(props: {
  /** the cell as it was when the field was computed */
  readonly of: ErfCell;
  readonly value: ErfValue;
  readonly reading: MapReading;
  readonly root: WeightsRoot | null;
  /** the cell as it is now: it decides the colours */
  readonly cell: ErfCell;
  readonly old: boolean;
}): ReactElement | null {
  const { of, value, reading, root, cell, old } = props;
  const { colours } = cell.conditions;
  const { result, model } = value;
  const [cross, setCross] = useState<Point | null>(null);
  const narrow = useNarrow();
  const { className } = useSeries()(of.model);
  const { height, width } = value.result.map;
  // one object as long as it is one map, so that its pixels are drawn once
  const map = useMemo(() => ({ height, width, values: reading.values }), [height, width, reading]);
  const stage = model.stages[result.stage - 1];
  if (!stage) return null;
  const unit = unitCentre(stage, result.unit);
  const name = modelName(model);
  const at = cross && cross.x < width && cross.y < height ? cross : null;
  return (
    <div className={className}>
      <div className="pair">
        <div>
          <Heatmap
            map={map}
            colours={coloursOf(colours)}
            name={name}
            note={`kernels up to ${times(Math.max(...model.kernelSizes))}`}
            quantity={sayScale[of.conditions.scale]}
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
          <Readout {...{ at, reading, result, unit, stage }} />
        </div>
        <div>
          <h3 className="plot-title">Share of the field inside a centred square</h3>
          <p className="plot-note">Dots mark the sides that hold 20, 30, 50 and 99 %</p>
          <ShareCurve name={name} size={width} shares={reading.shares} passed={reading.areaRatio} />
          <FigureProgress cell={cell} />
        </div>
      </div>
      <AreaTable
        name={name}
        kernels={model.kernelSizes}
        rows={reading.areaRatio}
        conditions={sayConditions(of.conditions, root)}
        narrow={narrow}
      />
    </div>
  );
});

/** The value under the cross-hair, or where the unit lies, and what theory says. */
function Readout(props: {
  readonly at: Point | null;
  readonly reading: MapReading;
  readonly result: ErfValue["result"];
  readonly unit: Point;
  readonly stage: ErfValue["model"]["stages"][number];
}): ReactElement {
  const { at, reading, result, unit, stage } = props;
  const { height, width } = result.map;
  return (
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
  );
}
