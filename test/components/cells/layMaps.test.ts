import { describe, expect, it } from "vitest";
import { layMaps, stackMaps } from "../../../components/cells/layMaps.ts";

describe("maps of one size", () => {
  it("stand close together, y labelled at the first, x once in the middle of the row", () => {
    // 1232 − 48 for y − 66 for the bar − 3 gaps of 20 leave 352 for each of three, 2 of them its edge
    const line = layMaps(3, 1232, true)!;
    expect(line.side).toBe(350);
    expect(line.columns).toBe("400px 352px 352px 66px");
    expect([0, 1, 2].map(line.axesOf)).toEqual([
      { yLabels: true, xTitleAt: null },
      { yLabels: false, xTitleAt: 175 },
      { yLabels: false, xTitleAt: null },
    ]);
  });
  it("have the title of x between them where there are two", () => {
    const line = layMaps(2, 1232, true)!;
    expect(line.side).toBe(480);
    // the end of the first and half the gap
    expect(line.axesOf(0).xTitleAt).toBe(240 + (482 + 20) / 2);
    expect(line.axesOf(1).xTitleAt).toBeNull();
  });
  it("break into lines of one length when they are many", () => {
    const line = layMaps(5, 1232, true)!;
    expect(line.columns.split(" ")).toHaveLength(4);
    const axes = [0, 1, 2, 3, 4].map(line.axesOf);
    expect(axes.map(({ yLabels }) => yLabels)).toEqual([true, false, false, true, false]);
    expect(axes.findIndex(({ xTitleAt }) => xTitleAt !== null)).toBe(3);
  });
});

it("maps of several sizes, or without room, have axes of their own", () => {
  expect(layMaps(2, 1232, false)).toBeNull();
  expect(layMaps(3, 358, true)).toBeNull();
  expect(layMaps(0, 1232, true)).toBeNull();
});

it("maps with axes of their own are as wide as the page allows", () => {
  // 48 px for the labels of y and 2 of its edge
  expect(stackMaps(4, 358)).toEqual({ columns: 1, side: 308 });
  expect(stackMaps(2, 812)).toEqual({ columns: 2, side: (812 - 28) / 2 - 50 });
  expect(stackMaps(1, 1232)).toEqual({ columns: 1, side: 520 - 50 });
});
