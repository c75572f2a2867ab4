/** One colour scale for several maps, whatever function the values are drawn through. */
import type { MapReading, ScaleName } from "../domain/reading.ts";

const POWER = 0.25;

/** What a scale makes of a raw value before it is divided by the largest; the engine's own functions. */
export function rescaled(raw: number, scale: ScaleName): number {
  switch (scale) {
    case "log10p1":
      return Math.log10(Math.max(raw, 0) + 1);
    case "linear":
      return raw;
    case "power":
      return Math.pow(Math.max(raw, 0), POWER);
    default:
      return scale satisfies never;
  }
}

type Peak = Pick<MapReading, "max">;

/** The largest mean contribution of all maps; 0 for none. */
export const peakOf = (readings: readonly Peak[]): number =>
  readings.reduce((most, { max }) => (Number.isFinite(max) && max > most ? max : most), 0);

/**
 * What each map's values, 0–1 by its own largest, are multiplied with to be 0–1 by the largest of
 * all: f(own)/f(all), since a scale bends values before they are divided.
 */
export function sharedFactors(readings: readonly Peak[], scale: ScaleName): number[] {
  const all = rescaled(peakOf(readings), scale);
  return readings.map(({ max }) => {
    if (all === 0) return 1;
    return Number.isFinite(max) ? rescaled(max, scale) / all : 1;
  });
}

/** The values times a factor, a new array; the same array when the factor is 1. */
export function timesFactor(
  values: Float32Array<ArrayBuffer>,
  factor: number,
): Float32Array<ArrayBuffer> {
  return factor === 1 ? values : values.map((value) => value * factor);
}

export interface Difference {
  /** a − b, divided by the largest magnitude and laid on 0–1 with zero at ½; NaN where either is */
  readonly values: Float32Array<ArrayBuffer>;
  /** the largest magnitude of a − b, in units of the readable values */
  readonly most: number;
}
/** The difference of two maps of one size, for a diverging colour map. */
export function differenceOf(a: Float32Array, b: Float32Array): Difference {
  const values = new Float32Array(a.length);
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - (b[i] ?? NaN);
    values[i] = difference;
    if (Math.abs(difference) > most) most = Math.abs(difference);
  }
  const by = most === 0 ? 1 : 2 * most;
  for (let i = 0; i < values.length; i++) values[i] = 0.5 + values[i]! / by;
  return { values, most };
}

/** A ratio is left out where both maps are below this share of the larger maximum. */
export const TINY = 0.001;
/** Colours of a ratio end here at the latest: a factor of 256. */
const MOST_LOG2 = 8;

/**
 * log₂(a · factor / b) of two raw maps of one size for a diverging colour map: laid on 0–1 with
 * zero at ½ and the largest magnitude, at least 1 and at most 8, at the ends; NaN where both are tiny.
 */
export function ratioOf(a: Float64Array, b: Float64Array, factor: number): Difference {
  let peak = 0;
  for (let i = 0; i < a.length; i++) peak = Math.max(peak, a[i]! * factor, b[i] ?? 0);
  const values = new Float32Array(a.length);
  let most = 1;
  for (let i = 0; i < a.length; i++) {
    const [p, q] = [Math.max(0, a[i]! * factor), Math.max(0, b[i] ?? NaN)];
    const tiny = !(p >= TINY * peak || q >= TINY * peak) || peak === 0;
    const log = tiny ? NaN : Math.log2(p / q);
    values[i] = Math.min(MOST_LOG2, Math.max(-MOST_LOG2, log));
    if (Math.abs(values[i]!) > most) most = Math.abs(values[i]!);
  }
  for (let i = 0; i < values.length; i++) values[i] = 0.5 + values[i]! / (2 * most);
  return { values, most };
}
