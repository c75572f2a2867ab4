import type { MapMeasures, MapPoint } from "../domain/reading.ts";
import { centroid } from "./centroid.ts";
import { findContours } from "./contours.ts";
import { gaussianFit } from "./gaussianFit.ts";
import { radialProfile, radiusOf } from "./radialProfile.ts";
import type { RawMap } from "./rescale.ts";

/** Measures a raw map around the unit's centre, which may lie outside the map by less than a stride. */
export function measureMap(
  raw: RawMap,
  centre: MapPoint = { y: Math.floor(raw.height / 2), x: Math.floor(raw.width / 2) },
): MapMeasures {
  const { height, width, values } = raw;
  const through = {
    y: Math.min(height - 1, Math.max(0, Math.round(centre.y))),
    x: Math.min(width - 1, Math.max(0, Math.round(centre.x))),
  };
  const profile = radialProfile(raw, centre);
  return {
    centre,
    through,
    centroid: centroid(raw),
    gaussian: gaussianFit(raw),
    alongX: Float32Array.from(values.subarray(through.y * width, (through.y + 1) * width)),
    alongY: Float32Array.from({ length: height }, (_, y) => values[y * width + through.x]!),
    radial: {
      mean: Float32Array.from(profile.mean),
      cumulative: Float32Array.from(profile.cumulative),
      half: radiusOf(profile, 0.5),
    },
    contours: findContours(raw),
  };
}
