/** Pixels of a picture without alpha: 8-bit RGB, row-major [height, width, 3]. */
export interface RgbPicture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
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
  { width, height, rgb }: RgbPicture,
  size: number,
): Uint8Array<ArrayBuffer> {
  const columnsFirst = height > size && height - size > 2 * (width - size);
  return columnsFirst
    ? squashRows(squashColumns(rgb, width, height, size), width, size, size)
    : squashColumns(squashRows(rgb, width, height, size), size, height, size);
}

/** [height, width, 3] to [height, size, 3] */
function squashRows(rgb: Uint8Array, width: number, height: number, size: number) {
  const out = new Uint8Array(height * size * 3);
  resample(rgb, out, tapsOf(width, size), {
    lines: height,
    from: { line: width * 3, pixel: 3 },
    to: { line: size * 3, pixel: 3 },
    channels: 3,
  });
  return out;
}

/** [height, width, 3] to [size, width, 3]: every row is one pixel of 3·width channels */
function squashColumns(rgb: Uint8Array, width: number, height: number, size: number) {
  const out = new Uint8Array(size * width * 3);
  resample(rgb, out, tapsOf(height, size), {
    lines: 1,
    from: { line: 0, pixel: width * 3 },
    to: { line: 0, pixel: width * 3 },
    channels: width * 3,
  });
  return out;
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

interface Layout {
  readonly lines: number;
  /** bytes from one line, and from one pixel of a line, to the next */
  readonly from: { readonly line: number; readonly pixel: number };
  readonly to: { readonly line: number; readonly pixel: number };
  readonly channels: number;
}

function resample(
  source: Uint8Array,
  target: Uint8Array,
  taps: readonly Taps[],
  { lines, from, to, channels }: Layout,
): void {
  for (let line = 0; line < lines; line++)
    taps.forEach(({ first, weights }, i) => {
      const start = line * from.line + first * from.pixel;
      const end = line * to.line + i * to.pixel;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 1 << (PRECISION - 1);
        for (let k = 0, at = start + channel; k < weights.length; k++, at += from.pixel)
          sum = (sum + source[at]! * weights[k]!) | 0;
        const value = sum >> PRECISION;
        target[end + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    });
}
