import { describe, expect, test } from "vitest";
import { bandsOf, type Sides, tapsInside } from "../../src/kernels/depthwiseBands.ts";

/** Every tap of a kernel that its bands hold, with its place relative to the output. */
function tapsOf(sides: Sides, map: readonly [number, number]): string[] {
  return bandsOf(sides, map).flatMap(({ axis, length, before, rows, count, from, pitch }) =>
    Array.from({ length: rows * count * length }, (_, i) => {
      const [across, along] = [Math.floor(i / length), i % length];
      const [y, x] = axis === "x" ? [across, along] : [along, across];
      const [beforeY, beforeX] = axis === "x" ? [before[1], before[0]] : before;
      return `${from + along * pitch[0] + across * pitch[1]}: ${y - beforeY}, ${x - beforeX}`;
    }),
  );
}

/** The same by definition: taps that meet at least one pair of an output and an input. */
function meeting([kh, kw]: Sides, [height, width]: readonly [number, number]): string[] {
  return Array.from({ length: kh * kw }, (_, tap) => [
    Math.floor(tap / kw) - (kh >> 1),
    (tap % kw) - (kw >> 1),
  ]).flatMap(([dy, dx], tap) =>
    Math.abs(dy!) < height && Math.abs(dx!) < width ? [`${tap}: ${dy}, ${dx}`] : [],
  );
}

const byText = (a: string, b: string) => (a < b ? -1 : 1);

describe("the bands of a kernel", () => {
  test.each<[Sides, [number, number]]>([
    [
      [1, 1],
      [1, 1],
    ],
    [
      [3, 3],
      [9, 7],
    ],
    [
      [7, 7],
      [56, 56],
    ],
    [
      [51, 5],
      [56, 56],
    ],
    [
      [5, 51],
      [4, 9],
    ],
    [
      [31, 31],
      [16, 2],
    ],
    [
      [4, 2],
      [6, 13],
    ],
    [
      [6, 11],
      [2, 3],
    ],
  ])("%j on a map of %j hold every tap that can meet it once", (sides, map) => {
    expect(tapsOf(sides, map).toSorted(byText)).toEqual(meeting(sides, map).toSorted(byText));
  });

  test("slide along the longer side, at most five rows at a time", () => {
    expect(bandsOf([51, 5], [99, 99])).toEqual([
      { axis: "y", length: 51, before: [25, 2], rows: 5, count: 1, from: 0, pitch: [5, 1] },
    ]);
    expect(bandsOf([31, 31], [99, 99]).map(({ rows, count }) => [rows, count])).toEqual([
      [5, 6],
      [1, 1],
    ]);
  });

  test("know which of a line of taps meet a short map", () => {
    expect(tapsInside(51, 4)).toEqual({ first: 22, count: 7, reach: 3 });
    expect(tapsInside(5, 100)).toEqual({ first: 0, count: 5, reach: 2 });
  });
});
