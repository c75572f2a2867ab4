/** What keys do at a map: they move its cross-hair and magnify it. */
import { revealPoint, WHOLE_MAP, zoomView, type MapView } from "./mapView.ts";

export type Point = { readonly x: number; readonly y: number };
type Size = { readonly height: number; readonly width: number };
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const FAR = 8;
const ZOOM_STEP = 1.5;
const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/** The pixel at shares of a map's longer side, the nearest one for what lies beyond the map. */
export function pixelAt({ x, y }: Point, { height, width }: Size): Point {
  const longer = Math.max(height, width);
  return {
    x: clamp(Math.floor(x * longer), width - 1),
    y: clamp(Math.floor(y * longer), height - 1),
  };
}

/**
 * Cross-hair and part shown after a key: arrows move the cross-hair (Shift: by 8) and the part no
 * farther than it takes to see it; + − and 0 zoom. Null for keys that do nothing here.
 */
export function moveOnMap(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  size: Size,
  cross: Point | null,
  view: MapView,
): { readonly cross: Point | null; readonly view: MapView } | null {
  const at = cross ?? { x: size.width >> 1, y: size.height >> 1 };
  const longer = Math.max(size.height, size.width);
  const shareOf = ({ x, y }: Point): Point => ({ x: (x + 0.5) / longer, y: (y + 0.5) / longer });
  if (key === "+" || key === "=") return { cross, view: zoomView(view, ZOOM_STEP, shareOf(at)) };
  if (key === "-") return { cross, view: zoomView(view, 1 / ZOOM_STEP, shareOf(at)) };
  if (key === "0") return { cross, view: WHOLE_MAP };
  if (key === "Escape") return { cross: null, view };
  const step = STEPS[key];
  if (!step) return null;
  const by = shiftKey ? FAR : 1;
  const to = {
    x: clamp(at.x + step[0] * by, size.width - 1),
    y: clamp(at.y + step[1] * by, size.height - 1),
  };
  return { cross: to, view: revealPoint(view, shareOf(to)) };
}
