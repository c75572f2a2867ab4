import type { ProtocolName } from "../domain/job.ts";

/** A map of raw magnitudes, row-major [height, width]. */
export interface RawMap {
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array | Float64Array;
}

declare const readable: unique symbol;
/** A map made for reading, largest value 1; a type of its own, so that it is never taken for a raw one. */
export interface ReadableMap {
  readonly [readable]: true;
  readonly height: number;
  readonly width: number;
  /** row-major [height, width]; 0–1, NaN where the raw map is not finite */
  readonly values: Float64Array<ArrayBuffer>;
}

/** log10(x + 1) / max, as RepLKNet and SLaK analyse their maps (arXiv 2203.06717). */
export function log10p1({ height, width, values }: RawMap): ReadableMap {
  const out = new Float64Array(height * width);
  for (let i = 0; i < out.length; i++) {
    const x = values[i]!;
    out[i] = x <= 0 ? 0 : Math.log10(x + 1);
  }
  return toReadable(height, width, out);
}

/** x / max, as SLaK's figure script draws its map (arXiv 2207.03620). */
export function linear({ height, width, values }: RawMap): ReadableMap {
  const out = new Float64Array(height * width);
  for (let i = 0; i < out.length; i++) out[i] = values[i]!;
  return toReadable(height, width, out);
}

/** x^p / max; VMamba draws its maps with p = 0.25. */
export function power({ height, width, values }: RawMap, p: number): ReadableMap {
  const out = new Float64Array(height * width);
  for (let i = 0; i < out.length; i++) out[i] = Math.pow(Math.max(values[i]!, 0), p);
  return toReadable(height, width, out);
}

/** The readable map on which a protocol measures. */
export function readableFor(map: RawMap, protocol: ProtocolName): ReadableMap {
  switch (protocol) {
    case "replknet":
      return log10p1(map);
    case "slak-figure":
      return linear(map);
    case "vmamba":
      return power(map, 0.25);
    // openerf divides by the sum, which no share of the total can see
    case "openerf":
      return linear(map);
    default:
      return protocol satisfies never;
  }
}

/** Divides by the largest, in place; an all-zero map stays zero. */
function toReadable(height: number, width: number, values: Float64Array<ArrayBuffer>): ReadableMap {
  let max = 0;
  for (let i = 0; i < values.length; i++) {
    const y = values[i]!;
    if (!Number.isFinite(y)) values[i] = NaN;
    else if (y > max) max = y;
  }
  if (max > 0) for (let i = 0; i < values.length; i++) values[i] = values[i]! / max;
  return { height, width, values } as unknown as ReadableMap;
}
