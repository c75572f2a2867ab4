import type { MapPoint } from "../domain/reading.ts";
import type { RawMap } from "./rescale.ts";

/** Centre of mass of a map; null when its total is not positive. Values that are not finite are left out. */
export function centroid({ height, width, values }: RawMap): MapPoint | null {
  let total = 0;
  let sumY = 0;
  let sumX = 0;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const value = values[at]!;
      if (!Number.isFinite(value)) continue;
      total += value;
      sumY += y * value;
      sumX += x * value;
    }
  return total > 0 ? { y: sumY / total, x: sumX / total } : null;
}
