import type { ReactElement } from "react";
import { fitNote, NAME_LETTER, wrapName } from "./fitNote.ts";
import type { Series } from "./series.ts";

/** px over a map that has a name of one line, and what a line more takes */
export const MAP_TOP = 24;
export const HEAD_LINE = 16;
/** px over a map without a name */
const NO_HEAD = 2;

export interface MapHeadProps {
  /** above the map, left and right */
  readonly name: string;
  readonly note: string;
  /** whose colour the note has, a name too then; muted when left out */
  readonly noteSeries?: Series;
  /** the note has a line of its own, under the name */
  readonly noteBelow?: boolean;
  /** lines that are kept for the name, where one beside it takes more */
  readonly nameLines?: number;
}
export interface LaidHead {
  readonly lines: readonly string[];
  /** right of the first line; empty where it has no room there */
  readonly beside: string;
  /** lines under the name */
  readonly under: readonly string[];
  /** px down to the map */
  readonly top: number;
}

/** Lays name and note over a map of `side` px; a note that is a name is never left out. */
export function layHead(props: MapHeadProps, side: number): LaidHead {
  const { name, note, noteSeries, noteBelow = false } = props;
  if (name === "") return { lines: [], beside: "", under: [], top: NO_HEAD };
  const lines = wrapName(name, side);
  const fitted = fitNote(lines[0] ?? "", note, side, noteSeries && NAME_LETTER);
  const below = noteBelow || (noteSeries !== undefined && fitted !== note);
  const under = !below ? [] : noteSeries ? wrapName(note, side) : [note];
  const more = Math.max(lines.length, props.nameLines ?? 1) - 1 + under.length;
  return { lines, beside: below ? "" : fitted, under, top: MAP_TOP + more * HEAD_LINE };
}

/** What stands over a map: its last line next to the map, whatever is kept for more of them. */
export function MapHead(props: {
  readonly head: LaidHead;
  readonly noteSeries?: Series;
  /** px of the map's left edge, and of its side */
  readonly left: number;
  readonly side: number;
  /** drawn under conditions that no longer hold: the note says so */
  readonly old: boolean;
}): ReactElement {
  const { head, noteSeries, left, side, old } = props;
  const { lines, beside, under, top } = head;
  const noteClass = old ? "stale" : noteSeries ? `name ${noteSeries.className}` : "";
  const first = top - 8 - (lines.length - 1 + under.length) * HEAD_LINE;
  return (
    <>
      {lines.map((line, i) => (
        <text key={i} className="name" x={left} y={first + i * HEAD_LINE}>
          {line}
        </text>
      ))}
      <text className={noteClass} x={left + side} y={first} textAnchor="end">
        {beside}
      </text>
      {under.map((line, i) => (
        <text
          key={i}
          className={noteClass}
          x={noteSeries ? left + side : left}
          y={first + (lines.length + i) * HEAD_LINE}
          textAnchor={noteSeries ? "end" : "start"}
        >
          {line}
        </text>
      ))}
    </>
  );
}
