/** What stands in a comparison's row: the fields of models, and maps from elsewhere. */
import type { CompareCell } from "../../src/domain/document.ts";
import type { StageSummary } from "../../src/domain/model.ts";
import type { MapReading } from "../../src/domain/reading.ts";
import type { ErfMap } from "../../src/domain/result.ts";
import type { MeasuredMap } from "../../src/store/compareTable.ts";
import { sharedFactors, timesFactor } from "../../src/store/sharedScale.ts";
import type { Marks } from "../plots/MapMarks.tsx";
import { sayMagnitude } from "./compareWords.ts";
import { marksOf, type Entry } from "./measured.ts";
import type { Imported } from "./useImported.ts";
import { times } from "./words.ts";

export interface Stand {
  readonly key: string;
  readonly label: string;
  /** above the map, right */
  readonly note: string;
  /** null while it is still to come */
  readonly raw: ErfMap | null;
  readonly reading: MapReading | null;
  readonly marks: Marks | null;
  /** where a pixel leads to a unit; null for maps whose network is not known */
  readonly grid: {
    readonly stage: StageSummary;
    readonly cells: { readonly height: number; readonly width: number };
  } | null;
  readonly imported: boolean;
}
export interface ScaledMap {
  readonly height: number;
  readonly width: number;
  /** 0–1 */
  readonly values: Float32Array<ArrayBuffer>;
}

export function standOf({ name, label, value, reading }: Entry): Stand {
  const stage = value?.model.stages[value.result.stage - 1];
  return {
    key: name,
    label,
    note: value ? `kernels up to ${times(value.model.kernelSizes[0] ?? 0)}` : "to come",
    raw: value?.result.map ?? null,
    reading,
    marks: value && reading && marksOf(value, reading),
    grid: value && stage ? { stage, cells: value.result.featureMap } : null,
    imported: false,
  };
}

export const standOfImported = ({ map, field, error }: Imported, place: number): Stand => ({
  key: `imported ${place}`,
  label: map.name,
  note: field
    ? `imported, ${times(field.map.height, field.map.width)}`
    : error
      ? "not here"
      : "being read",
  raw: field?.map ?? null,
  reading: field?.reading ?? null,
  marks: null,
  grid: null,
  imported: true,
});

/** What the table says of maps that could be read. */
export const measuredMaps = (imported: readonly Imported[]): readonly MeasuredMap[] =>
  imported.flatMap(({ map, field }) => {
    if (!field) return [];
    const { height, width } = field.map;
    return [{ name: map.name, file: map.file.name, height, width, reading: field.reading }];
  });

/** The maps as they are drawn; null for those still to come. */
export function scaledMaps(
  stands: readonly Stand[],
  range: CompareCell["range"],
  scale: CompareCell["conditions"]["scale"],
): readonly (ScaledMap | null)[] {
  const readings = stands.flatMap(({ reading }) => (reading ? [reading] : []));
  const factors = sharedFactors(readings, scale);
  return stands.map(({ raw, reading }) => {
    if (!raw || !reading) return null;
    const { height, width } = raw;
    const factor = range === "shared" ? factors[readings.indexOf(reading)]! : 1;
    return { height, width, values: timesFactor(reading.values, factor) };
  });
}

/** A place that is pointed at: a pixel of a map whose longer side is `of` px. */
export interface Cross {
  readonly x: number;
  readonly y: number;
  readonly of: number;
}
interface Size {
  readonly height: number;
  readonly width: number;
}
/** The same place of another map, by its share of the longer side; null beyond that map. */
export function crossIn(cross: Cross | null, map: Size | null): { x: number; y: number } | null {
  if (!cross || !map) return null;
  const by = Math.max(map.height, map.width) / cross.of;
  const [x, y] = [Math.floor((cross.x + 0.5) * by), Math.floor((cross.y + 0.5) * by)];
  return x < map.width && y < map.height ? { x, y } : null;
}

/** The value that is drawn at a place. */
export function sayDrawn(map: ScaledMap | null, cross: Cross): string {
  const at = crossIn(cross, map);
  if (!map) return "to come";
  return at ? map.values[at.y * map.width + at.x]!.toFixed(3) : "beyond it";
}
/** The raw mean contribution at a place; empty where there is none. */
export function sayRaw({ raw }: Stand, cross: Cross): string {
  const at = crossIn(cross, raw);
  if (!raw || !at) return "";
  return `E ${sayMagnitude(raw.sum[at.y * raw.width + at.x]! / raw.count)}`;
}
