import type { ReadableMap } from "./rescale.ts";
import { Rings } from "./rings.ts";

/** Share of a map inside the centred squares of side 3, 5, …, for every side that the scripts consider. */
export interface ShareCurve {
  /** px */
  readonly sides: Int32Array<ArrayBuffer>;
  /** 0–1; NaN throughout when the map's total is 0 */
  readonly shares: Float64Array<ArrayBuffer>;
}

/**
 * Squares around row ⌊H/2⌋ and column ⌊W/2⌋, side 2i + 1 for i = 1 … ⌊min(H, W)/2⌋ − 1, as in
 * RepLKNet's analysis; one pass over the map, summing rings, since only centred squares are asked for.
 */
export function shareCurve({ height, width, values }: ReadableMap): ShareCurve {
  const rings = new Rings(height, width);
  for (let y = 0; y < height; y++) rings.addRow(y, values, y * width);
  const { sums } = rings;
  const total = sums.reduce((sum, ring) => sum + ring, 0);
  const count = Math.max(0, Math.floor(Math.min(height, width) / 2) - 1);
  const sides = new Int32Array(count);
  const shares = new Float64Array(count);
  let inside = sums[0]!;
  for (let i = 1; i <= count; i++) {
    inside += sums[i]!;
    sides[i - 1] = 2 * i + 1;
    shares[i - 1] = total > 0 ? inside / total : NaN;
  }
  return { sides, shares };
}
