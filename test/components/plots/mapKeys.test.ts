import { expect, it } from "vitest";
import { moveOnMap, pixelAt } from "../../../components/plots/mapKeys.ts";
import { WHOLE_MAP } from "../../../components/plots/mapView.ts";

const size = { height: 64, width: 96 };
const press = (key: string, shiftKey = false) => ({ key, shiftKey });

it("moves the cross-hair from the middle, by 8 with Shift, and never beyond the map", () => {
  expect(moveOnMap(press("ArrowRight"), size, null, WHOLE_MAP)?.cross).toEqual({ x: 49, y: 32 });
  expect(moveOnMap(press("ArrowUp", true), size, { x: 9, y: 5 }, WHOLE_MAP)?.cross).toEqual({
    x: 9,
    y: 0,
  });
  expect(moveOnMap(press("ArrowDown"), size, { x: 9, y: 63 }, WHOLE_MAP)?.cross?.y).toBe(63);
  expect(moveOnMap(press("Escape"), size, { x: 9, y: 5 }, WHOLE_MAP)?.cross).toBeNull();
});

it("magnifies round the cross-hair and follows it to the edge of what is shown", () => {
  const near = { x: 0.4, y: 0.3, side: 0.1 };
  const cross = { x: 47, y: 32 };
  const closer = moveOnMap(press("+"), size, cross, near)!.view;
  expect(closer.side).toBeCloseTo(0.1 / 1.5);
  // the pixel stays where it is on the screen
  const shown = (view: typeof near) => (47.5 / 96 - view.x) / view.side;
  expect(shown(closer)).toBeCloseTo(shown(near));
  expect(moveOnMap(press("-"), size, cross, near)?.view.side).toBeCloseTo(0.15);
  expect(moveOnMap(press("0"), size, cross, near)?.view).toEqual(WHOLE_MAP);
  const followed = moveOnMap(press("ArrowRight", true), size, cross, near)!;
  expect(followed.cross).toEqual({ x: 55, y: 32 });
  expect(followed.view.x + followed.view.side).toBeCloseTo(55.5 / 96);
  expect(followed.view.y).toBeCloseTo(0.3);
});

it("leaves other keys to the cell, and finds the pixel at a place", () => {
  expect(moveOnMap(press("Enter"), size, null, WHOLE_MAP)).toBeNull();
  expect(pixelAt({ x: 0.5, y: 0.25 }, size)).toEqual({ x: 48, y: 24 });
  expect(pixelAt({ x: 1, y: 1 }, size)).toEqual({ x: 95, y: 63 });
});
