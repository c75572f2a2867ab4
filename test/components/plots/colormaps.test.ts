import { expect, test } from "vitest";
import { colormap, colormapNames } from "../../../components/plots/colormaps.ts";

const at = (name: (typeof colormapNames)[number], i: number) => [
  ...colormap(name).subarray(3 * i, 3 * i + 3),
];

test("every map is a table of 256 colours that differ", () => {
  for (const name of colormapNames) {
    expect(colormap(name).length).toBe(768);
    expect(new Set(Array.from({ length: 256 }, (_, i) => at(name, i).join())).size).toBeGreaterThan(
      200,
    );
  }
});

test("the papers' maps have matplotlib's colours", () => {
  expect(at("RdYlGn", 0)).toEqual([165, 0, 38]);
  expect(at("RdYlGn", 64)).toEqual([249, 142, 82]);
  expect(at("RdYlGn", 100)).toEqual([254, 220, 136]);
  expect(at("RdYlGn", 127)).toEqual([255, 254, 190]);
  expect(at("RdYlGn", 200)).toEqual([112, 193, 100]);
  expect(at("RdYlGn", 255)).toEqual([0, 104, 55]);
  expect(at("pink", 0)).toEqual([30, 0, 0]);
  expect(at("pink", 64)).toEqual([161, 104, 104]);
  expect(at("pink", 100)).toEqual([197, 136, 130]);
  expect(at("pink", 127)).toEqual([208, 171, 147]);
  expect(at("pink", 200)).toEqual([236, 236, 193]);
  expect(at("pink", 255)).toEqual([255, 255, 255]);
});

test("tide runs from blue to orange through the paper's colour", () => {
  expect([at("tide", 0), at("tide", 255)]).toEqual([
    [10, 58, 107],
    [124, 42, 4],
  ]);
  at("tide", 128).forEach((c, i) => expect(Math.abs(c - [244, 242, 236][i]!)).toBeLessThan(3));
});
