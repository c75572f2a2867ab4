import { colormap, type ColormapName } from "./colormaps.ts";

export interface KernelAtlas {
  readonly canvas: HTMLCanvasElement;
  /** kernels in a row of the atlas */
  readonly columns: number;
  readonly side: number;
}
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
  return { canvas, columns: atlasColumns(channels), side };
}
