/** Channel mean and standard deviation, RGB, on the 0–1 scale. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** (x − mean) / std of RGB pixels [height, width, 3]; bytes are read as 0–255, floats as 0–1. */
export function normalise(
  pixels: Uint8Array | Uint8ClampedArray | Float32Array,
  { mean, std }: Normalisation,
): Float32Array<ArrayBuffer> {
  const full = pixels instanceof Float32Array ? 1 : 255;
  const out = new Float32Array(pixels.length);
  for (let channel = 0; channel < 3; channel++)
    for (let at = channel; at < out.length; at += 3)
      out[at] = (pixels[at]! / full - mean[channel]!) / std[channel]!;
  return out;
}
