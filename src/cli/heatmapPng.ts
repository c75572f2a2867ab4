import { log10p1, type RawMap } from "../analysis/rescale.ts";

const STEPS = 256;

/** magma as bytes [256, 3] */
async function loadMagma(): Promise<Uint8Array> {
  const { interpolateMagma, rgb } = await import("d3");
  const table = new Uint8Array(3 * STEPS);
  for (let i = 0; i < STEPS; i++) {
    const { r, g, b } = rgb(interpolateMagma(i / (STEPS - 1)));
    table.set([r, g, b], 3 * i);
  }
  return table;
}

/** A PNG of a raw map, one pixel for each of the input, on the scale log10(x + 1)/max. */
export async function heatmapPng(map: RawMap): Promise<Uint8Array> {
  const { height, width, values } = log10p1(map);
  const magma = await loadMagma();
  const pixels = new Uint8Array(3 * height * width);
  values.forEach((share, i) => {
    const step = Math.round((STEPS - 1) * Math.min(Math.max(share, 0), 1));
    pixels.set(magma.subarray(3 * step, 3 * step + 3), 3 * i);
  });
  const { default: sharp } = await import("sharp");
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
