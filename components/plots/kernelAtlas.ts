import { colormap, type ColormapName } from "./colormaps.ts";

export interface KernelAtlas {
  /** one pixel a tap, then half of that, and so on: small tiles are copied from what is hardly larger */
  readonly levels: readonly HTMLCanvasElement[];
  /** kernels in a row of the atlas */
  readonly columns: number;
  /** of a kernel in the first level, px; each level has half of the one before */
  readonly side: number;
}
/** Levels that are made: the last has an eighth of the taps along a side. */
const LEVELS = 4;
const LEAST_SIDE = 4;

/** Side of a square atlas in kernels. */
export const atlasColumns = (channels: number): number =>
  Math.max(1, Math.ceil(Math.sqrt(channels)));

/**
 * Colours of signed weights as RGBA bytes, one pixel a tap, kernels in rows of `columns`:
 * −most and most are the ends of a diverging map; exact zeros and what is no number stay clear.
 */
export function paintKernels(
  values: Float32Array,
  channels: number,
  side: number,
  colours: ColormapName,
  most: number,
): { readonly data: Uint8ClampedArray<ArrayBuffer>; readonly width: number; height: number } {
  const columns = atlasColumns(channels);
  const width = columns * side;
  const height = Math.max(1, Math.ceil(channels / columns)) * side;
  const data = new Uint8ClampedArray(4 * width * height);
  const table = colormap(colours);
  const by = most > 0 ? 1 / (2 * most) : 0;
  for (let c = 0, from = 0; c < channels; c++) {
    const corner = Math.floor(c / columns) * side * width + (c % columns) * side;
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++, from++) {
        const value = values[from]!;
        if (value === 0 || value !== value) continue;
        const step = Math.round(255 * Math.min(1, Math.max(0, 0.5 + value * by)));
        const to = 4 * (corner + y * width + x);
        data[to] = table[3 * step]!;
        data[to + 1] = table[3 * step + 1]!;
        data[to + 2] = table[3 * step + 2]!;
        data[to + 3] = 255;
      }
  }
  return { data, width, height };
}

/** Every kernel painted once, to be copied from; null where there is no canvas. */
export function makeAtlas(
  values: Float32Array,
  channels: number,
  side: number,
  colours: ColormapName,
  most: number,
): KernelAtlas | null {
  const canvas = document.createElement("canvas");
  const { data, width, height } = paintKernels(values, channels, side, colours, most);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.putImageData(new ImageData(data, width, height), 0, 0);
  const levels = [canvas];
  for (let own = side / 2; own >= LEAST_SIDE && levels.length < LEVELS; own /= 2) {
    const half = halve(levels.at(-1)!);
    if (!half) break;
    levels.push(half);
  }
  return { levels, columns: atlasColumns(channels), side };
}

/** A canvas at half its size, four pixels averaged to one. */
function halve(from: HTMLCanvasElement): HTMLCanvasElement | null {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(from.width / 2);
  canvas.height = Math.ceil(from.height / 2);
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.imageSmoothingQuality = "low";
  context.drawImage(from, 0, 0, from.width / 2, from.height / 2);
  return canvas;
}

/** The level to copy a tile from, the smallest that has as many pixels as the tile on the screen. */
export function levelFor({ levels, side }: KernelAtlas, pixels: number): number {
  const level = Math.floor(Math.log2(side / Math.max(1, pixels)));
  return Math.min(levels.length - 1, Math.max(0, level));
}
