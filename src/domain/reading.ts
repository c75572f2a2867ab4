/** What is drawn and tabled of a raw map: the same map reads differently under each protocol. */
import type { ProtocolName } from "./job.ts";
import type { AreaRatio, ErfMap } from "./result.ts";

/** `log10p1` is log10(x+1)/max, `linear` x/max, `power` x^0.25/max. */
export const SCALES = ["log10p1", "linear", "power"] as const;
export type ScaleName = (typeof SCALES)[number];

/** The scale that a protocol draws its maps with. */
export const scaleOfProtocol: Readonly<Record<ProtocolName, ScaleName>> = {
  replknet: "log10p1",
  "slak-figure": "linear",
  vmamba: "power",
  openerf: "linear",
};

/** Protocols that read one and the same raw map; `openerf` differentiates another target. */
export const PROTOCOLS_ALIKE: readonly ProtocolName[] = ["replknet", "slak-figure", "vmamba"];

/** A position on a map: pixel (y, x) has its centre at y, x. */
export interface MapPoint {
  readonly y: number;
  readonly x: number;
}
/** The Gaussian with a map's own mean and covariance. */
export interface GaussianFit {
  /** px */
  readonly centre: MapPoint;
  /** standard deviation along the rows' axis and the columns' axis, px */
  readonly sigmaY: number;
  readonly sigmaX: number;
  /** standard deviation along the longest and the shortest axis, px */
  readonly major: number;
  readonly minor: number;
  /** major / minor, ≥ 1; Infinity for a line, 1 for a point */
  readonly anisotropy: number;
  /** of the longest axis against x, radians in (−π/2, π/2], positive towards growing y */
  readonly angle: number;
}
/** Where a map is densest: for each share the densest cells that together hold it. */
export interface Contours {
  /** mean E of blocks of `step` px, smoothed: what lines are drawn on; row-major [height, width] */
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array<ArrayBuffer>;
  /** side of a block, px of the map */
  readonly step: number;
  /** of the smoothing, px of the map */
  readonly sigma: number;
  readonly levels: readonly ContourLevel[];
}
export interface ContourLevel {
  /** of the contribution, 0–1 */
  readonly share: number;
  /** cells of `values` that reach it hold at least the share; null when the map's total is not positive */
  readonly level: number | null;
  /** share of the map's pixels in those cells, 0–1 */
  readonly area: number;
}
/** Raw contribution against the distance from the unit, rings one pixel wide: ring r is [r, r + 1). */
export interface RadialReading {
  /** mean E of each ring; NaN for a ring without pixels */
  readonly mean: Float32Array<ArrayBuffer>;
  /** share of the total within distance r + 1 */
  readonly cumulative: Float32Array<ArrayBuffer>;
  /** distance that holds half of the total, px; null when the total is not positive */
  readonly half: number | null;
}
/** What is measured of the raw map itself, whatever the protocol and the scale. */
export interface MapMeasures {
  /** the unit's true centre */
  readonly centre: MapPoint;
  /** the pixel that holds it, which the profiles go through */
  readonly through: MapPoint;
  /** null when the total is not positive, as with the fit */
  readonly centroid: MapPoint | null;
  readonly gaussian: GaussianFit | null;
  /** E along the row and along the column of `through`, [width] and [height] */
  readonly alongX: Float32Array<ArrayBuffer>;
  readonly alongY: Float32Array<ArrayBuffer>;
  readonly radial: RadialReading;
  readonly contours: Contours;
}

export interface ReadingRequest {
  readonly map: ErfMap;
  /** decides the map that the squares are measured on */
  readonly protocol: ProtocolName;
  /** decides the values that are drawn */
  readonly scale: ScaleName;
  /** the unit's true centre; left out: pixel (⌊H/2⌋, ⌊W/2⌋) */
  readonly centre?: MapPoint;
}
export interface MapReading {
  /** readable values, 0–1, row-major [height, width] */
  readonly values: Float32Array<ArrayBuffer>;
  /** the largest value of the mean raw map */
  readonly max: number;
  readonly areaRatio: readonly AreaRatio[];
  /** share of the total inside the centred square of side 2i + 3, 0–1, at index i */
  readonly shares: Float32Array<ArrayBuffer>;
  /** the squares as each protocol measures them on this map; see PROTOCOLS_ALIKE */
  readonly byProtocol: Readonly<Partial<Record<ProtocolName, readonly AreaRatio[]>>>;
  readonly measures: MapMeasures;
}
