import { expect, it } from "vitest";
import { placeLabels } from "../../../components/plots/ContourLines.tsx";
import { markBoxes } from "../../../components/plots/MapMarks.tsx";

it("leaves out the label of a smaller share that would lie on that of a larger one (regression)", () => {
  const feet = [
    { share: 0.2, foot: { x: 64, y: 80 } },
    { share: 0.3, foot: { x: 66, y: 82 } },
    { share: 0.5, foot: { x: 70, y: 90 } },
    { share: 0.99, foot: { x: 20, y: 127 } },
  ];
  expect([...placeLabels(feet, 2.7, 346).keys()]).toEqual([0.99, 0.5, 0.3]);
  expect([...placeLabels(feet, 10, 1280).keys()]).toEqual([0.99, 0.5, 0.3, 0.2]);
});
it("keeps labels within the map", () => {
  const placed = placeLabels([{ share: 0.5, foot: { x: 1, y: 127 } }], 2, 256);
  expect(placed.get(0.5)).toEqual({ x: 16, y: 248 });
});
it("sets labels above their lines, or leaves them out, where squares have theirs (regression)", () => {
  const feet = [{ share: 0.3, foot: { x: 64, y: 80 } }];
  const line = (y: number) => ({ x: 0, y, width: 400, height: 0 });
  expect(placeLabels(feet, 2, 256).get(0.3)).toEqual({ x: 128, y: 174 });
  expect(placeLabels(feet, 2, 256, [line(170)]).get(0.3)).toEqual({ x: 128, y: 154 });
  expect(placeLabels(feet, 2, 256, [line(170), line(150)]).size).toBe(0);
});
it("sets the label of a square at its other end where the unit is (regression)", () => {
  const map = { height: 96, width: 96 };
  const squares = [{ label: "30 %", side: 45 }];
  const labelOf = (unit: { x: number; y: number }) =>
    markBoxes({ unit, squares, field: 400 }, map, 2)[1];
  expect(labelOf({ x: 48, y: 48 })).toEqual({ x: 58, y: 57, width: 30, height: 13 });
  expect(labelOf({ x: 32, y: 32 })).toEqual({ x: 108, y: 57, width: 30, height: 13 });
});
