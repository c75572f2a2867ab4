import type { ReactElement } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import type { ColormapName } from "../plots/colormaps.ts";
import { FieldMap } from "../plots/FieldMap.tsx";
import { FIFTHS, ScaleBar } from "../plots/ScaleBar.tsx";
import type { Series } from "../plots/series.ts";
import { sayDrawn, sayRaw, type ScaledMap, type Stand } from "./stands.ts";
import { sayQuantity } from "./compareWords.ts";
import type { Linked } from "./useLinked.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";

/** A pixel of one of the maps, by its place in the row. */
export type PickUnit = (place: number, at: { readonly x: number; readonly y: number }) => void;

/** All maps beside each other with one cross-hair and one view. */
export function CompareRow(props: {
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
  const { shown, range, colours, stands, maps, linked, old } = props;
  return (
    <>
      <div className="map-row">
        {stands.map((stand, i) => (
          <FieldMap
            key={stand.key}
            map={maps[i] ?? null}
            size={longerSide(stand, shown)}
            colours={colours}
            series={props.series[i]!}
            name={stand.label}
            note={stand.note}
            marks={stand.marks}
            {...linked.of(maps[i] ?? null)}
            onPick={stand.grid && ((at) => props.onPick(i, at))}
            describe={describeMap(stand, shown)}
            axes
            old={old}
          />
        ))}
      </div>
      <ScaleBar
        colours={colours}
        ticks={FIFTHS}
        quantity={sayQuantity(shown.conditions.scale, range, stands.length)}
      />
      <ZoomButtons linked={linked} />
      <CompareReadout stands={stands} maps={maps} linked={linked} />
    </>
  );
}

/** What all maps answer for the place pointed at, drawn and raw. */
export function CompareReadout(props: {
  readonly stands: readonly Stand[];
  readonly maps: readonly (ScaledMap | null)[];
  readonly linked: Linked;
}): ReactElement {
  const { stands, maps } = props;
  const { cross } = props.linked;
  return (
    <p className="readout">
      <span aria-live="polite">
        {cross ? (
          <>
            At x <b>{cross.x}</b>, y <b>{cross.y}</b> px:{" "}
            {stands.map((stand, i) => (
              <span key={stand.key} className="value">
                {stand.label} <b>{sayDrawn(maps[i] ?? null, cross)}</b>{" "}
              </span>
            ))}
          </>
        ) : (
          <span data-live>
            Point at a map: every map answers for the same pixel. A click moves the unit of all; +
            and −, or the wheel with Ctrl, zoom.
          </span>
        )}
      </span>
      {cross && (
        <span>
          {stands
            .map((stand) => sayRaw(stand, cross))
            .filter(Boolean)
            .join(" · ")}
        </span>
      )}
    </p>
  );
}

/** px of the input along a map's longer side */
export const longerSide = ({ raw }: Stand, { conditions }: CompareCell): number =>
  raw ? Math.max(raw.height, raw.width) : conditions.size;

export function describeMap({ label, raw, reading, imported }: Stand, shown: CompareCell): string {
  if (!raw || !reading) return `The map of ${label} is not computed yet.`;
  const { stage } = shown.conditions;
  return imported
    ? `${label}, a map computed elsewhere, over ${raw.height} by ${raw.width} input pixels.`
    : `Effective receptive field of ${label}, stage ${stage}, over ${raw.height} by ${raw.width} input pixels.`;
}
