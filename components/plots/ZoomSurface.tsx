import {
  useEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
} from "react";
import { panView, revealPoint, WHOLE_MAP, zoomView, type MapView } from "./mapView.ts";

type Point = { readonly x: number; readonly y: number };
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ZOOM_STEP = 1.5;
/** of the wheel, per px that it turns */
const WHEEL = 0.002;
/** px that a press may stray and still be a click */
const STILL = 4;
const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

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
  readonly label: string;
}): ReactElement {
  const { place, size, cross, onCross, view, onView, onPick, label } = props;
  const ref = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; view: MapView; moved: boolean } | null>(null);
  const longer = Math.max(size.height, size.width);
  /** in shares of the map's longer side */
  const shareAt = (event: { clientX: number; clientY: number }): Point => {
    const box = ref.current!.getBoundingClientRect();
    return {
      x: view.x + ((event.clientX - box.left) / box.width) * view.side,
      y: view.y + ((event.clientY - box.top) / box.height) * view.side,
    };
  };
  const pixelAt = (event: { clientX: number; clientY: number }): Point => {
    const { x, y } = shareAt(event);
    return {
      x: clamp(Math.floor(x * longer), size.width - 1),
      y: clamp(Math.floor(y * longer), size.height - 1),
    };
  };
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
    const from = drag.current;
    if (from) {
      const box = event.currentTarget.getBoundingClientRect();
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.hypot(dx, dy) > STILL) from.moved = true;
      if (from.moved && from.view.side < 1) {
        const { side } = from.view;
        return onView(panView(from.view, (-dx / box.width) * side, (-dy / box.height) * side));
      }
    }
    onCross(pixelAt(event));
  };
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    drag.current = { x: event.clientX, y: event.clientY, view, moved: false };
    if (view.side < 1) event.currentTarget.setPointerCapture(event.pointerId);
    onCross(pixelAt(event));
  };
  const release = (event: PointerEvent<HTMLDivElement>): void => {
    const clicked = drag.current && !drag.current.moved;
    drag.current = null;
    if (clicked) onPick?.(pixelAt(event));
  };
  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cross ?? { x: size.width >> 1, y: size.height >> 1 };
    const middle = { x: (at.x + 0.5) / longer, y: (at.y + 0.5) / longer };
    const step = STEPS[event.key];
    if (event.key === "Escape") onCross(null);
    else if (event.key === "+" || event.key === "=") onView(zoomView(view, ZOOM_STEP, middle));
    else if (event.key === "-") onView(zoomView(view, 1 / ZOOM_STEP, middle));
    else if (event.key === "0") onView(WHOLE_MAP);
    else if (event.key === "Enter" && onPick) onPick(at);
    else if (step) {
      const by = event.shiftKey ? 8 : 1;
      const to = {
        x: clamp(at.x + step[0] * by, size.width - 1),
        y: clamp(at.y + step[1] * by, size.height - 1),
      };
      onCross(to);
      const shown = revealPoint(view, { x: (to.x + 0.5) / longer, y: (to.y + 0.5) / longer });
      if (shown !== view) onView(shown);
    } else return;
    event.preventDefault();
    // elsewhere Enter and 0 mean something to the cell
    if (event.key !== "Escape") event.stopPropagation();
  };
  return (
    <div
      ref={ref}
      className="map-surface"
      style={place}
      tabIndex={0}
      role="application"
      aria-label={`${label}: the arrow keys move the cross-hair, + and − zoom, 0 shows all${onPick ? ", Enter moves the unit there" : ""}, Escape puts the cross-hair away`}
      onPointerMove={move}
      onPointerDown={press}
      onPointerUp={release}
      onPointerCancel={() => (drag.current = null)}
      onPointerLeave={(event) => {
        if (event.pointerType === "mouse" && !drag.current) onCross(null);
      }}
      onKeyDown={key}
    />
  );
}
