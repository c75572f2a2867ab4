/** Channel mean and standard deviation, RGB, on the 0–1 scale. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** (x − mean) / std of RGB pixels [height, width, 3]; bytes are read as 0–255, floats as 0–1. */
export function normalise(
  pixels: Uint8Array | Uint8ClampedArray | Float32Array,
  { mean: [red, green, blue], std: [redSpread, greenSpread, blueSpread] }: Normalisation,
): Float32Array<ArrayBuffer> {
  const full = pixels instanceof Float32Array ? 1 : 255;
  const out = new Float32Array(pixels.length);
  for (let at = 0; at < out.length; at += 3) {
    out[at] = (pixels[at]! / full - red) / redSpread;
    out[at + 1] = (pixels[at + 1]! / full - green) / greenSpread;
    out[at + 2] = (pixels[at + 2]! / full - blue) / blueSpread;
  }
  return out;
}
