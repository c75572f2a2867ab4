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
export const log10p1 = (map: RawMap): ReadableMap =>
  rescale(map, (x) => Math.log10(Math.max(x, 0) + 1));

/** x / max, as SLaK's figure script draws its map (arXiv 2207.03620). */
export const linear = (map: RawMap): ReadableMap => rescale(map, (x) => x);

/** x^p / max; VMamba draws its maps with p = 0.25. */
export const power = (map: RawMap, p: number): ReadableMap =>
  rescale(map, (x) => Math.pow(Math.max(x, 0), p));

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

/** An all-zero map stays zero. */
function rescale({ height, width, values }: RawMap, curve: (x: number) => number): ReadableMap {
  const out = new Float64Array(height * width);
  let max = 0;
  for (let i = 0; i < out.length; i++) {
    const y = curve(values[i]!);
    out[i] = Number.isFinite(y) ? y : NaN;
    if (out[i]! > max) max = out[i]!;
  }
  if (max > 0) for (let i = 0; i < out.length; i++) out[i] = out[i]! / max;
  return { height, width, values: out } as unknown as ReadableMap;
}
