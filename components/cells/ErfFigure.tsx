import { memo, useDeferredValue, useMemo, useState, type ReactElement } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import type { ProtocolName } from "../../src/domain/job.ts";
import { modelName } from "../../src/store/architectures.ts";
import type { ResolvedModel } from "../../src/store/graph.ts";
import { ShareCurve } from "../plots/ShareCurve.tsx";
import { AreaTable } from "./AreaTable.tsx";
import { DarkHint } from "./DarkHint.tsx";
import {
  fieldsOf,
  pixelOfSquare,
  squareAt,
  type Field,
  type Part,
  type Point,
} from "./erfFields.ts";
import { ErfMaps } from "./ErfMaps.tsx";
import { ErfMeasures } from "./ErfMeasures.tsx";
import { ErfProtocols } from "./ErfProtocols.tsx";
import { ErfReadout } from "./ErfReadout.tsx";
import { FieldKey } from "./FieldKey.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { unitAt, unitCentre } from "./geometry.ts";
import { MapKey } from "./MapKey.tsx";
import { useNarrow } from "./useNarrow.ts";
import { usePlaceUnit, type UnitPlace } from "./usePlaceUnit.ts";
import { useSeries } from "./useSeries.ts";
import { sayConditions, times } from "./words.ts";

/** The map, the curves and the tables of one field, or of it and its untrained twin. */
export const ErfFigure = memo(function ErfFigure(props: {
  /** the cell as it was when the field was computed */
  readonly of: ErfCell;
  readonly field: Part;
  /** of the untrained twin; null where none is asked for or it is still to come */
  readonly twin: Part | null;
  /** null when the name means other weights by now */
  readonly model: ResolvedModel | null;
  /** the cell as it is now: it decides how the field is drawn */
  readonly cell: ErfCell;
  readonly old: boolean;
  readonly onProtocol: (protocol: ProtocolName) => void;
  readonly onPower: () => void;
}): ReactElement | null {
  const { of, field, twin, model, cell, old, onProtocol, onPower } = props;
  const [cross, setCross] = useState<Point | null>(null);
  const narrow = useNarrow();
  const { className } = useSeries()(of.model);
  const own = model?.root.type === "file" ? "trained" : "own weights";
  const { scale } = of.conditions;
  const fields = useMemo(
    () => fieldsOf(twin ? [field, twin] : [field], own, scale),
    [field, twin, own, scale],
  );
  // while a unit is dragged the map comes first
  const later = useDeferredValue(fields);
  const { place, next } = useUnit(cell, of, field);
  const first = fields[0]!;
  const second = fields[1] ?? null;
  const { height, width } = first.map;
  const name = modelName(field.value.model);
  const note = `kernels up to ${times(Math.max(...field.value.model.kernelSizes))}`;
  const at = cross && cross.x < width && cross.y < height ? cross : null;
  const maps = (
    <ErfMaps
      {...{ fields, of, cell, name, note, own, next, old }}
      cross={at}
      onCross={setCross}
      onPlace={place}
    />
  );
  const curve = (
    <>
      <h3 className="plot-title">Share of the field inside a centred square</h3>
      <p className="plot-note">Dots mark the sides that hold 20, 30, 50 and 99 %</p>
      <ShareCurve
        name={name}
        size={width}
        shares={field.reading.shares}
        passed={field.reading.areaRatio}
        beside={second && { ...second, shares: second.reading.shares }}
        at={at && squareAt(first, at)}
        onAt={(square) => setCross(square === null ? null : pixelOfSquare(first, square))}
      />
      <FieldKey fields={fields} />
    </>
  );
  const values = useMemo(() => fields.map(({ drawn }) => drawn.values), [fields]);
  const under = (
    <>
      <ErfReadout fields={fields} at={at} movable={place !== undefined} />
      <DarkHint maps={values} scale={scale} old={old} onPower={onPower} />
      <MapKey centroid />
    </>
  );
  const protocols = <ErfProtocols {...{ of, cell, model, onProtocol }} reading={field.reading} />;
  return (
    <div className={`erf ${className}`}>
      {of.untrained ? (
        <>
          {maps}
          {under}
          <div className="pair even">
            <div>{curve}</div>
            <div>
              {protocols}
              <FigureProgress cell={cell} />
            </div>
          </div>
        </>
      ) : (
        <div className="pair">
          <div>
            {maps}
            {under}
          </div>
          <div>
            {curve}
            {protocols}
            <FigureProgress cell={cell} />
          </div>
        </div>
      )}
      <AreaTable
        shares={field.reading.areaRatio.map(({ t }) => t)}
        rows={[
          ...fields.map((one) => rowOf(one, name)),
          ...(of.untrained && !twin ? [{ ...rowOf(first, name), ...AWAITED(name) }] : []),
        ]}
        conditions={`${name}: ${sayConditions(of.conditions, model?.root ?? null)}${saySpread(field, of)}`}
        narrow={narrow}
      />
      <ErfMeasures fields={later} scale={scale} cross={at} onCross={setCross} />
    </div>
  );
});

const rowOf = ({ name, value, reading, className }: Field, network: string) => ({
  key: name,
  name: name === "" ? network : `${network}, ${name}`,
  kernels: value.model.kernelSizes,
  className,
  squares: reading.areaRatio,
});
const AWAITED = (network: string) => ({
  key: "untrained",
  name: `${network}, untrained`,
  className: "series-plain",
  squares: null,
});

/** How far the area ratio differs from image to image, by the protocol that the map was computed under. */
function saySpread({ value: { result } }: Part, { conditions }: ErfCell): string {
  if (!result.perImage || result.perImage.length < 2 || result.protocol !== conditions.protocol)
    return "";
  const ratios = result.perImage.flatMap(
    (squares) => squares.find(({ t }) => t === 0.5)?.ratio ?? [],
  );
  if (ratios.length < 2) return "";
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  const range = least === most ? least.toFixed(3) : `${least.toFixed(3)} to ${most.toFixed(3)}`;
  return ` Image by image the area ratio at 50 % is ${range} (${ratios.length} images).`;
}

/** The unit as a person moves it over the map; `place` is undefined where the map is of another geometry. */
function useUnit(
  cell: ErfCell,
  of: ErfCell,
  { value: { result, model } }: Part,
): {
  readonly place: ((at: Point, done: boolean) => void) | undefined;
  readonly next: Point | null;
} {
  const { waiting, place } = usePlaceUnit(cell);
  const stage = model.stages[result.stage - 1];
  const fits =
    stage !== undefined &&
    cell.model === of.model &&
    cell.conditions.stage === result.stage &&
    cell.conditions.size === of.conditions.size;
  const { featureMap } = result;
  const { unit } = cell.conditions;
  const centre = { y: featureMap.height >> 1, x: featureMap.width >> 1 };
  const asked: UnitPlace = unit === "center" ? centre : unit;
  const wanted = waiting ?? asked;
  const there = wanted.y === result.unit.y && wanted.x === result.unit.x;
  return {
    place: fits ? (at, done) => place(unitAt(stage, featureMap, at), done) : undefined,
    next: fits && !there ? unitCentre(stage, wanted) : null,
  };
}
