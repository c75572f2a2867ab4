import type { ProtocolName } from "../domain/job.ts";
import type { AreaRatio, ErfMap } from "../domain/result.ts";
import { erfMean } from "./mean.ts";
import { quickSides } from "./quickSquares.ts";
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
  const { height, width, sum, count } = map;
  const sides = quickSides({ height, width, values: sum }, count, protocol, shares);
  if (sides === null) return exactAreaRatios(map, protocol, shares);
  return shares.map((t, i) => toRatio(t, sides[i]!, map));
}

/** The same by way of the readable map, as the scripts do it. */
export function exactAreaRatios(
  map: ErfMap,
  protocol: ProtocolName,
  shares: readonly number[] = AREA_SHARES,
): AreaRatio[] {
  const { height, width } = map;
  const readable = readableFor({ height, width, values: erfMean(map) }, protocol);
  return squaresOf(readable, shareCurve(readable), shares);
}

const toRatio = (
  t: number,
  side: number | null,
  { height, width }: Pick<ErfMap, "height" | "width">,
): AreaRatio => ({ t, side, ratio: side === null ? null : (side * side) / (height * width) });

/** The area ratios of a readable map whose curve is known. */
export function squaresOf(
  map: ReadableMap,
  curve: ShareCurve,
  shares: readonly number[] = AREA_SHARES,
): AreaRatio[] {
  return shares.map((t) => toRatio(t, squareOf(map, curve, t)?.side ?? null, map));
}

function squareOf(map: ReadableMap, curve: ShareCurve, share: number): CentralSquare | null {
  const side = curve.sides[curve.shares.findIndex((inside) => inside > share)];
  return side === undefined ? null : { side, ratio: (side * side) / (map.height * map.width) };
}
