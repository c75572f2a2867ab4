import type { ProtocolName } from "../domain/job.ts";
import type { AreaRatio, ErfMap } from "../domain/result.ts";
import { erfMean } from "./mean.ts";
import { readableFor } from "./rescale.ts";
import type { ReadableMap } from "./rescale.ts";
import { shareCurve } from "./shareCurve.ts";
import type { ShareCurve } from "./shareCurve.ts";

/** The shares that the papers print. */
export const AREA_SHARES = [0.2, 0.3, 0.5, 0.99] as const;

export interface CentralSquare {
  /** px, odd */
  readonly side: number;
  /** side² / (height·width) */
  readonly ratio: number;
}

/** The smallest centred odd square that holds strictly more than `share` of the map; null when none does. */
export const centralSquare = (map: ReadableMap, share: number): CentralSquare | null =>
  squareOf(map, shareCurve(map), share);

/** The area ratios of an ERF, measured on the readable map of its protocol. */
export function areaRatios(
  map: ErfMap,
  protocol: ProtocolName,
  shares: readonly number[] = AREA_SHARES,
): AreaRatio[] {
  const { height, width } = map;
  const readable = readableFor({ height, width, values: erfMean(map) }, protocol);
  return squaresOf(readable, shareCurve(readable), shares);
}

/** The area ratios of a readable map whose curve is known. */
export function squaresOf(
  map: ReadableMap,
  curve: ShareCurve,
  shares: readonly number[] = AREA_SHARES,
): AreaRatio[] {
  return shares.map((t) => {
    const square = squareOf(map, curve, t);
    return { t, side: square?.side ?? null, ratio: square?.ratio ?? null };
  });
}

function squareOf(map: ReadableMap, curve: ShareCurve, share: number): CentralSquare | null {
  const side = curve.sides[curve.shares.findIndex((inside) => inside > share)];
  return side === undefined ? null : { side, ratio: (side * side) / (map.height * map.width) };
}
