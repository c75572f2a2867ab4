import type { ErfCell } from "../../src/domain/document.ts";
import type { MapReading } from "../../src/domain/reading.ts";
import type { ErfValue } from "../../src/domain/stored.ts";
import { sharedFactors, timesFactor } from "../../src/store/sharedScale.ts";
import type { TabledField } from "../../src/store/erfTables.ts";
import type { Marks } from "../plots/MapMarks.tsx";
import { unitCentre } from "./geometry.ts";

export type Point = { readonly x: number; readonly y: number };

/** One field of a figure: the network's own, or that of its untrained twin. */
export interface Field extends TabledField {
  readonly value: ErfValue;
  /** as it is drawn, 0–1 by the largest of all fields of the figure */
  readonly drawn: {
    readonly height: number;
    readonly width: number;
    readonly values: Float32Array;
  };
  /** sets the colour of its lines */
  readonly className: string;
  readonly dash: string;
}
export interface Part {
  readonly value: ErfValue;
  readonly reading: MapReading;
}

/** Fields on one scale: the network's own, called `own` when it does not stand alone, then the untrained. */
export function fieldsOf(
  parts: readonly Part[],
  own: string,
  scale: ErfCell["conditions"]["scale"],
): readonly Field[] {
  const factors = sharedFactors(
    parts.map(({ reading }) => reading),
    scale,
  );
  return parts.map(({ value, reading }, i) => {
    const { map } = value.result;
    const { height, width } = map;
    return {
      name: parts.length < 2 ? "" : i === 0 ? own : "untrained",
      map,
      reading,
      value,
      drawn: { height, width, values: timesFactor(reading.values, factors[i]!) },
      className: i === 0 ? "" : "series-plain",
      dash: i === 0 ? "" : "4 3",
    };
  });
}

const SQUARES = [0.3, 0.5];

/** Unit, theoretical field and, where they are wanted, squares; null for a stage the card does not have. */
export function marksOfField({ value, reading }: Part, squares: boolean): Marks | null {
  const { result, model } = value;
  const stage = model.stages[result.stage - 1];
  if (!stage) return null;
  return {
    unit: unitCentre(stage, result.unit),
    field: stage.field,
    squares: reading.areaRatio.flatMap(({ t, side }) =>
      squares && side !== null && SQUARES.includes(t)
        ? [{ label: `${Math.round(t * 100)} %`, side }]
        : [],
    ),
  };
}

/** Place in `shares` of the smallest centred square that a pixel lies in; null for one beyond all. */
export function squareAt({ map, reading }: TabledField, { x, y }: Point): number | null {
  const ring = Math.max(Math.abs(x - (map.width >> 1)), Math.abs(y - (map.height >> 1)));
  return ring - 1 < reading.shares.length ? Math.max(0, ring - 1) : null;
}
/** The pixel right of the centre on the edge of that square. */
export const pixelOfSquare = ({ map }: TabledField, at: number): Point => ({
  x: Math.min(map.width - 1, (map.width >> 1) + at + 1),
  y: map.height >> 1,
});

/** The ring around the unit that a pixel lies in. */
export const ringAt = ({ reading }: TabledField, { x, y }: Point): number =>
  Math.floor(Math.hypot(y - reading.measures.centre.y, x - reading.measures.centre.x));

/** A pixel of a ring, on the way from the unit to the farthest corner. */
export function pixelOfRing({ map, reading }: TabledField, ring: number): Point {
  const { centre } = reading.measures;
  const corner = {
    x: centre.x > (map.width - 1) / 2 ? 0 : map.width - 1,
    y: centre.y > (map.height - 1) / 2 ? 0 : map.height - 1,
  };
  const [dx, dy] = [corner.x - centre.x, corner.y - centre.y];
  const way = (ring + 0.5) / Math.max(1e-9, Math.hypot(dx, dy));
  return {
    x: Math.min(map.width - 1, Math.max(0, Math.round(centre.x + dx * way))),
    y: Math.min(map.height - 1, Math.max(0, Math.round(centre.y + dy * way))),
  };
}
