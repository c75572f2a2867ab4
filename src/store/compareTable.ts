/** The tables of figures that set networks side by side. */
import type { Conditions } from "../domain/document.ts";
import type { MapReading } from "../domain/reading.ts";
import type { ModelCard } from "../domain/stored.ts";
import { modelName } from "./architectures.ts";
import type { Table } from "./tables.ts";

export interface Measured {
  /** what cells call it */
  readonly name: string;
  /** how its weights came about, in words */
  readonly training: string;
  readonly model: ModelCard;
  /** parameters that are not exact zeros; null when they were not counted */
  readonly nonzero: number | null;
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
const gaussianOf = (reading: MapReading | null): readonly (number | null)[] => {
  const fit = reading?.measures.gaussian ?? null;
  return [fit?.major ?? null, fit?.minor ?? null];
};

/**
 * One row a network or imported map: what it is, how wide it sees, and under which conditions. σ
 * is of the Gaussian with the map's own covariance, along its longest and its shortest axis.
 */
export function compareTable(
  measured: readonly Measured[],
  conditions: Conditions,
  imported: readonly MeasuredMap[] = [],
): Table {
  return {
    columns: [
      { name: "model" },
      { name: "family" },
      { name: "architecture" },
      { name: "weights" },
      { name: "kernels" },
      { name: "parameters" },
      { name: "nonzero" },
      ...SHARES.map((t) => ({ name: `area ratio, ${sayShare(t)}`, digits: 3 })),
      { name: `side, ${sayShare(0.5)}, px` },
      { name: "Gaussian σ long, px", digits: 1 },
      { name: "Gaussian σ short, px", digits: 1 },
      { name: "input, px" },
      { name: "protocol" },
    ],
    rows: [
      ...measured.map(({ name, training, model, nonzero, reading }) => [
        name,
        model.family,
        modelName(model),
        training,
        model.kernelSizes.join(" "),
        model.params,
        nonzero,
        ...SHARES.map((t) => ratioAt(reading, t)),
        sideAt(reading, 0.5),
        ...gaussianOf(reading),
        conditions.size,
        conditions.protocol,
      ]),
      ...imported.map(({ name, file, height, width, reading }) => [
        name,
        "imported",
        null,
        file,
        null,
        null,
        null,
        ...SHARES.map((t) => ratioAt(reading, t)),
        sideAt(reading, 0.5),
        ...gaussianOf(reading),
        height === width ? width : `${height}×${width}`,
        conditions.protocol,
      ]),
    ],
  };
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
      { name: "model" },
      { name: over === "kernel" ? "largest kernel" : "share of zeros" },
      { name: "kernels" },
      { name: "weights" },
      { name: "parameters" },
      { name: "MACs at 224 px" },
      ...SHARES.map((t) => ({ name: `area ratio, ${sayShare(t)}`, digits: 3 })),
      { name: `side, ${sayShare(0.5)}, px` },
      { name: "Gaussian σ long, px", digits: 1 },
      { name: "input, px" },
      { name: "protocol" },
    ],
    rows: swept.flatMap(({ name, points }) =>
      points.map(({ at, measured }) => [
        name,
        at,
        measured?.model.kernelSizes.join(" ") ?? null,
        measured?.training ?? null,
        measured?.model.params ?? null,
        measured?.model.macs ?? null,
        ...SHARES.map((t) => ratioAt(measured?.reading ?? null, t)),
        sideAt(measured?.reading ?? null, 0.5),
        gaussianOf(measured?.reading ?? null)[0] ?? null,
        conditions.size,
        conditions.protocol,
      ]),
    ),
  };
}
