import { useMemo, useState, type ReactElement } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import { differenceOf } from "../../src/store/sharedScale.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { FieldMap } from "../plots/FieldMap.tsx";
import { ScaleBar, signedTicks } from "../plots/ScaleBar.tsx";
import { seriesOf } from "../plots/series.ts";
import type { ScaledMap } from "./CompareFigure.tsx";
import type { Entry } from "./measured.ts";
import { useTide } from "./useFigure.ts";
import { sayScale } from "./words.ts";

/** One map minus another, both on the scale of the larger. */
export function CompareDifference(props: {
  readonly entries: readonly Entry[];
  /** on one scale, in the order of the entries */
  readonly maps: readonly (ScaledMap | null)[];
  readonly shown: CompareCell;
  readonly old: boolean;
}): ReactElement {
  const { entries, maps, shown, old } = props;
  const colours = useTide();
  const [chosen, setChosen] = useState<readonly [number, number]>([0, 1]);
  const [cross, setCross] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const [i, j] = [Math.min(chosen[0], entries.length - 1), Math.min(chosen[1], entries.length - 1)];
  const [a, b] = [maps[i] ?? null, maps[j] ?? null];
  const difference = useMemo(() => {
    if (!a || !b || a.values.length !== b.values.length) return null;
    const { values, most } = differenceOf(a.values, b.values);
    return { map: { height: a.height, width: a.width, values }, most };
  }, [a, b]);
  const choices = entries.map(({ label }, value) => ({ value, label }));
  const [first, second] = [entries[i]?.label ?? "", entries[j]?.label ?? ""];
  const at = cross && difference && cross.x < difference.map.width ? cross : null;
  const value = at && difference?.map.values[at.y * difference.map.width + at.x];
  return (
    <div className="difference">
      <div className="conditions bare">
        <ChoiceField
          label="Of"
          value={i}
          choices={choices}
          onChoose={(next) => setChosen([next, j])}
        />
        <ChoiceField
          label="Minus"
          value={j}
          choices={choices}
          onChoose={(next) => setChosen([i, next])}
        />
      </div>
      <div className="map-alone">
        <FieldMap
          map={difference?.map ?? null}
          size={shown.conditions.size}
          colours={colours}
          series={seriesOf(0)}
          name={`${first} − ${second}`}
          note={difference ? "" : "to come"}
          marks={null}
          cross={null}
          onCross={setCross}
          describe={
            difference
              ? `${first} minus ${second}, values on one scale; the largest magnitude is ${difference.most.toPrecision(3)}.`
              : `${first} minus ${second}: not computed yet.`
          }
          axes
          old={old}
        />
        {difference && (
          <ScaleBar
            colours={colours}
            ticks={signedTicks(difference.most)}
            quantity={`difference of ${sayScale[shown.conditions.scale]} of all`}
          />
        )}
        {at && difference && value !== null && value !== undefined && (
          <p className="readout">
            At x <b>{at.x}</b>, y <b>{at.y}</b> px:{" "}
            <b>{((value - 0.5) * 2 * difference.most).toFixed(3)}</b>
          </p>
        )}
      </div>
    </div>
  );
}
