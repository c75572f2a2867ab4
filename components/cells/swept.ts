/** The results of a sweep: one line of maps for each model. */
import type { SweepCell } from "../../src/domain/document.ts";
import type { MapReading } from "../../src/domain/reading.ts";
import type { ErfValue, ResultKey } from "../../src/domain/stored.ts";
import { modelName } from "../../src/store/architectures.ts";
import type { Measured } from "../../src/store/compareTable.ts";
import type { Graph } from "../../src/store/graph.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { readingOf } from "../../src/store/readings.ts";
import { erfOf } from "../../src/store/results.ts";
import { sayWeights } from "./measured.ts";

export interface SweptMap {
  /** of the setting */
  readonly at: number;
  /** null for a part still to come */
  readonly value: ErfValue | null;
  readonly reading: MapReading | null;
  readonly measured: Measured | null;
}
export interface Swept {
  /** what cells call the model */
  readonly name: string;
  /** its architecture and its name */
  readonly label: string;
  readonly weights: string;
  /** in the order of the cell's values */
  readonly points: readonly SweptMap[];
}

/** Keys name models outside, values inside. */
export function findSwept(
  book: Notebook,
  cell: SweepCell,
  keys: readonly ResultKey[],
  models: Graph["models"],
): readonly Swept[] {
  const { values, conditions } = cell;
  return cell.models.map((name, m) => {
    const weights = sayWeights(models.get(name));
    const points = values.map((at, v): SweptMap => {
      const key = keys[m * values.length + v] ?? "";
      const value = erfOf(book, key);
      const reading = readingOf(book, key, conditions) ?? null;
      const measured = value && {
        name,
        training: weights,
        model: value.model,
        nonzero: value.model.nonzero,
        reading,
      };
      return { at, value, reading, measured };
    });
    const card = points.find(({ value }) => value)?.value?.model;
    return { name, label: card ? `${modelName(card)} (${name})` : name, weights, points };
  });
}
