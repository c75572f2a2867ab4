import type { ProtocolName } from "../domain/job.ts";
import type { RawMap } from "./rescale.ts";
import { Rings } from "./rings.ts";

/** Far above what rounding does to sums of up to 4096² values that are not negative. */
const ROUNDING = 1e-9;
/** What a factor may change the logarithm of a product by, with room. */
const FACTOR_ROUNDING = 1e-15;
const LARGEST_VALUE = 1e30;

/**
 * The squares of the readable map without making it: only sums over rings are needed, no value is divided
 * by the largest, and a sum of logarithms is that of a product. Sides as `shareCurve` gives them, null where
 * no square passes; null in all when a share comes so near to one asked for that rounding could decide,
 * or a value is negative or not finite.
 */
export function quickSides(
  map: RawMap,
  count: number,
  protocol: ProtocolName,
  shares: readonly number[],
): readonly (number | null)[] | null {
  const rings = ringSums(map, count, protocol);
  if (rings === null) return null;
  const total = rings.reduce((sum, ring) => sum + ring, 0);
  const factors = protocol === "replknet" ? map.values.length : 0;
  const margin = ROUNDING + (FACTOR_ROUNDING * factors) / total;
  if (!(total > 0 && Number.isFinite(total) && margin < 0.01)) return null;
  const most = Math.max(0, Math.floor(Math.min(map.height, map.width) / 2) - 1);
  const sides: (number | null)[] = [];
  for (const share of shares) {
    let inside = rings[0]!;
    let side: number | null = null;
    for (let i = 1; i <= most && side === null; i++) {
      inside += rings[i]!;
      if (Math.abs(inside / total - share) <= margin) return null;
      if (inside / total > share) side = 2 * i + 1;
    }
    sides.push(side);
  }
  return sides;
}

/** Sums over rings of the values that a protocol reads, by a factor that no share can see. */
function ringSums(
  { height, width, values }: RawMap,
  count: number,
  protocol: ProtocolName,
): Float64Array | null {
  const rings = new Rings(height, width);
  const row = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const most = readRow(row, values, y * width, count);
    if (most === null) return null;
    if (protocol === "replknet") {
      rings.addLogs(y, row, most);
      continue;
    }
    if (protocol === "vmamba") takeRoots(row);
    rings.addRow(y, row);
  }
  return rings.settled();
}

/** The mean of `count` maps along a row; returns its largest, or null when a value is negative, not finite or huge. */
function readRow(
  row: Float64Array,
  sum: RawMap["values"],
  start: number,
  count: number,
): number | null {
  let [least, most] = [0, 0];
  let total = 0;
  for (let x = 0; x < row.length; x++) {
    const value = count === 1 ? Math.fround(sum[start + x]!) : Math.fround(sum[start + x]! / count);
    row[x] = value;
    total += value;
    if (value > most) most = value;
    if (value < least) least = value;
  }
  return least < 0 || most > LARGEST_VALUE || Number.isNaN(total) ? null : most;
}

function takeRoots(row: Float64Array): void {
  for (let x = 0; x < row.length; x++) row[x] = Math.sqrt(Math.sqrt(row[x]!));
}
