/** What a run of the engine gives back. */
import type { BackendName, ProtocolName, StageNumber } from "./job.ts";

/** Raw ERF as parts that merge exactly: maps computed apart add up. */
export interface ErfMap {
  readonly height: number;
  readonly width: number;
  /** sum of the contribution maps, row-major [height, width] */
  readonly sum: Float64Array<ArrayBuffer>;
  /** images in the sum */
  readonly count: number;
  /** images left out because their map held NaN */
  readonly skipped: number;
}
export interface AreaRatio {
  /** share of the total that the square must pass, 0–1 */
  readonly t: number;
  /** side of the square, px; null when no square passes */
  readonly side: number | null;
  /** side² / (height·width); null likewise */
  readonly ratio: number | null;
}
/** Mean of the input images, as they looked before they were normalised. */
export interface MeanImage {
  readonly height: number;
  readonly width: number;
  /** row-major [height, width, 3], 0–255 */
  readonly rgb: Uint8Array<ArrayBuffer>;
}
export interface ErfResult {
  readonly map: ErfMap;
  readonly areaRatio: readonly AreaRatio[];
  /** the squares of each image's own map, by the result's protocol; images that gave NaN are left out */
  readonly perImage?: readonly (readonly AreaRatio[])[];
  readonly input?: MeanImage;
  readonly stage: StageNumber;
  readonly protocol: ProtocolName;
  /** size of the feature map at the end of the stage, cells */
  readonly featureMap: { readonly height: number; readonly width: number };
  /** the unit, row and column of that map */
  readonly unit: { readonly y: number; readonly x: number };
  readonly backend: BackendName;
  readonly adapter: string;
  readonly seconds: { readonly load: number; readonly compute: number };
}
export interface Progress {
  /** multiply-accumulates done and in all; a measure of work, not of time */
  readonly done: number;
  readonly total: number;
  readonly images: { readonly done: number; readonly total: number };
  /** what runs now, as `stages.2.4` */
  readonly at: string;
}
