import type { SeededImage } from "./deadLeaves.ts";
import { fft2d } from "./fft.ts";
import { randomStream } from "./random.ts";
import type { Random } from "./random.ts";

/** standard deviation of brightness, and of the two colour differences, on the 0–1 scale */
const LIGHT_SPREAD = 0.17;
const COLOUR_SPREAD = 0.05;

/** A Gaussian image [size, size, 3], RGB in 0–1, whose amplitude falls as 1/f; the channels share most of it. */
export function pinkNoise({ size, seed, index }: SeededImage): Float32Array<ArrayBuffer> {
  const random = randomStream(seed, index);
  const [light, warm] = drawFields(random, size);
  const [green] = drawFields(random, size);
  const image = new Float32Array(size * size * 3);
  for (let at = 0; at < size * size; at++) {
    const base = 0.5 + LIGHT_SPREAD * light[at]!;
    image[3 * at] = clamp(base + COLOUR_SPREAD * warm[at]!);
    image[3 * at + 1] = clamp(base + COLOUR_SPREAD * green[at]!);
    image[3 * at + 2] = clamp(base - COLOUR_SPREAD * warm[at]!);
  }
  return image;
}

/** Two independent 1/f fields [size, size] of mean 0 and variance 1: both parts of one complex transform. */
function drawFields(random: Random, size: number): [Float32Array, Float32Array] {
  const side = 2 ** Math.ceil(Math.log2(size));
  const re = new Float32Array(side * side);
  const im = new Float32Array(side * side);
  for (let v = 0, at = 0; v < side; v++)
    for (let u = 0; u < side; u++, at++) {
      const f = Math.hypot(Math.min(v, side - v), Math.min(u, side - u));
      if (f === 0) continue;
      re[at] = random.normal() / f;
      im[at] = random.normal() / f;
    }
  fft2d(re, im, side);
  return [standardise(re, side, size), standardise(im, side, size)];
}

/** The top left [size, size] of a field [side, side], shifted to mean 0 and scaled to variance 1. */
function standardise(field: Float32Array, side: number, size: number): Float32Array {
  const out = new Float32Array(size * size);
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const value = field[y * side + x]!;
      out[y * size + x] = value;
      sum += value;
      squares += value * value;
    }
  const mean = sum / out.length;
  const spread = Math.sqrt(Math.max(squares / out.length - mean * mean, Number.MIN_VALUE));
  for (let i = 0; i < out.length; i++) out[i] = (out[i]! - mean) / spread;
  return out;
}

const clamp = (x: number): number => Math.min(1, Math.max(0, x));
