import type { ReactElement, ReactNode } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import type { ColormapName } from "../plots/colormaps.ts";
import { wrapName } from "../plots/fitNote.ts";
import { FieldMap } from "../plots/FieldMap.tsx";
import type { Series } from "../plots/series.ts";
import { BlinkFields, useBlink } from "./CompareBlink.tsx";
import { CompareChange } from "./CompareChange.tsx";
import type { ScaledMap, Stand } from "./stands.ts";
import { CompareReadout, describeMap, longerSide, type PickUnit } from "./CompareRow.tsx";
import { CompareWipe } from "./CompareWipe.tsx";
import { MODE_NAMES, PAIR_NAMES, pairOf, sayQuantity } from "./compareWords.ts";
import { MapAlone } from "./MapAlone.tsx";
import type { Linked } from "./useLinked.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";

/** Two of the maps, set against each other as the mode says. */
export function ComparePair(props: {
  readonly mode: Exclude<CompareCell["mode"], "row">;
  readonly pair: CompareCell["pair"];
  readonly onPair: (pair: CompareCell["pair"]) => void;
  readonly shown: CompareCell;
  readonly range: CompareCell["range"];
  readonly colours: ColormapName;
  readonly stands: readonly Stand[];
  readonly maps: readonly (ScaledMap | null)[];
  readonly series: readonly Series[];
  readonly linked: Linked;
  readonly onPick: PickUnit;
  readonly old: boolean;
  /** stands under the map */
  readonly children: ReactNode;
  /** stands beside it where there is room */
  readonly beside: ReactNode;
}): ReactElement {
  const { mode, onPair, shown, range, colours, stands, linked, old } = props;
  const [i, j] = pairOf(props.pair, stands.length);
  const two = [stands[i]!, stands[j]!] as const;
  const maps = [props.maps[i] ?? null, props.maps[j] ?? null] as const;
  const onPick: PickUnit = (place, at) => props.onPick(place === 0 ? i : j, at);
  const choices = stands.map(({ label }, value) => ({ value, label }));
  const [first, second] = PAIR_NAMES[mode];
  const blink = useBlink(mode === "blink");
  const common = { shown, stands: two, maps, linked, onPick, old };
  const series = [props.series[i]!, props.series[j]!] as const;
  const zoom = <ZoomButtons view={linked.view} onView={linked.setView} of="all maps" />;
  const { up } = blink;
  // the map stays where it is while names change
  const linesFor = (side: number): number =>
    Math.max(...two.map(({ label }) => wrapName(label, side).length));
  return (
    <div
      className={mode === "ratio" ? "difference" : mode}
      role="group"
      aria-label={`Two maps: ${MODE_NAMES[mode]}`}
      onKeyDown={(event) => {
        if (event.key === "Escape") blink.setGoing(false);
      }}
    >
      <div className="conditions bare">
        <ChoiceField
          label={first}
          value={i}
          choices={choices}
          onChoose={(next) => onPair([next, j])}
        />
        <ChoiceField
          label={second}
          value={j}
          choices={choices}
          onChoose={(next) => onPair([i, next])}
        />
        {mode === "blink" && <BlinkFields blink={blink} />}
      </div>
      <div className="pair with-map">
        <div>
          {mode === "difference" || mode === "ratio" ? (
            <CompareChange {...common} mode={mode} range={range}>
              {zoom}
            </CompareChange>
          ) : (
            <>
              <MapAlone
                colours={colours}
                quantity={sayQuantity(shown.conditions.scale, range, stands.length)}
              >
                {(side) =>
                  mode === "wipe" ? (
                    <CompareWipe {...common} colours={colours} series={series} />
                  ) : (
                    <FieldMap
                      map={maps[up]}
                      size={longerSide(two[up], shown)}
                      colours={colours}
                      series={series[up]}
                      name={two[up].label}
                      note={two[up].note}
                      nameLines={linesFor(side)}
                      marks={two[up].marks}
                      {...linked.of(maps[up])}
                      onPick={two[up].grid && ((at) => onPick(up, at))}
                      describe={describeMap(two[up], shown)}
                      axes
                      old={old}
                    />
                  )
                }
              </MapAlone>
              {zoom}
              <CompareReadout stands={two} maps={maps} linked={linked} />
            </>
          )}
          {props.children}
        </div>
        <div className="stacked">{props.beside}</div>
      </div>
    </div>
  );
}
