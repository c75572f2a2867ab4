import type { ReactElement } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import type { ColormapName } from "../plots/colormaps.ts";
import { ALONE, FIFTHS, ScaleBar } from "../plots/ScaleBar.tsx";
import type { Series } from "../plots/series.ts";
import { CompareBlink } from "./CompareBlink.tsx";
import { CompareChange } from "./CompareChange.tsx";
import type { ScaledMap, Stand } from "./stands.ts";
import { CompareReadout, type PickUnit } from "./CompareRow.tsx";
import { CompareWipe } from "./CompareWipe.tsx";
import { PAIR_NAMES, pairOf, sayQuantity } from "./compareWords.ts";
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
}): ReactElement {
  const { mode, onPair, shown, range, colours, stands, linked, old } = props;
  const [i, j] = pairOf(props.pair, stands.length);
  const two = [stands[i]!, stands[j]!] as const;
  const maps = [props.maps[i] ?? null, props.maps[j] ?? null] as const;
  const onPick: PickUnit = (place, at) => props.onPick(place === 0 ? i : j, at);
  const choices = stands.map(({ label }, value) => ({ value, label }));
  const [first, second] = PAIR_NAMES[mode];
  const common = { shown, stands: two, maps, linked, onPick, old };
  const series = [props.series[i]!, props.series[j]!] as const;
  const drawn = mode === "blink" || mode === "wipe";
  return (
    <>
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
      </div>
      {mode === "blink" && <CompareBlink {...common} colours={colours} series={series} />}
      {mode === "wipe" && <CompareWipe {...common} colours={colours} series={series} />}
      {(mode === "difference" || mode === "ratio") && (
        <CompareChange {...common} mode={mode} range={range} />
      )}
      {drawn && (
        <ScaleBar
          colours={colours}
          ticks={FIFTHS}
          most={ALONE}
          quantity={sayQuantity(shown.conditions.scale, range, stands.length)}
        />
      )}
      <ZoomButtons view={linked.view} onView={linked.setView} of="all maps" />
      {drawn && <CompareReadout stands={two} maps={maps} linked={linked} />}
    </>
  );
}
