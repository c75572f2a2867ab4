/** What a comparison says under itself. */
import type { CompareCell } from "../../src/domain/document.ts";
import { peakOf } from "../../src/store/sharedScale.ts";
import type { Table } from "../../src/store/tables.ts";
import type { ImportedField } from "../../src/store/importedMaps.ts";
import type { Entry } from "./measured.ts";
import type { Imported } from "./useImported.ts";
import { plainMarkdown, sayImages, sayScale, sayUnit, times } from "./words.ts";

/** Modes as they are chosen. */
export const MODE_NAMES: Readonly<Record<CompareCell["mode"], string>> = {
  row: "Side by side",
  difference: "Difference",
  ratio: "Ratio",
  blink: "Blink",
  wipe: "Wipe",
};
/** What a comparison is called that has no title of its own. */
export function titleComparison({ mode, range, models, imported }: CompareCell): string {
  const two = models.length + imported.length > 1;
  if (two && mode === "difference") return "Difference of two effective receptive fields";
  if (two && mode === "ratio") return "Ratio of two effective receptive fields";
  return range === "shared"
    ? "Effective receptive fields on one scale"
    : "Effective receptive fields, each on its own scale";
}
/** What the two of a pair are to each other. */
export const PAIR_NAMES: Readonly<
  Record<Exclude<CompareCell["mode"], "row">, readonly [string, string]>
> = {
  difference: ["Of", "Minus"],
  ratio: ["Of", "Over"],
  blink: ["One", "Other"],
  wipe: ["Left", "Right"],
};
/** Places that exist: a document may speak of maps that were taken out of the row. */
export const pairOf = ([i, j]: CompareCell["pair"], count: number): readonly [number, number] => [
  Math.min(i, count - 1),
  Math.min(j, count - 1),
];

/** What of a comparison's own settings matters while they are out of sight. */
export const sayOthers = ({ range, imported }: CompareCell): readonly string[] => [
  ...(range === "own" ? ["each its own colour scale"] : []),
  ...(imported.length === 0
    ? []
    : [`${imported.length} imported ${imported.length === 1 ? "map" : "maps"}`]),
];

/** A magnitude in three figures. */
export const sayMagnitude = (value: number): string => (value === 0 ? "0" : value.toPrecision(3));

/** The quantity of a colour bar with its normaliser in words. */
export function sayQuantity(
  scale: CompareCell["conditions"]["scale"],
  range: CompareCell["range"],
  count: number,
): string {
  const which = count < 2 ? "" : range === "shared" ? ` of all ${count}` : " of each map";
  return `${sayScale[scale]}${which}`;
}

/** The caption of a comparison in Markdown: models, conditions and, above all, whose scale it is. */
export function sayComparison(
  shown: CompareCell,
  range: CompareCell["range"],
  entries: readonly Entry[],
  { mode, pair }: Pick<CompareCell, "mode" | "pair">,
  imported: readonly Imported[] = [],
): string {
  const { conditions } = shown;
  const names = entries.map(
    ({ label, weights }) => `${plainMarkdown(label)} (${plainMarkdown(weights)})`,
  );
  const files = imported.flatMap(({ map, field }) => (field ? [{ name: map.name, ...field }] : []));
  const all = [
    ...entries.flatMap(({ label, reading }) => (reading ? [{ label, reading }] : [])),
    ...files.map(({ name, reading }) => ({ label: name, reading })),
  ];
  const peak = peakOf(all.map(({ reading }) => reading));
  const strongest = all.find(({ reading }) => reading.max === peak)?.label ?? "";
  const unit =
    conditions.unit === "center" ? "the central unit" : `unit (${sayUnit(conditions.unit)})`;
  const labels = [...entries.map(({ label }) => label), ...imported.map(({ map }) => map.name)];
  const [first, second] = pairOf(pair, labels.length).map((i) => plainMarkdown(labels[i] ?? ""));
  const own =
    range === "shared"
      ? `All maps are drawn on one colour scale: 1 is the largest mean contribution of all, ${sayMagnitude(peak)} (${plainMarkdown(strongest)}).`
      : "Each map is drawn on its own colour scale, 1 being its own largest mean contribution, so that colours of different maps cannot be compared.";
  const scale = {
    row: own,
    blink: own,
    wipe: own,
    difference: `The difference ${first} − ${second} is taken of values ${range === "shared" ? "on one scale" : "that each map has on its own scale"}.`,
    ratio: `The ratio ${first} / ${second} is log₂ of ${range === "shared" ? "the mean contributions" : "the mean contributions, each over its map's largest"}.`,
  }[mode];
  const untrained =
    entries.length > 0 &&
    imported.length === 0 &&
    entries.every(({ weights }) => weights.startsWith("random"));
  return [
    ...(names.length === 0
      ? []
      : [
          `${names.join(", ")}: contribution of every input pixel to ${unit} of stage ${conditions.stage}, mean over ${plainMarkdown(sayImages(conditions.images))}, at ${times(conditions.size)} px.`,
        ]),
    ...sayImported(files, names.length === 0 ? null : conditions.size),
    scale,
    `Squares are measured as ${conditions.protocol} does.`,
    ...(untrained
      ? ["Nothing here was learned: the maps show what the architectures alone do."]
      : []),
  ].join(" ");
}

/** What the numbers of the table are, and under which conditions they stand. */
export function sayTable({ conditions }: CompareCell, { columns }: Table): string {
  const published = columns.some(({ page }) => page?.head === "top-1, %");
  return [
    "Area ratio: side² / (H·W) of the smallest centred odd square that holds more than the share; its side in px beside it.",
    "σ: of the Gaussian with the map’s own covariance, along its longest axis; anisotropy: longest to shortest axis.",
    "MACs: multiply-accumulates of one image of 224 px, with those of zero weights and without.",
    ...(published ? ["Top-1: on ImageNet-1K, as published for this very file."] : []),
    `Input ${times(conditions.size)}, protocol ${conditions.protocol}; weights as named under the figure.`,
    "– where even the largest square holds less, or where a number is not known.",
  ].join(" ");
}

/** What imported maps are, and that sizes differ where they do. */
function sayImported(
  files: readonly (ImportedField & { readonly name: string })[],
  size: number | null,
): readonly string[] {
  if (files.length === 0) return [];
  const list = files.map(
    ({ name, map }) => `${plainMarkdown(name)} (${times(map.height, map.width)} px)`,
  );
  const sizes = new Set(files.map(({ map }) => `${map.height} ${map.width}`));
  if (size !== null) sizes.add(`${size} ${size}`);
  const many = files.length > 1;
  return [
    `Imported, computed elsewhere: ${list.join(", ")}; ${many ? "their" : "its"} values are taken as they are in the ${many ? "files" : "file"}.`,
    ...(sizes.size > 1
      ? ["The maps have different sizes; each is drawn over the whole of its own input."]
      : []),
  ];
}
