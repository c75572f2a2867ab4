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

export interface ReadingRequest {
  readonly map: ErfMap;
  /** decides the map that the squares are measured on */
  readonly protocol: ProtocolName;
  /** decides the values that are drawn */
  readonly scale: ScaleName;
}
export interface MapReading {
  /** readable values, 0–1, row-major [height, width] */
  readonly values: Float32Array<ArrayBuffer>;
  /** the largest value of the mean raw map */
  readonly max: number;
  readonly areaRatio: readonly AreaRatio[];
  /** share of the total inside the centred square of side 2i + 3, 0–1, at index i */
  readonly shares: Float32Array<ArrayBuffer>;
}
