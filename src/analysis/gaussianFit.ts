import type { GaussianFit } from "../domain/reading.ts";
import { centroid } from "./centroid.ts";
import type { RawMap } from "./rescale.ts";

/** Fits by moments (Luo et al. 2016 find ERFs near Gaussian); null when the map's total is not positive. */
export function gaussianFit(map: RawMap): GaussianFit | null {
  const centre = centroid(map);
  if (!centre) return null;
  const { height, width, values } = map;
  let total = 0;
  let yy = 0;
  let xx = 0;
  let xy = 0;
  for (let y = 0, at = 0; y < height; y++) {
    const dy = y - centre.y;
    for (let x = 0; x < width; x++, at++) {
      const value = values[at]!;
      if (!Number.isFinite(value)) continue;
      const dx = x - centre.x;
      total += value;
      yy += value * dy * dy;
      xx += value * dx * dx;
      xy += value * dx * dy;
    }
  }
  yy /= total;
  xx /= total;
  xy /= total;
  const middle = (yy + xx) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  const major = Math.sqrt(Math.max(0, middle + spread));
  const minor = Math.sqrt(Math.max(0, middle - spread));
  return {
    centre,
    sigmaY: Math.sqrt(Math.max(0, yy)),
    sigmaX: Math.sqrt(Math.max(0, xx)),
    major,
    minor,
    anisotropy: major === 0 ? 1 : major / minor,
    angle: Math.atan2(2 * xy, xx - yy) / 2,
  };
}
