import { useMemo, type ReactElement, type ReactNode } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import { differenceOf, ratioOf, TINY } from "../../src/store/sharedScale.ts";
import { FieldMap } from "../plots/FieldMap.tsx";
import { sayExponents } from "../plots/Raised.tsx";
import { signedTicks } from "../plots/ScaleBar.tsx";
import { seriesOf } from "../plots/series.ts";
import { MapAlone } from "./MapAlone.tsx";
import { crossIn, type Cross, type ScaledMap, type Stand } from "./stands.ts";
import type { PickUnit } from "./CompareRow.tsx";
import { useTide } from "./useFigure.ts";
import type { Linked } from "./useLinked.ts";
import { sayScale } from "./words.ts";

interface Change {
  readonly map: ScaledMap;
  /** at the ends of the colours */
  readonly most: number;
}

/** One map minus another, or the logarithm of their ratio, in diverging colours. */
export function CompareChange(props: {
  readonly mode: "difference" | "ratio";
  readonly shown: CompareCell;
  readonly range: CompareCell["range"];
  /** the two, and what of them is drawn */
  readonly stands: readonly [Stand, Stand];
  readonly maps: readonly [ScaledMap | null, ScaledMap | null];
  readonly linked: Linked;
  readonly onPick: PickUnit;
  readonly old: boolean;
  /** stands under the map */
  readonly children: ReactNode;
}): ReactElement {
  const { mode, shown, range, stands, maps, linked, old } = props;
  const [a, b] = stands;
  const [drawnA, drawnB] = maps;
  const colours = useTide();
  const change = useMemo(
    () => (mode === "difference" ? subtract(drawnA, drawnB) : divide(a, b, range)),
    [mode, drawnA, drawnB, a, b, range],
  );
  const ready = drawnA !== null && drawnB !== null;
  const sign = mode === "difference" ? "−" : "/";
  const name = `${a.label} ${sign} ${b.label}`;
  const of = range === "shared" ? "of both" : "of each map";
  const quantity =
    mode === "difference"
      ? `difference of ${sayScale[shown.conditions.scale]} ${of}`
      : `log₂ of the ratio of ${range === "shared" ? "E" : "E / max of each map"}`;
  return (
    <>
      <MapAlone
        colours={colours}
        quantity={change ? quantity : null}
        ticks={signedTicks(change?.most ?? 1)}
      >
        {() => (
          <FieldMap
            map={change?.map ?? null}
            size={change ? Math.max(change.map.height, change.map.width) : shown.conditions.size}
            colours={colours}
            series={seriesOf(0)}
            name={name}
            note={change ? "" : ready ? "sizes differ" : "to come"}
            marks={null}
            {...linked.of(change?.map ?? null)}
            sayValue={(value) => sayChange(value, change?.most ?? 0)}
            onPick={a.grid && ((at) => props.onPick(0, at))}
            describe={
              change
                ? `${name}, ${sayExponents(quantity)}; the colours end at ${change.most.toPrecision(3)}.`
                : ready
                  ? `${name}: the maps have different sizes.`
                  : `${name}: not computed yet.`
            }
            axes
            old={old}
          />
        )}
      </MapAlone>
      {props.children}
      {!change && ready && (
        <p className="plot-note">
          {a.label} and {b.label} have maps of different sizes: choose two of one size, or wipe
          between them.
        </p>
      )}
      {change && (
        <p className="readout">
          <span aria-live="polite">
            {linked.cross ? (
              sayAt(change, linked.cross)
            ) : (
              <span data-live>
                Point at the map to read it; + and −, or the wheel with Ctrl, zoom.
              </span>
            )}
          </span>
        </p>
      )}
      {change && mode === "ratio" && (
        <p className="plot-note">
          Left out where both are below {TINY} of the larger maximum; colours end at the largest
          factor, at most 2⁸.
        </p>
      )}
    </>
  );
}

const sayChange = (value: number, most: number): string =>
  Number.isNaN(value) ? "too small to say" : ((value - 0.5) * 2 * most).toFixed(3);

function sayAt({ map, most }: Change, cross: Cross): string {
  const at = crossIn(cross, map);
  if (!at) return "";
  return `At x ${at.x}, y ${at.y} px: ${sayChange(map.values[at.y * map.width + at.x]!, most)}`;
}

const sameSize = (a: ScaledMap | Stand["raw"], b: ScaledMap | Stand["raw"]): boolean =>
  a !== null && b !== null && a.height === b.height && a.width === b.width;

function subtract(a: ScaledMap | null, b: ScaledMap | null): Change | null {
  if (!a || !b || !sameSize(a, b)) return null;
  const { values, most } = differenceOf(a.values, b.values);
  return { map: { height: a.height, width: a.width, values }, most };
}

function divide(a: Stand, b: Stand, range: CompareCell["range"]): Change | null {
  if (!a.raw || !b.raw || !a.reading || !b.reading || !sameSize(a.raw, b.raw)) return null;
  const by = (stand: Stand): number =>
    stand.raw!.count * (range === "own" && stand.reading!.max > 0 ? stand.reading!.max : 1);
  const { values, most } = ratioOf(a.raw.sum, b.raw.sum, by(b) / by(a));
  return { map: { height: a.raw.height, width: a.raw.width, values }, most };
}
