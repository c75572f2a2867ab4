import {
  useEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
} from "react";
import { moveOnMap, pixelAt, type Point } from "./mapKeys.ts";
import { panView, zoomView, type MapView } from "./mapView.ts";

/** of the wheel, per px that it turns */
const WHEEL = 0.002;
/** px that a press may stray and still be a click */
const STILL = 4;
/** px of the screen after which a finger drags rather than scrolls */
const SIDEWAYS = 10;

/**
 * What a person points at in a map that can be magnified. Arrows move the cross-hair (Shift: by
 * 8), + and − and 0 zoom, Enter picks its pixel; the pointer moves it, a click picks, a drag moves
 * a magnified map, and the wheel zooms once the map has the focus or with Ctrl or ⌘.
 */
export function ZoomSurface(props: {
  readonly place: CSSProperties;
  /** of the map, px */
  readonly size: { readonly height: number; readonly width: number };
  readonly cross: Point | null;
  readonly onCross: (cross: Point | null) => void;
  readonly view: MapView;
  readonly onView: (view: MapView) => void;
  /** null where a pixel cannot be picked */
  readonly onPick: ((at: Point) => void) | null;
  /** follows a drag over the whole map, which then ends in a pick */
  readonly onDrag?: ((at: Point) => void) | null;
  readonly label: string;
}): ReactElement {
  const { place, size, cross, onCross, view, onView, onPick, onDrag = null, label } = props;
  const ref = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; view: MapView; moved: boolean } | null>(null);
  /** where the pointer was seen last, px of the screen */
  const seen = useRef<Point | null>(null);
  /** Browsers report a pointer that rests when what lies under it moves: the keys keep the cross-hair. */
  const rests = ({ clientX: x, clientY: y }: PointerEvent): boolean => {
    const { current: last } = seen;
    seen.current = { x, y };
    return last !== null && last.x === x && last.y === y;
  };
  /** in shares of the map's longer side */
  const shareAt = (event: { clientX: number; clientY: number }): Point => {
    const box = ref.current!.getBoundingClientRect();
    return {
      x: view.x + ((event.clientX - box.left) / box.width) * view.side,
      y: view.y + ((event.clientY - box.top) / box.height) * view.side,
    };
  };
  const pixelUnder = (event: PointerEvent): Point => pixelAt(shareAt(event), size);
  const turn = (event: WheelEvent): void => {
    const asked = event.ctrlKey || event.metaKey || document.activeElement === ref.current;
    const next = zoomView(view, Math.exp(-event.deltaY * WHEEL), shareAt(event));
    if (!asked || next.side === view.side) return;
    event.preventDefault();
    onView(next);
  };
  useEffect(() => {
    const element = ref.current;
    // React listens passively, and then the page would scroll too
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  });
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    if (rests(event)) return;
    const from = drag.current;
    if (from) {
      const box = event.currentTarget.getBoundingClientRect();
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.hypot(dx, dy) > STILL) from.moved = true;
      if (from.moved && from.view.side < 1) {
        const { side } = from.view;
        return onView(panView(from.view, (-dx / box.width) * side, (-dy / box.height) * side));
      }
      // a finger that moves up or down may be about to scroll the page
      if (event.pointerType === "mouse" || Math.abs(dx) > SIDEWAYS) onDrag?.(pixelUnder(event));
    }
    onCross(pixelUnder(event));
  };
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    rests(event);
    onCross(pixelUnder(event));
    if (event.button !== 0) return;
    drag.current = { x: event.clientX, y: event.clientY, view, moved: false };
    // what leaves the map while it drags is followed
    if (view.side < 1 || (onDrag && event.pointerType === "mouse"))
      event.currentTarget.setPointerCapture?.(event.pointerId);
  };
  const release = (event: PointerEvent<HTMLDivElement>): void => {
    const from = drag.current;
    drag.current = null;
    if (from && (!from.moved || (onDrag && from.view.side === 1))) onPick?.(pixelUnder(event));
  };
  const pressKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = moveOnMap(event, size, cross, view);
    if (moved) {
      if (moved.cross !== cross) onCross(moved.cross);
      if (moved.view !== view) onView(moved.view);
    } else if (event.key === "Enter" && onPick && cross && !event.shiftKey) onPick(cross);
    else return;
    event.preventDefault();
    // elsewhere Enter and 0 mean something to the cell
    if (event.key !== "Escape") event.stopPropagation();
  };
  return (
    <div
      ref={ref}
      className="map-surface"
      style={view.side < 1 ? { ...place, touchAction: "none" } : place}
      tabIndex={0}
      role="application"
      aria-label={`${label}: the arrow keys move the cross-hair, + and − zoom, 0 shows all${onPick ? ", Enter moves the unit there" : ""}, Escape puts the cross-hair away`}
      onPointerMove={move}
      onPointerDown={press}
      onPointerUp={release}
      onPointerCancel={() => (drag.current = null)}
      onPointerLeave={(event) => {
        if (!rests(event) && event.pointerType === "mouse" && !drag.current) onCross(null);
      }}
      onKeyDown={pressKey}
    />
  );
}
