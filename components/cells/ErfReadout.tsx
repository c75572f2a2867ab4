import type { ReactElement } from "react";
import { rawAt } from "../../src/store/erfTables.ts";
import { ringAt, squareAt, type Field, type Point } from "./erfFields.ts";
import { describeTheory, unitCentre } from "./geometry.ts";
import { times } from "./words.ts";

/** What the fields hold under the cross-hair, or where the unit lies, and what theory says. */
export function ErfReadout(props: {
  readonly fields: readonly Field[];
  readonly at: Point | null;
  /** a click moves the unit */
  readonly movable: boolean;
}): ReactElement | null {
  const { fields, at, movable } = props;
  const [first] = fields;
  const stage = first?.value.model.stages[first.value.result.stage - 1];
  if (!first || !stage) return null;
  const { result } = first.value;
  const unit = unitCentre(stage, result.unit);
  const square = at && squareAt(first, at);
  return (
    <p className="readout">
      <span aria-live="polite">
        {at ? (
          <>
            At x <b>{at.x}</b>, y <b>{at.y}</b> px:{" "}
            {fields.map((field) => (
              <span key={field.name} className="value">
                {field.name} <b>{sayDrawn(field, at)}</b> of the largest, E{" "}
                <b className="raw">{sayRaw(field, at)}</b>
              </span>
            ))}
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
      <span className="theory-words">
        {at
          ? `${ringAt(first, at)} px from the unit${square === null ? "" : `; the square of ${2 * square + 3} px through it holds ${sayPercent(first.reading.shares[square])}`}`
          : describeTheory(stage, unit, result.map)}
        {!at && movable && (
          <span data-live>
            . Click or drag to move the unit; +&nbsp;and&nbsp;−, or the wheel with Ctrl, zoom
          </span>
        )}
      </span>
    </p>
  );
}

const sayDrawn = ({ drawn }: Field, { x, y }: Point): string =>
  drawn.values[y * drawn.width + x]?.toFixed(3) ?? "–";

/** A mean contribution as readers see it. */
function sayRaw({ map }: Field, at: Point): string {
  const value = rawAt(map, at);
  return value === 0 ? "0" : value.toPrecision(4);
}
const sayPercent = (share: number | undefined): string =>
  share === undefined || !Number.isFinite(share) ? "–" : `${(100 * share).toFixed(1)} %`;
