/** Published numbers beside what was measured here, as tables that are taken away. */
import { sayShare } from "../compareTable.ts";
import type { Entry, Table } from "../tables.ts";
import { sayDifferences, sayWeights } from "./differences.ts";
import type { Measured } from "./measure.ts";
import type { MeasuredMap } from "./measureMaps.ts";
import type { AccuracyTable, FieldTable, MapsTable } from "./schema.ts";

/** Decimals of values as a table prints them. */
export const digitsOf = ({ type }: FieldTable | MapsTable): number => (type === "radial" ? 2 : 1);
/** A value as the page shows it: shares in %, as area ratios are. */
export const toPercent = ({ type }: FieldTable | MapsTable, value: Entry): Entry =>
  type === "radial" && typeof value === "number" ? 100 * value : value;
/** What stands over a column: a share of the contribution, or a distance. */
export const headOf = ({ type }: FieldTable | MapsTable, at: number): string =>
  type === "radial" ? `${at}\u202fpx` : sayShare(at);
/** What its columns have in common. */
export function groupOf({ type }: FieldTable | MapsTable): string {
  if (type === "radial") return "share within a distance of, %";
  const what = "area ratio, %, of the square holding more than";
  return type === "maps" ? `measured here: ${what}` : what;
}

const nameOf = (table: FieldTable | MapsTable, at: number): string =>
  table.type === "radial" ? `share within ${at} px, %` : `area ratio, ${sayShare(at)}, %`;

/** One row a network: what is printed, what was measured, and what differs. */
export function fieldTable(table: FieldTable, measured: readonly (Measured | null)[]): Table {
  const digits = digitsOf(table);
  const centre = table.type === "radial" ? ["centre of mass x, px", "centre of mass y, px"] : [];
  const heads = [...table.at.map((at) => nameOf(table, at)), ...centre];
  return {
    columns: [
      { name: "network" },
      ...heads.map((name) => ({ name: `printed: ${name}`, digits })),
      ...heads.map((name) => ({ name: `here: ${name}`, digits })),
      { name: "weights here" },
      { name: "differs here" },
    ],
    rows: table.rows.map((row, i) => {
      const own = measured[i] ?? null;
      const inPercent = (values: readonly Entry[]) => values.map((v) => toPercent(table, v));
      const point = (at: { readonly x: number; readonly y: number } | null): readonly Entry[] =>
        table.type === "radial" ? [at?.x ?? null, at?.y ?? null] : [];
      return [
        row.name,
        ...inPercent(row.values),
        ...point("centroid" in row ? row.centroid : null),
        ...inPercent(own?.values ?? table.at.map(() => null)),
        ...point(own?.centroid ?? null),
        own && sayWeights(own.part.model),
        own && sayDifferences(own, table.conditions, row).join("; "),
      ];
    }),
  };
}

/** One row a published map; nothing of it is printed. */
export const mapsTable = (table: MapsTable, measured: readonly (MeasuredMap | null)[]): Table => ({
  columns: [
    { name: "network" },
    { name: "kernels" },
    { name: "file" },
    ...table.at.map((at) => ({ name: `here: ${nameOf(table, at)}`, digits: digitsOf(table) })),
  ],
  rows: table.rows.map(({ name, kernels, file }, i) => [
    name,
    kernels.join(" "),
    file,
    ...(measured[i]?.values ?? table.at.map(() => null)),
  ]),
});

/** Top-1 by network, kernels and epochs, as far as a table tells them apart. */
export function accuracyTable({ rows }: AccuracyTable): Table {
  const epochs = rows.some((row) => row.epochs !== undefined);
  return {
    columns: [
      { name: "network" },
      { name: "kernels" },
      ...(epochs ? [{ name: "epochs" }] : []),
      {
        name: "top-1, %",
        digits: rows.every(({ top1 }) => top1 === Number(top1.toFixed(1))) ? 1 : 2,
      },
    ],
    rows: rows.map((row) => [
      row.name,
      row.kernels?.join(" ") ?? null,
      ...(epochs ? [row.epochs ?? null] : []),
      row.top1,
    ]),
  };
}
