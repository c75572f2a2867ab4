/** What is measured of fields, as tables: for readers, and for those who cannot see the plots. */
import type { MapReading } from "../domain/reading.ts";
import type { ErfMap } from "../domain/result.ts";
import type { Table } from "./tables.ts";

export interface TabledField {
  /** stands at the head of its columns; empty for a field that stands alone */
  readonly name: string;
  readonly map: ErfMap;
  readonly reading: MapReading;
}
/** Significant digits of a contribution. */
const DIGITS = 6;
const rounded = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(DIGITS));
const headed = (what: string, { name }: TabledField): string =>
  name === "" ? what : `${what}, ${name}`;

/** Mean contribution at a pixel, as the files of the map have it. */
export const rawAt = ({ sum, count, width }: ErfMap, { x, y }: { x: number; y: number }): number =>
  (sum[y * width + x] ?? NaN) / count;

/** Centroid, Gaussian and densest region; one column a field. */
export function measureTable(fields: readonly TabledField[]): Table {
  const row = (name: string, read: (field: TabledField) => number | null | undefined) => [
    name,
    ...fields.map((field) => {
      const value = read(field) ?? null;
      return value === null || !Number.isFinite(value) ? null : value;
    }),
  ];
  const fit = ({ reading }: TabledField) => reading.measures.gaussian;
  const from = ({ reading }: TabledField): number | null => {
    const { centroid, centre } = reading.measures;
    return centroid && Math.hypot(centroid.y - centre.y, centroid.x - centre.x);
  };
  const densest = ({ reading }: TabledField): number | null => {
    const half = reading.measures.contours.levels.find(({ share }) => share === 0.5);
    return half && half.level !== null ? 100 * half.area : null;
  };
  const corner = (at: number | undefined): number | null => (at === undefined ? null : at + 0.5);
  return {
    columns: [
      { name: "measured on the raw map" },
      ...fields.map(({ name }) => ({ name: name === "" ? "value" : name, digits: 2 })),
    ],
    rows: [
      row("centroid x, px", ({ reading }) => corner(reading.measures.centroid?.x)),
      row("centroid y, px", ({ reading }) => corner(reading.measures.centroid?.y)),
      row("centroid to the unit’s centre, px", from),
      row("Gaussian σ along x, px", (field) => fit(field)?.sigmaX),
      row("Gaussian σ along y, px", (field) => fit(field)?.sigmaY),
      row("σ along its long axis, px", (field) => fit(field)?.major),
      row("σ along its short axis, px", (field) => fit(field)?.minor),
      row("anisotropy, long to short", (field) => fit(field)?.anisotropy),
      row("long axis against x, degrees", (field) => {
        const angle = fit(field)?.angle;
        return angle === undefined ? null : (angle * 180) / Math.PI;
      }),
      row("radius holding half, px", ({ reading }) => reading.measures.radial.half),
      row("densest pixels holding half, % of the input", densest),
    ],
  };
}

/** E along the row and the column through the unit. */
export function profileTable(fields: readonly TabledField[]): Table {
  const side = Math.max(...fields.map(({ map }) => Math.max(map.width, map.height)));
  return {
    columns: [
      { name: "px" },
      ...fields.flatMap((field) => [
        { name: headed(`E along x, at y ${field.reading.measures.through.y}`, field) },
        { name: headed(`E along y, at x ${field.reading.measures.through.x}`, field) },
      ]),
    ],
    rows: Array.from({ length: side }, (_, at) => [
      at,
      ...fields.flatMap(({ reading: { measures } }) => [
        rounded(measures.alongX[at]),
        rounded(measures.alongY[at]),
      ]),
    ]),
  };
}

/** Mean E in rings around the unit, and the share within their outer edge. */
export function radialTable(fields: readonly TabledField[]): Table {
  const rings = Math.max(...fields.map(({ reading }) => reading.measures.radial.mean.length));
  return {
    columns: [
      { name: "distance, px" },
      ...fields.flatMap((field) => [
        { name: headed("mean E", field) },
        { name: headed("share within", field), digits: 4 },
      ]),
    ],
    rows: Array.from({ length: rings }, (_, r) => [
      `${r} to ${r + 1}`,
      ...fields.flatMap(({ reading: { measures } }) => [
        rounded(measures.radial.mean[r]),
        rounded(measures.radial.cumulative[r]),
      ]),
    ]),
  };
}

/** Share inside centred squares against their area. */
export function areaTable(fields: readonly TabledField[]): Table {
  const [first] = fields;
  const pixels = first ? first.map.height * first.map.width : 1;
  return {
    columns: [
      { name: "side, px" },
      { name: "area ratio", digits: 4 },
      ...fields.map((field) => ({ name: headed("share inside", field), digits: 4 })),
    ],
    rows: Array.from({ length: first?.reading.shares.length ?? 0 }, (_, i) => [
      2 * i + 3,
      (2 * i + 3) ** 2 / pixels,
      ...fields.map(({ reading }) => rounded(reading.shares[i])),
    ]),
  };
}
