import { describe, expect, it } from "vitest";
import { colormap } from "../../../components/plots/colormaps.ts";
import { layOutGrid, moveTile, tileAt, tilesWithin } from "../../../components/plots/gridLayout.ts";
import { atlasColumns, paintKernels } from "../../../components/plots/kernelAtlas.ts";
import { spread } from "../../../components/plots/spread.ts";
import { seriesOf } from "../../../components/plots/series.ts";
import { ringTicks, shareAxis } from "../../../components/plots/ticks.ts";
import { cpuTime } from "../../helpers/cpuTime.ts";

describe("a grid of tiles", () => {
  const layout = layOutGrid(100, 22, 9);
  it("has as many columns as fit", () => {
    expect(layout).toEqual({ columns: 4, rows: 3, pitch: 25, height: 72 });
    expect(layOutGrid(10, 40, 3).columns).toBe(1);
    expect(layOutGrid(100, 22, 0)).toMatchObject({ rows: 0, height: 0 });
  });
  it("finds the tile at a place, none between and beyond them", () => {
    expect(tileAt(layout, 0, 0, 9)).toBe(0);
    expect(tileAt(layout, 51, 26, 9)).toBe(6);
    expect(tileAt(layout, 23, 0, 9)).toBeNull();
    expect(tileAt(layout, 26, 51, 9)).toBeNull();
    expect(tileAt(layout, 101, 0, 9)).toBeNull();
  });
  it("draws every tile that a window shows, and few others", () => {
    for (let top = 0; top < 72; top++) {
      const [from, to] = tilesWithin(layout, top, 20, 9);
      for (let i = 0; i < 9; i++) {
        const y = Math.floor(i / 4) * 25;
        if (y < top + 20 && y + 22 > top) expect(i >= from && i < to).toBe(true);
      }
      expect(to - from).toBeLessThanOrEqual(8);
    }
  });
  it("moves the choice within the tiles", () => {
    expect(moveTile("ArrowDown", 3, 4, 9)).toBe(7);
    expect(moveTile("ArrowDown", 6, 4, 9)).toBe(6);
    expect(moveTile("ArrowLeft", 0, 4, 9)).toBe(0);
    expect(moveTile("End", 0, 4, 9)).toBe(8);
    expect(moveTile("a", 0, 4, 9)).toBeNull();
  });
});

describe("kernels as pixels", () => {
  it("lie in a square of kernels; zeros stay clear, ends have the ends' colours", () => {
    const values = Float32Array.of(1, 0, 0, -1, NaN, 0.5, 0, 0, 0, 0, 0, 2);
    const { data, width, height } = paintKernels(values, 3, 2, "tide", 1);
    expect([atlasColumns(3), width, height]).toEqual([2, 4, 4]);
    const pixel = (x: number, y: number) => [
      ...data.subarray(4 * (y * 4 + x), 4 * (y * 4 + x) + 4),
    ];
    const table = colormap("tide");
    const colour = (step: number) => [...table.subarray(3 * step, 3 * step + 3), 255];
    expect(pixel(0, 0)).toEqual(colour(255));
    expect(pixel(1, 0)).toEqual([0, 0, 0, 0]);
    expect(pixel(1, 1)).toEqual(colour(0));
    expect(pixel(2, 0)).toEqual([0, 0, 0, 0]);
    expect(pixel(3, 0)).toEqual(colour(191));
    // more than the largest is as the largest
    expect(pixel(1, 3)).toEqual(colour(255));
  });
  it("paints a thousand kernels of 51 × 51 well within a blink", () => {
    const values = new Float32Array(1024 * 51 * 51).fill(0.3);
    const taken = cpuTime(() =>
      expect(paintKernels(values, 1024, 51, "tide", 1).width).toBe(32 * 51),
    );
    expect(taken).toBeLessThan(1000);
  });
});

describe("labels at the ends of lines", () => {
  it("stand apart, in order and within the plot", () => {
    expect(spread([50, 52, 10], 16, 0, 100)).toEqual([50, 66, 10]);
    const low = spread([98, 99, 100], 16, 0, 100);
    expect(low).toEqual([68, 84, 100]);
    expect(spread([], 16, 0, 100)).toEqual([]);
  });
});

it("marks axes at round places, each once", () => {
  expect(ringTicks(1).map(({ at }) => at)).toEqual([0, 1]);
  expect(ringTicks(36).map(({ at }) => at)).toEqual([0, 9, 18, 27, 36]);
  const { domain, ticks } = shareAxis(0.43);
  expect(domain[1]).toBeGreaterThanOrEqual(0.43);
  expect(ticks.at(-1)?.label).toBe("50 %");
  expect(shareAxis(0).domain).toEqual([0, 1]);
  expect(shareAxis(0.012).ticks.map(({ label }) => label)).toContain("0.2 %");
});

it("gives six networks six colours and lines", () => {
  const all = [0, 1, 2, 3, 4, 5].map(seriesOf);
  expect(new Set(all.map(({ className }) => className)).size).toBe(6);
  expect(new Set(all.map(({ dash }) => dash)).size).toBe(6);
  expect(seriesOf(6)).toEqual(seriesOf(0));
  expect(seriesOf(-1)).toEqual(seriesOf(0));
});
