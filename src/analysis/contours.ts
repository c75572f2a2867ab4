import type { Contours } from "../domain/reading.ts";
import type { RawMap } from "./rescale.ts";

/** The shares that contours are drawn around, as the papers print area ratios. */
export const CONTOUR_SHARES = [0.2, 0.3, 0.5, 0.99] as const;
/** Cells along the longer side at most: finer lines than a page shows cost time and say nothing. */
const MOST_CELLS = 96;
/** A field is grainy pixel by pixel; lines follow it after smoothing by this share of its side. */
const SMOOTHING = 1 / 48;

/**
 * The densest region that holds each share of the raw contribution: cells in the order of the
 * smoothed map, taken until what they hold of the map itself, unsmoothed, reaches the share.
 */
export function findContours(map: RawMap, shares: readonly number[] = CONTOUR_SHARES): Contours {
  const step = Math.max(1, Math.ceil(Math.max(map.height, map.width) / MOST_CELLS));
  const { height, width, sums, pixels } = gatherBlocks(map, step);
  const sigma = SMOOTHING * Math.max(height, width);
  const means = sums.map((sum, i) => sum / pixels[i]!);
  const values = Float32Array.from(smooth(means, height, width, sigma));
  const order = Array.from(values, (_, i) => i).sort((p, q) => values[q]! - values[p]!);
  const total = sums.reduce((all, sum) => all + sum, 0);
  const wanted = shares.map((share) => ({ share, level: null as number | null, area: 0 }));
  let held = 0;
  let taken = 0;
  let next = 0;
  const ascending = total > 0 ? wanted.toSorted((p, q) => p.share - q.share) : [];
  for (const [i, cell] of order.entries()) {
    held += sums[cell]!;
    taken += pixels[cell]!;
    // cells of equal value are within one line or without it together
    if (values[order[i + 1] ?? -1] === values[cell]) continue;
    while (next < ascending.length && held >= ascending[next]!.share * total) {
      ascending[next]!.level = values[cell]!;
      ascending[next]!.area = taken / (map.height * map.width);
      next++;
    }
  }
  return { height, width, values, step, sigma: sigma * step, levels: wanted };
}

/** Sums over blocks; what is not finite counts as nothing. */
function gatherBlocks({ height, width, values }: RawMap, step: number) {
  const rows = Math.ceil(height / step);
  const columns = Math.ceil(width / step);
  const sums = new Float64Array(rows * columns);
  const pixels = new Uint32Array(rows * columns);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / step) * columns;
    for (let x = 0; x < width; x++, at++) {
      const cell = row + Math.floor(x / step);
      const value = values[at]!;
      pixels[cell] = pixels[cell]! + 1;
      if (Number.isFinite(value)) sums[cell] = sums[cell]! + value;
    }
  }
  return { height: rows, width: columns, sums, pixels };
}

/** A Gaussian filter, one axis after the other; beyond the edge the edge goes on. */
function smooth(
  values: Float64Array<ArrayBuffer>,
  height: number,
  width: number,
  sigma: number,
): Float64Array<ArrayBuffer> {
  const reach = Math.ceil(3 * sigma);
  const taps = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / sigma) ** 2),
  );
  const weight = taps.reduce((sum, tap) => sum + tap, 0);
  const pass = (from: Float64Array<ArrayBuffer>, alongX: boolean): Float64Array<ArrayBuffer> => {
    const out = new Float64Array(from.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let i = -reach; i <= reach; i++) {
          const row = alongX ? y : Math.min(height - 1, Math.max(0, y + i));
          const column = alongX ? Math.min(width - 1, Math.max(0, x + i)) : x;
          sum += taps[i + reach]! * from[row * width + column]!;
        }
        out[y * width + x] = sum / weight;
      }
    return out;
  };
  return pass(pass(values, true), false);
}
