import { describe, expect, it } from "vitest";
import { panView, revealPoint, WHOLE_MAP, zoomView } from "../../../components/plots/mapView.ts";

describe("the part of a map that is shown", () => {
  it("keeps the point under the pointer where it is", () => {
    const at = { x: 0.6, y: 0.5 };
    const near = zoomView(WHOLE_MAP, 4, at);
    expect(near.side).toBe(0.25);
    expect((at.x - near.x) / near.side).toBeCloseTo(0.6, 12);
    expect((at.y - near.y) / near.side).toBeCloseTo(0.5, 12);
  });
  it("never shows more than the map, nor less than a 32nd of it", () => {
    expect(zoomView(WHOLE_MAP, 0.1, { x: 0.9, y: 0.1 })).toEqual(WHOLE_MAP);
    expect(zoomView({ x: 0.75, y: 0.75, side: 0.25 }, 0.5, { x: 1, y: 1 })).toEqual({
      x: 0.5,
      y: 0.5,
      side: 0.5,
    });
    expect(zoomView(WHOLE_MAP, 1000, { x: 0.5, y: 0.5 }).side).toBe(1 / 32);
  });
  it("stays within the map when it is moved", () => {
    const view = { x: 0.2, y: 0.2, side: 0.5 };
    expect(panView(view, -1, 1)).toEqual({ x: 0, y: 0.5, side: 0.5 });
  });
  it("follows a point no farther than it must", () => {
    const view = { x: 0.25, y: 0.25, side: 0.5 };
    expect(revealPoint(view, { x: 0.3, y: 0.7 })).toBe(view);
    expect(revealPoint(view, { x: 0.875, y: 0.125 })).toEqual({ x: 0.375, y: 0.125, side: 0.5 });
  });
});
