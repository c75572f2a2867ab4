/** What was measured in this browser of the networks that papers print: one map at a time is read, none is kept. */
import type { MapPoint, MapReading } from "../../domain/reading.ts";
import { scaleOfProtocol } from "../../domain/reading.ts";
import type { ErfResult } from "../../domain/result.ts";
import type { ErfValue, ModelCard, ResultKey, ResultValue } from "../../domain/stored.ts";
import type { Notebook } from "../notebook.ts";
import { modelPart } from "../parts.ts";
import type { FieldAsked } from "./collect.ts";
import { compareRanks, isNetworkOf, rankField } from "./rank.ts";
import type { FieldTable, PaperRow } from "./schema.ts";

/** A field without its map, and the numbers of a row that were read of it. */
export interface Measured extends FieldAsked {
  /** as the row's own: %, or shares 0–1; null where no square holds the share */
  readonly values: readonly (number | null)[];
  /** px of the map; null when its total is not positive */
  readonly centroid: MapPoint | null;
  readonly unit: ErfResult["unit"];
  readonly featureMap: ErfResult["featureMap"];
  /** images in the mean */
  readonly images: number;
}
/** Finds fields and remembers which network each was of, so that no map is read twice in vain. */
export interface Measurer {
  measure(table: FieldTable, row: PaperRow): Promise<Measured | null>;
}

async function findResult(book: Notebook, key: ResultKey): Promise<ResultValue | null> {
  const known = book.results.get(key);
  if (known) return known;
  const kept = await book.library?.results([key]).catch(() => null);
  return kept?.get(key) ?? null;
}

/** The cards of the models that were opened once, by the key of the model; they are small. */
async function findCards(
  book: Notebook,
  fields: readonly FieldAsked[],
): Promise<Map<ResultKey, ModelCard | null>> {
  const keys = [...new Set(fields.map(({ part }) => modelPart(part.model).key))];
  const missing = keys.filter((key) => !book.results.has(key));
  const kept = await book.library?.results(missing).catch(() => null);
  const cards = new Map<ResultKey, ModelCard | null>();
  for (const key of keys) {
    const value = book.results.get(key) ?? kept?.get(key);
    if (value?.kind === "model") cards.set(key, value.summary);
  }
  return cards;
}

/** Looks through what the notebooks ask for; see collectAsked. */
export async function createMeasurer(
  book: Notebook,
  fields: readonly FieldAsked[],
): Promise<Measurer> {
  const cards = await findCards(book, fields);
  const absent = new Set<ResultKey>();
  const load = async ({ part }: FieldAsked): Promise<ErfValue | null> => {
    if (absent.has(part.key)) return null;
    const value = await findResult(book, part.key);
    if (value?.kind === "erf") {
      cards.set(modelPart(part.model).key, value.model);
      return value;
    }
    absent.add(part.key);
    return null;
  };
  const mayBe = ({ part: { model } }: FieldAsked, row: PaperRow): boolean => {
    const { root } = model;
    if (root.type === "random" && root.architecture.split("?")[0] !== row.architecture)
      return false;
    const card = cards.get(modelPart(model).key);
    return card ? isNetworkOf(row, card) : true;
  };
  return {
    async measure(table, row) {
      const ranked = fields
        .filter((field) => mayBe(field, row))
        .map((field) => ({ field, rank: rankField(field, table.conditions, row) }))
        .toSorted((p, q) => compareRanks(p.rank, q.rank));
      let best: { field: FieldAsked; rank: readonly number[]; value: ErfValue } | null = null;
      for (const { field, rank } of ranked) {
        if (best && compareRanks(best.rank, rank) < 0) break;
        const value = await load(field);
        if (!value || !isNetworkOf(row, value.model)) continue;
        // of equals the newest
        if (!best || value.computed.at > best.value.computed.at) best = { field, rank, value };
      }
      return best && read(book, table, best.field, best.value.result);
    },
  };
}

async function read(
  book: Notebook,
  { type, at, conditions: { protocol } }: FieldTable,
  field: FieldAsked,
  { map, unit, featureMap }: ErfResult,
): Promise<Measured> {
  const scale = scaleOfProtocol[protocol];
  // without the unit's own centre: distances are from pixel (⌊H/2⌋, ⌊W/2⌋), as the papers' are
  const reading = await book.client.read({ map, protocol, scale });
  const values = at.map((one) => (type === "area" ? areaAt(reading, one) : within(reading, one)));
  const { centroid } = reading.measures;
  return { ...field, values, centroid, unit, featureMap, images: map.count };
}

/** Area ratio, %, of the square that holds more than a share. */
export function areaAt({ areaRatio }: MapReading, t: number): number | null {
  const ratio = areaRatio.find((square) => square.t === t)?.ratio ?? null;
  return ratio === null ? null : 100 * ratio;
}

/** Share of the total nearer than `radius` px; a map that ends before it holds all. */
function within({ measures }: MapReading, radius: number): number | null {
  const { cumulative } = measures.radial;
  const inside = cumulative[Math.min(radius, cumulative.length) - 1] ?? NaN;
  return Number.isFinite(inside) ? inside : null;
}
