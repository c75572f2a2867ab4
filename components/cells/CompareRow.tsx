import type { ReactElement } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import type { ColormapName } from "../plots/colormaps.ts";
import { fitNotes, wrapName } from "../plots/fitNote.ts";
import { FieldMap } from "../plots/FieldMap.tsx";
import { HEAD_LINE, MAP_TOP } from "../plots/MapHead.tsx";
import { FIFTHS, ScaleBar, StandingBar } from "../plots/ScaleBar.tsx";
import type { Series } from "../plots/series.ts";
import { useWidth } from "../plots/useWidth.ts";
import { sayDrawn, sayRaw, type ScaledMap, type Stand } from "./stands.ts";
import { sayQuantity } from "./compareWords.ts";
import { layMaps, stackMaps } from "./layMaps.ts";
import type { Linked } from "./useLinked.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";

/** A pixel of one of the maps, by its place in the row. */
export type PickUnit = (place: number, at: { readonly x: number; readonly y: number }) => void;

/** All maps beside each other with one cross-hair and one view, on one line where there is room. */
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
  const [ref, width] = useWidth<HTMLDivElement>();
  const sizes = stands.map((stand) => longerSide(stand, shown));
  const line = layMaps(stands.length, width, new Set(sizes).size === 1);
  const stack = stackMaps(stands.length, width);
  const side = line?.side ?? stack.side;
  const names = stands.map(({ label }) => wrapName(label, side));
  const heads = stands.map(({ note }, i) => ({ name: names[i]?.[0] ?? "", note }));
  const fitted = fitNotes(heads, side);
  const below = fitted === null;
  // maps beside each other stand on one height
  const nameLines = line || stack.columns > 1 ? Math.max(...names.map(({ length }) => length)) : 1;
  const quantity = sayQuantity(shown.conditions.scale, range, stands.length);
  return (
    <>
      <div
        className={line ? "map-row level" : "map-row"}
        ref={ref}
        style={line ? { gridTemplateColumns: line.columns } : undefined}
      >
        {stands.map((stand, i) => (
          <FieldMap
            key={stand.key}
            map={maps[i] ?? null}
            size={sizes[i]!}
            colours={colours}
            series={props.series[i]!}
            name={stand.label}
            note={fitted?.[i] ?? stand.note}
            noteBelow={below}
            nameLines={nameLines}
            marks={stand.marks}
            {...linked.of(maps[i] ?? null)}
            onPick={stand.grid && ((at) => props.onPick(i, at))}
            describe={describeMap(stand, shown)}
            axes
            {...line?.axesOf(i)}
            old={old}
          />
        ))}
        {line && (
          <StandingBar
            colours={colours}
            quantity={quantity}
            length={line.side}
            top={MAP_TOP + (nameLines - 1 + (below ? 1 : 0)) * HEAD_LINE}
          />
        )}
      </div>
      {!line && <ScaleBar colours={colours} ticks={FIFTHS} quantity={quantity} />}
      <ZoomButtons view={linked.view} onView={linked.setView} of="all maps" />
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
