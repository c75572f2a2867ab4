/** 8-bit pixels, row-major [height, width, channels]; of RGBA the alpha is dropped. */
export interface PixelPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array | Uint8ClampedArray;
  readonly channels: 3 | 4;
}

/** fixed-point precision of the weights, bits; Pillow's 32 − 8 − 2 */
const PRECISION = 22;
/** the cubic reaches two pixels to each side when not shrinking */
const SUPPORT = 2;

/**
 * Squashes a picture to [size, size, 3] exactly as Pillow's bicubic does (and so torchvision's
 * Resize on pictures): a = −0.5, support widened when shrinking, 8 bits between passes. The rounding
 * makes the order of passes visible: rows go first, as in every Pillow, but for pictures that lose
 * more than twice as much height as width, where Pillow 13 takes the columns first (seen, not documented).
 */
export function resizeBicubic(
  { width, height, pixels, channels }: PixelPicture,
  size: number,
): Uint8Array<ArrayBuffer> {
  const columnsFirst = height > size && height - size > 2 * (width - size);
  if (!columnsFirst)
    return squashColumns(squashRows(pixels, width, height, channels, size), 3 * size, height, size);
  const squashed = squashColumns(pixels, channels * width, height, size);
  return squashRows(squashed, width, size, channels, size);
}

/** [height, width, channels] to [height, size, 3] */
function squashRows(
  source: PixelPicture["pixels"],
  width: number,
  height: number,
  channels: 3 | 4,
  size: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(height * size * 3);
  const columns = tapsOf(width, size);
  let to = 0;
  for (let row = 0; row < height; row++)
    for (const { first, weights } of columns) {
      let from = (row * width + first) * channels;
      let [red, green, blue] = [HALF, HALF, HALF];
      for (let k = 0; k < weights.length; k++, from += channels) {
        const weight = weights[k]!;
        red = (red + Math.imul(source[from]!, weight)) | 0;
        green = (green + Math.imul(source[from + 1]!, weight)) | 0;
        blue = (blue + Math.imul(source[from + 2]!, weight)) | 0;
      }
      out[to] = toByte(red);
      out[to + 1] = toByte(green);
      out[to + 2] = toByte(blue);
      to += 3;
    }
  return out;
}

/** [height, across] to [size, across] */
function squashColumns(
  source: PixelPicture["pixels"],
  across: number,
  height: number,
  size: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size * across);
  const sums = new Int32Array(across);
  tapsOf(height, size).forEach(({ first, weights }, row) => {
    sums.fill(HALF);
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k]!;
      const from = (first + k) * across;
      for (let i = 0; i < across; i++) sums[i]! += Math.imul(source[from + i]!, weight);
    }
    for (let i = 0; i < across; i++) out[row * across + i] = toByte(sums[i]!);
  });
  return out;
}

/** a half, so that cutting the fraction off rounds */
const HALF = 1 << (PRECISION - 1);

function toByte(sum: number): number {
  const value = sum >> PRECISION;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

interface Taps {
  /** first source pixel of each output pixel */
  readonly first: number;
  /** fixed-point weights, their sum 2^PRECISION but for rounding */
  readonly weights: Int32Array;
}

function tapsOf(from: number, to: number): Taps[] {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const support = SUPPORT * stretch;
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const last = Math.min(from, Math.trunc(centre + support + 0.5));
    const exact = Float64Array.from({ length: last - first }, (_unused, k) =>
      cubic((k + first - centre + 0.5) / stretch),
    );
    const sum = exact.reduce((total, weight) => total + weight, 0);
    const weights = Int32Array.from(exact, (weight) => {
      const fixed = (weight / sum) * 2 ** PRECISION;
      return Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5);
    });
    return { first, weights };
  });
}

function cubic(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}
