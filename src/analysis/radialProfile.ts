import type { MapPoint } from "../domain/reading.ts";
import type { RawMap } from "./rescale.ts";

/** A map against the distance from a point, in rings one pixel wide: ring r holds distances [r, r + 1). */
export interface RadialProfile {
  /** mean of each ring; NaN for a ring without pixels */
  readonly mean: Float64Array<ArrayBuffer>;
  /** share of the total within distance r + 1; NaN throughout when the total is 0 */
  readonly cumulative: Float64Array<ArrayBuffer>;
}

/** Averages over rings around `centre` (default: pixel (⌊H/2⌋, ⌊W/2⌋)), out to the farthest corner. */
export function radialProfile(
  { height, width, values }: RawMap,
  centre: MapPoint = { y: Math.floor(height / 2), x: Math.floor(width / 2) },
): RadialProfile {
  const farY = Math.max(Math.abs(centre.y), Math.abs(height - 1 - centre.y));
  const farX = Math.max(Math.abs(centre.x), Math.abs(width - 1 - centre.x));
  const rings = Math.floor(Math.hypot(farY, farX)) + 1;
  const sums = new Float64Array(rings);
  const pixels = new Uint32Array(rings);
  for (let y = 0, at = 0; y < height; y++) {
    const dy = y - centre.y;
    for (let x = 0; x < width; x++, at++) {
      const value = values[at]!;
      if (!Number.isFinite(value)) continue;
      const dx = x - centre.x;
      const ring = Math.floor(Math.sqrt(dy * dy + dx * dx));
      sums[ring] = sums[ring]! + value;
      pixels[ring] = pixels[ring]! + 1;
    }
  }
  const total = sums.reduce((sum, ring) => sum + ring, 0);
  let inside = 0;
  const cumulative = sums.map((ring) => {
    inside += ring;
    return total > 0 ? inside / total : NaN;
  });
  return { mean: sums.map((ring, r) => ring / pixels[r]!), cumulative };
}

/** Distance that holds `share` of the total, px, linear inside a ring; null when the profile never reaches it. */
export function radiusOf({ cumulative }: RadialProfile, share: number): number | null {
  const ring = cumulative.findIndex((inside) => inside >= share);
  const inside = cumulative[ring];
  if (inside === undefined) return null;
  const before = cumulative[ring - 1] ?? 0;
  return inside > before ? ring + (share - before) / (inside - before) : ring;
}
