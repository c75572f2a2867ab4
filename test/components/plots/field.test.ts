import { describe, expect, it } from "vitest";
import { contourPaths } from "../../../components/plots/contourPaths.ts";
import {
  distanceTicks,
  powersOfTen,
  profileAxis,
  profilePath,
} from "../../../components/plots/profileScales.ts";
import { measureMap } from "../../../src/analysis/measureMap.ts";

/** Corners of path data. */
const cornersOf = (d: string): [number, number][] =>
  [...d.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

describe("contour lines", () => {
  it("run where the map passes the level, in px of the map", () => {
    // a plateau of blocks 2 and 3 across, 1 and 2 down
    const values = new Float32Array(36);
    for (const y of [1, 2]) for (const x of [2, 3]) values[6 * y + x] = 2;
    const levels = [
      { share: 0.5, level: 1 },
      { share: 0.99, level: null },
    ] as const;
    const paths = contourPaths({ height: 6, width: 6, values, step: 4, levels });
    expect(paths).toHaveLength(1);
    expect(paths[0]!.d).toMatchInlineSnapshot(`"M16,10L16,6L14,4L10,4L8,6L8,10L10,12L14,12Z"`);
    expect(paths[0]!.foot.y).toBe(12);
  });
  it("around a round Gaussian are circles of the radius that holds the share", () => {
    const side = 128;
    const sigma = 14;
    const centre = (side - 1) / 2;
    const map = Float64Array.from({ length: side * side }, (_, at) => {
      const [y, x] = [Math.floor(at / side) - centre, (at % side) - centre];
      return Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
    });
    const { contours } = measureMap({ height: side, width: side, values: map });
    const paths = contourPaths(contours);
    expect(paths.map(({ share }) => share)).toEqual([0.2, 0.3, 0.5, 0.99]);
    for (const { share, d } of paths) {
      const radius = sigma * Math.sqrt(-2 * Math.log(1 - share));
      for (const [x, y] of cornersOf(d))
        expect(Math.abs(Math.hypot(x - side / 2, y - side / 2) - radius)).toBeLessThan(1.2);
    }
  });
});

describe("the axes of a profile", () => {
  it("are marked at powers of ten, few of them", () => {
    expect(powersOfTen([2e-5, 0.3])).toEqual([-4, -3, -2, -1]);
    expect(powersOfTen([1e-12, 1])).toEqual([-12, -9, -6, -3, 0]);
    const axis = profileAxis({ type: "log", domain: [1e-3, 1], title: "" }, [300, 0]);
    expect(axis.ticks.map(({ label }) => label)).toEqual(["10⁻³", "10⁻²", "10⁻¹", "10⁰"]);
    expect(axis.scale(1e-3)).toBeCloseTo(300, 6);
    expect(axis.scale(0.1)).toBeCloseTo(100, 6);
    expect(axis.draws(0)).toBe(false);
    // a line does not go on under the axis
    expect(axis.draws(1e-4)).toBe(false);
    expect(axis.draws(1e-3)).toBe(true);
  });
  it("are marked at round distances", () => {
    expect(distanceTicks([0.5, 80])).toEqual([1, 2, 5, 10, 20, 50]);
    expect(distanceTicks([0.5, 700])).toEqual([1, 10, 100]);
  });
  it("break a line where a logarithm has no place for a point", () => {
    const x = profileAxis({ type: "linear", domain: [0, 4], title: "" }, [0, 400]);
    const y = profileAxis({ type: "log", domain: [1, 100], title: "" }, [200, 0]);
    const points = [
      [0, 1],
      [1, 10],
      [2, 0],
      [3, 100],
      [4, 10],
    ] as const;
    expect(profilePath(points, x, y)).toBe("M0,200L100,100M300,0L400,100");
    expect(profilePath([[0, NaN]], x, y)).toBe("");
  });
});
