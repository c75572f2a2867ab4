/** Which part of a map is shown: a square window, in shares of the map's longer side. */
export interface MapView {
  /** of the window's top left corner, 0–1 */
  readonly x: number;
  readonly y: number;
  /** of the window, 0–1; 1 shows the whole map */
  readonly side: number;
}
export const WHOLE_MAP: MapView = { x: 0, y: 0, side: 1 };
/** As close as one comes: a 32nd of the map. */
const LEAST_SIDE = 1 / 32;

const within = (x: number, y: number, side: number): MapView => ({
  x: Math.min(1 - side, Math.max(0, x)),
  y: Math.min(1 - side, Math.max(0, y)),
  side,
});

/**
 * Magnifies by `factor` round a point of the map, which stays where it is on the screen as far as
 * the map's edges let it; never shows more than the whole map.
 */
export function zoomView(
  view: MapView,
  factor: number,
  at: { readonly x: number; readonly y: number },
): MapView {
  const side = Math.min(1, Math.max(LEAST_SIDE, view.side / factor));
  const by = side / view.side;
  return within(at.x - (at.x - view.x) * by, at.y - (at.y - view.y) * by, side);
}

/** Moves the window by shares of the map. */
export const panView = (view: MapView, dx: number, dy: number): MapView =>
  within(view.x + dx, view.y + dy, view.side);

/** Moves the window no farther than it takes to show a point of the map. */
export function revealPoint(
  view: MapView,
  { x, y }: { readonly x: number; readonly y: number },
): MapView {
  const shift = (from: number, at: number): number =>
    at < from ? at - from : Math.max(0, at - from - view.side);
  const [dx, dy] = [shift(view.x, x), shift(view.y, y)];
  return dx === 0 && dy === 0 ? view : panView(view, dx, dy);
}
