/** Channel mean and standard deviation, RGB, on the 0–1 scale. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** (x − mean) / std of RGB pixels [height, width, 3]; bytes are read as 0–255, floats as 0–1. */
export function normalise(
  pixels: Uint8Array | Float32Array,
  normalisation: Normalisation,
): Float32Array<ArrayBuffer> {
  return pixels instanceof Float32Array
    ? normaliseFloats(pixels, normalisation)
    : normaliseBytes(pixels, normalisation);
}

function normaliseFloats(
  pixels: Float32Array,
  { mean: [red, green, blue], std: [redSpread, greenSpread, blueSpread] }: Normalisation,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(pixels.length);
  for (let at = 0; at < out.length; at += 3) {
    out[at] = (pixels[at]! - red) / redSpread;
    out[at + 1] = (pixels[at + 1]! - green) / greenSpread;
    out[at + 2] = (pixels[at + 2]! - blue) / blueSpread;
  }
  return out;
}

/** By a table, since divisions take most of the time. */
function normaliseBytes(
  pixels: Uint8Array,
  { mean, std }: Normalisation,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(pixels.length);
  const tableOf = (channel: 0 | 1 | 2): Float32Array =>
    Float32Array.from({ length: 256 }, (_, x) => (x / 255 - mean[channel]) / std[channel]);
  const [red, green, blue] = [tableOf(0), tableOf(1), tableOf(2)];
  for (let at = 0; at < out.length; at += 3) {
    out[at] = red[pixels[at]!]!;
    out[at + 1] = green[pixels[at + 1]!]!;
    out[at + 2] = blue[pixels[at + 2]!]!;
  }
  return out;
}
