import { useEffect, useState, type ReactElement } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import type { ColormapName } from "../plots/colormaps.ts";
import { FieldMap } from "../plots/FieldMap.tsx";
import type { Series } from "../plots/series.ts";
import { type ScaledMap, type Stand } from "./stands.ts";
import { describeMap, longerSide, type PickUnit } from "./CompareRow.tsx";
import type { Linked } from "./useLinked.ts";

/** How long each map stays, s: even the shortest makes one flash a second, where three are allowed. */
const STAYS = [0.5, 1, 2] as const;

const wantsRest = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Two maps in one place in turn; at rest for those who ask for less motion, until they start it. */
export function CompareBlink(props: {
  readonly shown: CompareCell;
  readonly colours: ColormapName;
  readonly stands: readonly [Stand, Stand];
  readonly maps: readonly [ScaledMap | null, ScaledMap | null];
  readonly series: readonly [Series, Series];
  readonly linked: Linked;
  readonly onPick: PickUnit;
  readonly old: boolean;
}): ReactElement {
  const { shown, stands, maps, linked } = props;
  const [up, setUp] = useState<0 | 1>(0);
  const [going, setGoing] = useState(() => !wantsRest());
  const [stay, setStay] = useState<(typeof STAYS)[number]>(1);
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(() => setUp((now) => (now === 0 ? 1 : 0)), stay * 1000);
    return () => clearInterval(timer);
  }, [going, stay]);
  const stand = stands[up];
  return (
    <div
      className="blink"
      role="group"
      aria-label="Two maps in turn"
      onKeyDown={(event) => {
        if (event.key === "Escape") setGoing(false);
      }}
    >
      <div className="conditions bare">
        <ChoiceField
          label="Each stays"
          value={stay}
          choices={STAYS.map((value) => ({ value, label: `${value} s` }))}
          onChoose={setStay}
        />
        <div className="field">
          <span className="label">Blinking</span>
          <div className="beside">
            <button type="button" className="btn" onClick={() => setGoing(!going)}>
              {going ? "Stop" : "Start"}
            </button>
            <button
              type="button"
              className="btn"
              onClick={() => {
                setGoing(false);
                setUp(up === 0 ? 1 : 0);
              }}
            >
              Show the other
            </button>
          </div>
        </div>
      </div>
      <div className="map-alone">
        <FieldMap
          map={maps[up]}
          size={longerSide(stand, shown)}
          colours={props.colours}
          series={props.series[up]}
          name={stand.label}
          note={stand.note}
          marks={stand.marks}
          {...linked.of(maps[up])}
          onPick={stand.grid && ((at) => props.onPick(up, at))}
          describe={describeMap(stand, shown)}
          axes
          old={props.old}
        />
      </div>
    </div>
  );
}
