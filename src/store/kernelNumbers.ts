/** What is said of a layer's kernels: arrays to numbers, over values row-major [channels, height, width]. */

/** Mean |w| over channels, row-major [height, width]. */
export function meanMagnitude(values: Float32Array, taps: number): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(taps);
  const channels = Math.floor(values.length / taps);
  for (let at = 0; at < channels * taps; at++) {
    const tap = at % taps;
    sums[tap] = sums[tap]! + Math.abs(values[at]!);
  }
  return Float32Array.from(sums, (sum) => (channels === 0 ? 0 : sum / channels));
}

export interface ChannelNumbers {
  /** √Σw² of each channel */
  readonly norm: Float64Array<ArrayBuffer>;
  /** share of exact zeros of each channel, 0–1 */
  readonly zeros: Float64Array<ArrayBuffer>;
}
export function channelNumbers(values: Float32Array, taps: number): ChannelNumbers {
  const channels = Math.floor(values.length / taps);
  const norm = new Float64Array(channels);
  const zeros = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    let squares = 0;
    let none = 0;
    for (let at = c * taps; at < (c + 1) * taps; at++) {
      const value = values[at]!;
      squares += value * value;
      if (value === 0) none++;
    }
    norm[c] = Math.sqrt(squares);
    zeros[c] = none / taps;
  }
  return { norm, zeros };
}

export const CHANNEL_ORDERS = ["channel", "norm", "zeros", "likeness"] as const;
export type ChannelOrder = (typeof CHANNEL_ORDERS)[number];

/**
 * Channels as they are listed: by number, or largest norm, most zeros or most like a channel first;
 * ties by number. `likeness` is one number a channel.
 */
export function orderChannels(
  numbers: ChannelNumbers,
  order: ChannelOrder,
  likeness: Float64Array = numbers.norm,
): number[] {
  const channels = Array.from(numbers.norm.keys());
  if (order === "channel") return channels;
  const by = order === "likeness" ? likeness : numbers[order];
  return channels.sort((a, b) => by[b]! - by[a]! || a - b);
}

/** Distance of a tap from the kernel's centre, taps, rounded to the nearest ring. */
function ringOf(y: number, x: number, height: number, width: number): number {
  return Math.round(Math.hypot(y - (height - 1) / 2, x - (width - 1) / 2));
}

/**
 * Sums `perTap`, row-major [height, width], over rings one tap wide round the centre; ring r holds
 * the taps whose distance rounds to r. `taps` counts each ring's taps.
 */
export function overRings(
  perTap: Float32Array | Float64Array,
  height: number,
  width: number,
): { readonly sum: Float64Array<ArrayBuffer>; readonly taps: Uint32Array<ArrayBuffer> } {
  const rings = ringOf(0, 0, height, width) + 1;
  const sum = new Float64Array(rings);
  const taps = new Uint32Array(rings);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const ring = ringOf(y, x, height, width);
      sum[ring] = sum[ring]! + perTap[y * width + x]!;
      taps[ring] = taps[ring]! + 1;
    }
  return { sum, taps };
}

/** Share of Σw² over all channels within distance r of the centre, at index r; NaN when all are zero. */
export function energyWithin(
  values: Float32Array,
  height: number,
  width: number,
): Float64Array<ArrayBuffer> {
  const perTap = new Float64Array(height * width);
  for (let at = 0; at < values.length; at++) {
    const tap = at % perTap.length;
    perTap[tap] = perTap[tap]! + values[at]! ** 2;
  }
  const { sum } = overRings(perTap, height, width);
  const total = sum.reduce((all, ring) => all + ring, 0);
  let inside = 0;
  return sum.map((ring) => {
    inside += ring;
    return total > 0 ? inside / total : NaN;
  });
}

/** The largest magnitude, 0 for none; what is not finite is left out. */
export const largestMagnitude = (values: Float32Array): number =>
  values.reduce((most, value) => {
    const size = Math.abs(value);
    return size > most && size < Infinity ? size : most;
  }, 0);
