import { describe, expect, it } from "vitest";
import { lineAt, placeAt, type Box } from "../../../components/cells/dropPlace.ts";

const line = (top: number, bottom: number): Box => ({
  top,
  bottom,
  left: 0,
  right: 900,
  inRow: false,
});
const card = (left: number): Box => ({
  top: 200,
  bottom: 600,
  left,
  right: left + 300,
  inRow: true,
});

describe("where a dragged cell would stand", () => {
  const cells = [line(0, 100), card(0), card(300), card(600), line(700, 900)];
  it("is judged down the page by the middles of cells", () => {
    expect([20, 80, 750, 850].map((y) => placeAt(cells, 450, y))).toEqual([0, 1, 4, 5]);
  });
  it("is judged along a row by the middles of its cards", () => {
    expect([100, 200, 500, 800].map((x) => placeAt(cells, x, 550))).toEqual([1, 2, 3, 4]);
    expect(placeAt([card(0)], 200, 210)).toBe(1);
  });
  it("is shown by a standing line in a row, by a lying one elsewhere", () => {
    expect(lineAt(cells, 2, 400)).toEqual({ type: "standing", x: 315, y: 200, height: 400 });
    expect(lineAt(cells, 4, 400)).toEqual({ type: "standing", x: 890, y: 200, height: 400 });
    expect(lineAt(cells, 4, 650)).toEqual({ type: "lying", y: 672 });
    expect(lineAt(cells, 5, 950)).toEqual({ type: "lying", y: 904 });
    expect(lineAt([], 0, 10)).toBeNull();
  });
});
