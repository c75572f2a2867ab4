import type { MapReading, ReadingRequest, ScaleName } from "../domain/reading.ts";
import { areaRatios } from "./areaRatio.ts";
import { erfMean } from "./mean.ts";
import { linear, log10p1, power, readableFor, type RawMap, type ReadableMap } from "./rescale.ts";
import { shareCurve } from "./shareCurve.ts";

function rescaled(raw: RawMap, scale: ScaleName): ReadableMap {
  switch (scale) {
    case "log10p1":
      return log10p1(raw);
    case "linear":
      return linear(raw);
    case "power":
      return power(raw, 0.25);
    default:
      return scale satisfies never;
  }
}

/** Everything a figure draws of a raw map, squares measured as the protocol says. */
export function readMap({ map, protocol, scale }: ReadingRequest): MapReading {
  const { height, width } = map;
  const mean = erfMean(map);
  const raw: RawMap = { height, width, values: mean };
  return {
    values: Float32Array.from(rescaled(raw, scale).values),
    max: mean.reduce((most, value) => (value > most ? value : most), 0),
    areaRatio: areaRatios(map, protocol),
    shares: Float32Array.from(shareCurve(readableFor(raw, protocol)).shares),
  };
}
