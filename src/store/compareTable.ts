/** The tables of figures that set networks side by side. */
import type { Conditions } from "../domain/document.ts";
import type { MapReading } from "../domain/reading.ts";
import type { ModelCard } from "../domain/stored.ts";
import { modelName } from "./architectures.ts";
import type { Column, Entry, Table } from "./tables.ts";

export interface Measured {
  /** what cells call it */
  readonly name: string;
  /** how its weights came about, in words */
  readonly training: string;
  readonly model: ModelCard;
  /** parameters that are not exact zeros; null when they were not counted */
  readonly nonzero: number | null;
  /** multiply-accumulates at 224 px without those of zero weights; null when they were not counted */
  readonly sparseMacs?: number | null;
  /** published for these very weights, %; null for all others */
  readonly top1?: number | null;
  /** null while it is still to come */
  readonly reading: MapReading | null;
}
/** The shares that the papers print. */
export const SHARES = [0.2, 0.3, 0.5, 0.99] as const;
export const sayShare = (t: number): string => `${Math.round(t * 100)}\u00a0%`;

/** Area ratio at a share; null when no square holds it. */
export const ratioAt = (reading: MapReading | null, t: number): number | null =>
  reading?.areaRatio.find((row) => row.t === t)?.ratio ?? null;
export const sideAt = (reading: MapReading | null, t: number): number | null =>
  reading?.areaRatio.find((row) => row.t === t)?.side ?? null;

/** A map that was computed elsewhere. */
export interface MeasuredMap {
  readonly name: string;
  readonly file: string;
  /** px */
  readonly height: number;
  readonly width: number;
  readonly reading: MapReading;
}

/** Ratio and side for each share; on the page the side stands beside its ratio. */
const SQUARES: readonly Column[] = SHARES.flatMap((t) => [
  {
    name: `area ratio, ${sayShare(t)}`,
    digits: 3,
    page: { group: "area ratio holding more than", head: sayShare(t), beside: sideName(t) },
  },
  { name: sideName(t), page: null },
]);
function sideName(t: number): string {
  return `side, ${sayShare(t)}, px`;
}
const squaresOf = (reading: MapReading | null): readonly Entry[] =>
  SHARES.flatMap((t) => [ratioAt(reading, t), sideAt(reading, t)]);

const PARAMETERS: Column = { name: "parameters", page: { ...inMillions(), head: "all" } };
function inMillions() {
  return { group: "params, M", per: 1e6, digits: 2 } as const;
}
const MACS: Column = { name: "MACs at 224 px", page: { ...inBillions(), head: "dense" } };
function inBillions() {
  return { group: "MACs, G", per: 1e9, digits: 2 } as const;
}
const KERNELS: Column = { name: "kernels", page: { head: "kernels", wide: true } };
const SIGMA: Column = { name: "Gaussian σ long, px", digits: 1, page: { head: "Gaussian σ, px" } };
/** said under the table on the page */
const CONDITIONS: readonly Column[] = [
  { name: "input, px", page: null },
  { name: "protocol", page: null },
];

/**
 * One row a network or imported map: what it is, how wide it sees, and under which conditions. σ
 * is of the Gaussian with the map's own covariance, along its longest and its shortest axis.
 */
export function compareTable(
  measured: readonly Measured[],
  conditions: Conditions,
  imported: readonly MeasuredMap[] = [],
): Table {
  const published = measured.some(({ top1 }) => typeof top1 === "number");
  return {
    columns: [
      { name: "model", page: null },
      { name: "family", page: null },
      { name: "architecture", page: { head: "network", beside: "model" } },
      { name: "weights", page: null },
      KERNELS,
      ...SQUARES,
      SIGMA,
      { name: "Gaussian σ short, px", digits: 1, page: null },
      { name: "anisotropy", digits: 2, page: { head: "anisotropy" } },
      PARAMETERS,
      { name: "nonzero", page: { ...inMillions(), head: "nonzero" } },
      MACS,
      { name: "MACs without zeros", page: { ...inBillions(), head: "sparse" } },
      { name: "top-1, %", digits: 1, page: published ? { head: "top-1, %" } : null },
      ...CONDITIONS,
    ],
    rows: [
      ...measured.map(({ name, training, model, nonzero, sparseMacs, top1, reading }) => [
        name,
        model.family,
        modelName(model),
        training,
        model.kernelSizes.join(" "),
        ...squaresOf(reading),
        ...shapeOf(reading),
        model.params,
        nonzero,
        model.macs ?? null,
        sparseMacs ?? null,
        top1 ?? null,
        conditions.size,
        conditions.protocol,
      ]),
      ...imported.map(({ name, file, height, width, reading }) => [
        name,
        "imported",
        null,
        file,
        null,
        ...squaresOf(reading),
        ...shapeOf(reading),
        ...Array<null>(5).fill(null),
        height === width ? width : `${height}×${width}`,
        conditions.protocol,
      ]),
    ],
  };
}

/** σ along both axes, and their ratio */
function shapeOf(reading: MapReading | null): readonly Entry[] {
  const fit = reading?.measures.gaussian ?? null;
  const anisotropy = fit && Number.isFinite(fit.anisotropy) ? fit.anisotropy : null;
  return [fit?.major ?? null, fit?.minor ?? null, anisotropy];
}

export interface SweptPoint {
  /** of the setting */
  readonly at: number;
  readonly measured: Measured | null;
}
/** One row for each network and value of a sweep; null for what is still to come. */
export function sweepTable(
  swept: readonly { readonly name: string; readonly points: readonly SweptPoint[] }[],
  over: "kernel" | "sparsity",
  conditions: Conditions,
): Table {
  return {
    columns: [
      { name: "model", page: { head: "network" } },
      { name: over === "kernel" ? "largest kernel" : "share of zeros" },
      KERNELS,
      { name: "weights", page: null },
      ...SQUARES,
      SIGMA,
      { ...PARAMETERS, page: { per: 1e6, digits: 2, head: "params, M" } },
      { ...MACS, page: { per: 1e9, digits: 2, head: "MACs, G" } },
      ...CONDITIONS,
    ],
    rows: swept.flatMap(({ name, points }) =>
      points.map(({ at, measured }) => [
        name,
        at,
        measured?.model.kernelSizes.join(" ") ?? null,
        measured?.training ?? null,
        ...squaresOf(measured?.reading ?? null),
        shapeOf(measured?.reading ?? null)[0] ?? null,
        measured?.model.params ?? null,
        measured?.model.macs ?? null,
        conditions.size,
        conditions.protocol,
      ]),
    ),
  };
}
