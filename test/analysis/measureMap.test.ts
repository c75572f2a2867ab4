import { describe, expect, it } from "vitest";
import { areaRatios } from "../../src/analysis/areaRatio.ts";
import { CONTOUR_SHARES, findContours } from "../../src/analysis/contours.ts";
import { measureMap } from "../../src/analysis/measureMap.ts";
import { readMap } from "../../src/analysis/readMap.ts";
import { randomStream } from "../../src/engine/inputs/random.ts";

function gaussian(size: number, sigma: { major: number; minor: number; angle: number }) {
  const { major, minor, angle } = sigma;
  const centre = (size - 1) / 2;
  const values = new Float64Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const [dx, dy] = [x - centre, y - centre];
      const along = dx * Math.cos(angle) + dy * Math.sin(angle);
      const across = dy * Math.cos(angle) - dx * Math.sin(angle);
      values[y * size + x] = Math.exp(-0.5 * ((along / major) ** 2 + (across / minor) ** 2));
    }
  return { height: size, width: size, values, centre: { y: centre, x: centre } };
}
/** Share of a map that lies in the cells of a contour, added up pixel by pixel. */
function held(map: { height: number; width: number; values: Float64Array }, i: number): number {
  const { values, width, step, levels } = findContours(map);
  let inside = 0;
  let total = 0;
  map.values.forEach((value, at) => {
    const y = Math.floor(at / map.width);
    const cell = Math.floor(y / step) * width + Math.floor((at % map.width) / step);
    total += value;
    if (values[cell]! >= levels[i]!.level!) inside += value;
  });
  return inside / total;
}

describe("the Gaussian of a map", () => {
  it.each([
    { major: 14, minor: 7, angle: 0.4 },
    { major: 9, minor: 9, angle: 0 },
    { major: 20, minor: 16, angle: -1.2 },
  ])("is found again within one percent: $major, $minor", (sigma) => {
    const map = gaussian(192, sigma);
    const fit = measureMap(map, map.centre).gaussian!;
    expect(Math.abs(fit.major / sigma.major - 1)).toBeLessThan(0.01);
    expect(Math.abs(fit.minor / sigma.minor - 1)).toBeLessThan(0.01);
    expect(Math.abs(fit.anisotropy / (sigma.major / sigma.minor) - 1)).toBeLessThan(0.01);
    if (sigma.major > sigma.minor) expect(fit.angle).toBeCloseTo(sigma.angle, 2);
  });
  it("is not there for a map of zeros, which has no lines either", () => {
    const zero = { height: 9, width: 9, values: new Float64Array(81) };
    const { gaussian: fit, centroid, contours } = measureMap(zero);
    expect([fit, centroid]).toEqual([null, null]);
    expect(contours.levels.every(({ level }) => level === null)).toBe(true);
  });
});

describe("contours", () => {
  it("hold their share of the contribution, and not much more", () => {
    const map = gaussian(128, { major: 22, minor: 15, angle: 0.3 });
    CONTOUR_SHARES.forEach((share, i) => {
      expect(held(map, i)).toBeGreaterThanOrEqual(share - 1e-9);
      expect(held(map, i)).toBeLessThan(share + 0.01);
    });
  });
  it("hold it on a grainy map with blocks that the edge cuts, too", () => {
    const [height, width] = [301, 270];
    const random = randomStream(3, 0);
    const values = Float64Array.from({ length: height * width }, (_, at) => {
      const r = Math.hypot(Math.floor(at / width) - 90, (at % width) - 200);
      return random.uniform() ** 6 / (1 + r);
    });
    const map = { height, width, values };
    expect(findContours(map).step).toBe(4);
    CONTOUR_SHARES.forEach((share, i) => {
      expect(held(map, i)).toBeGreaterThanOrEqual(share - 1e-9);
      expect(held(map, i)).toBeLessThan(share + 0.02);
    });
  });
  it("of a Gaussian hold half within 2πσ²·ln 2 pixels, and lie one in another", () => {
    const map = gaussian(128, { major: 20, minor: 20, angle: 0 });
    const { levels } = findContours(map);
    const half = levels.find(({ share }) => share === 0.5)!;
    const pixels = 2 * Math.PI * 400 * Math.log(2);
    expect(Math.abs((half.area * 128 * 128) / pixels - 1)).toBeLessThan(0.03);
    const areas = levels.map(({ area }) => area);
    expect(areas).toEqual(areas.toSorted((p, q) => p - q));
  });
});

describe("profiles of a map", () => {
  it("go through the unit and are the map's own values", () => {
    const random = randomStream(1, 0);
    const values = Float64Array.from({ length: 30 * 20 }, () => random.uniform());
    const { alongX, alongY, through } = measureMap(
      { height: 30, width: 20, values },
      { y: 11.6, x: 20.4 },
    );
    expect(through).toEqual({ y: 12, x: 19 });
    expect([...alongX]).toEqual([...Float32Array.from(values.subarray(240, 260))]);
    expect(alongY[7]).toBe(Math.fround(values[7 * 20 + 19]!));
  });
  it("of an isotropic map are the same along x, along y and from the centre", () => {
    const size = 129;
    const map = gaussian(size, { major: 18, minor: 18, angle: 0 });
    const { alongX, alongY, radial } = measureMap(map, map.centre);
    expect([...alongX]).toEqual([...alongY]);
    for (let r = 1; r < 50; r++)
      expect(Math.abs(radial.mean[r]! - Math.exp(-0.5 * ((r + 0.5) / 18) ** 2))).toBeLessThan(0.01);
    expect(radial.cumulative.at(-1)).toBeCloseTo(1, 6);
  });
});

describe("one map under every protocol", () => {
  const size = 64;
  const { values } = gaussian(size, { major: 8, minor: 8, angle: 0 });
  const map = { height: size, width: size, sum: values, count: 1, skipped: 0 };
  it("has the squares of those that read the same raw map", () => {
    const { byProtocol, areaRatio } = readMap({ map, protocol: "vmamba", scale: "linear" });
    expect(Object.keys(byProtocol)).toEqual(["replknet", "slak-figure", "vmamba"]);
    for (const name of ["replknet", "slak-figure", "vmamba"] as const)
      expect(byProtocol[name]).toEqual(areaRatios(map, name));
    expect(areaRatio).toEqual(byProtocol.vmamba);
  });
  it("has only its own under openerf, whose target is another", () => {
    const { byProtocol } = readMap({ map, protocol: "openerf", scale: "linear" });
    expect(Object.keys(byProtocol)).toEqual(["openerf"]);
  });
});
