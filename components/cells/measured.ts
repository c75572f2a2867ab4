/** Results of several models as the figures that set them side by side need them. */
import type { CellEdits, Conditions } from "../../src/domain/document.ts";
import type { MapReading } from "../../src/domain/reading.ts";
import type { ErfValue, ResultKey } from "../../src/domain/stored.ts";
import { modelName } from "../../src/store/architectures.ts";
import type { Cited } from "../../src/store/citeCell.ts";
import type { Measured } from "../../src/store/compareTable.ts";
import type { Graph, ResolvedModel } from "../../src/store/graph.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { readingOf } from "../../src/store/readings.ts";
import { erfOf } from "../../src/store/results.ts";
import type { Marks } from "../plots/MapMarks.tsx";
import { unitCentre } from "./geometry.ts";
import { UNKNOWN, type Known } from "./useKnown.ts";

const MARKED = [0.3, 0.5];

/** `random, seed 0`, or the file that the weights are from; with what was changed in them. */
export function sayWeights(model: ResolvedModel | undefined): string {
  if (!model) return "";
  const { root, edits } = model;
  const origin = root.type === "random" ? `random, seed ${root.seed}` : root.file.name;
  return `${origin}${sayEdits(edits)}`;
}
/** What was changed in weights, after a comma each; empty where nothing was. */
export function sayEdits(edits: CellEdits): string {
  const cut = edits.kernelSizes === null ? "" : `, kernels ${edits.kernelSizes.join(" ")}`;
  const zeros =
    edits.sparsity === null ? "" : `, ${Math.round(edits.sparsity * 100)} % zeros asked for`;
  return `${cut}${zeros}`;
}

export interface Entry {
  /** what cells call the model */
  readonly name: string;
  /** the architecture, with the model's name where several share it */
  readonly label: string;
  readonly value: ErfValue | null;
  readonly reading: MapReading | null;
  readonly weights: string;
}

/** One entry a model, in order; value and reading are null for parts still to come. */
export function findEntries(
  book: Notebook,
  names: readonly string[],
  keys: readonly ResultKey[],
  conditions: Conditions,
  models: Graph["models"],
): readonly Entry[] {
  const values = keys.map((key) => erfOf(book, key));
  const titles = values.map((value) => value && modelName(value.model));
  return names.map((name, i) => {
    const value = values[i] ?? null;
    const title = titles[i] ?? name;
    const shared = titles.filter((other) => other === title).length > 1;
    return {
      name,
      label: shared ? `${title} (${name})` : title,
      value,
      reading: readingOf(book, keys[i] ?? "", conditions) ?? null,
      weights: sayWeights(models.get(name)),
    };
  });
}

/** What the table says of an entry and of what was counted and published; null until it was computed. */
export const measuredOf = (
  { name, value, reading, weights }: Entry,
  { count, top1 }: Known = UNKNOWN,
): Measured | null =>
  value && {
    name,
    training: weights,
    model: value.model,
    nonzero: count?.nonzero ?? value.model.nonzero,
    sparseMacs: count?.macs ?? null,
    top1,
    reading,
  };

/** Unit, squares and theoretical field of a result; null for a stage that the model has not. */
export function marksOf(value: ErfValue, reading: MapReading, squares = MARKED): Marks | null {
  const { result, model } = value;
  const stage = model.stages[result.stage - 1];
  if (!stage) return null;
  return {
    unit: unitCentre(stage, result.unit),
    field: stage.field,
    squares: reading.areaRatio.flatMap(({ t, side }) =>
      side !== null && squares.includes(t) ? [{ label: `${Math.round(t * 100)} %`, side }] : [],
    ),
  };
}

/** What every value of a figure depends on: models, images, conditions and machine, as spans. */
export function sayMachine(values: readonly ErfValue[]): string {
  const machines = values.map(({ computed }) => `${computed.backend}, ${computed.adapter}`);
  return [...new Set(machines)].join("; ");
}

/** What the citation of several fields takes from them. */
export function citedOf(
  fields: readonly { readonly name: string; readonly value: ErfValue | null }[],
): Cited {
  const known = fields.flatMap(({ name, value }) => (value ? [{ name, value }] : []));
  return {
    cards: new Map(known.map(({ name, value }) => [name, value.model])),
    computed: known.map(({ value }) => value.computed),
  };
}
