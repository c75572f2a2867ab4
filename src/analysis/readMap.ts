import type { MapReading, ReadingRequest, ScaleName } from "../domain/reading.ts";
import { PROTOCOLS_ALIKE } from "../domain/reading.ts";
import { squaresOf } from "./areaRatio.ts";
import { erfMean } from "./mean.ts";
import { measureMap } from "./measureMap.ts";
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
export function readMap({ map, protocol, scale, centre }: ReadingRequest): MapReading {
  const { height, width } = map;
  const mean = erfMean(map);
  const raw: RawMap = { height, width, values: mean };
  const alike = PROTOCOLS_ALIKE.includes(protocol) ? PROTOCOLS_ALIKE : [protocol];
  const curves = alike.map((name) => {
    const readable = readableFor(raw, name);
    const curve = shareCurve(readable);
    return { name, shares: curve.shares, squares: squaresOf(readable, curve) };
  });
  const own = curves.find(({ name }) => name === protocol)!;
  return {
    values: new Float32Array(rescaled(raw, scale).values),
    max: largest(mean),
    areaRatio: own.squares,
    shares: Float32Array.from(own.shares),
    byProtocol: Object.fromEntries(curves.map(({ name, squares }) => [name, squares])),
    measures: measureMap(raw, centre),
  };
}

function largest(values: Float32Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}
