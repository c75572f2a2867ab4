import {
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
} from "react";

type Cross = { readonly x: number; readonly y: number };
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** px of the screen after which a finger drags rather than scrolls */
const SIDEWAYS = 10;
const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/**
 * What a person points at: moves the cross-hair with the pointer or the arrow keys (Shift: by 8).
 * With `onPlace` a click, a drag or Enter also puts something at the pixel.
 */
export function MapSurface(props: {
  readonly place: CSSProperties;
  readonly size: { readonly height: number; readonly width: number };
  readonly cross: Cross | null;
  readonly onCross: (cross: Cross | null) => void;
  /** `done` is false while a drag goes on */
  readonly onPlace?: ((at: Cross, done: boolean) => void) | undefined;
}): ReactElement {
  const { place, size, cross, onCross, onPlace } = props;
  /** where a drag began, px of the screen; null while there is none */
  const from = useRef<number | null>(null);
  /** where the pointer was seen last, px of the screen */
  const seen = useRef<Cross | null>(null);
  /** Browsers report a pointer that rests when what lies under it moves: the keys keep the cross-hair. */
  const rests = ({ clientX: x, clientY: y }: PointerEvent): boolean => {
    const { current: last } = seen;
    seen.current = { x, y };
    return last !== null && last.x === x && last.y === y;
  };
  const pixelOf = (event: PointerEvent<HTMLDivElement>): Cross => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: clamp(Math.floor(((event.clientX - box.left) / box.width) * size.width), size.width - 1),
      y: clamp(Math.floor(((event.clientY - box.top) / box.height) * size.height), size.height - 1),
    };
  };
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    if (rests(event)) return;
    onCross(pixelOf(event));
    if (from.current === null) return;
    // a finger that moves up or down may be about to scroll the page
    const sure = event.pointerType === "mouse" || Math.abs(event.clientX - from.current) > SIDEWAYS;
    if (sure) onPlace?.(pixelOf(event), false);
  };
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    rests(event);
    onCross(pixelOf(event));
    if (!onPlace || event.button !== 0) return;
    from.current = event.clientX;
    // a mouse that leaves the map while it drags is followed
    if (event.pointerType === "mouse") event.currentTarget.setPointerCapture?.(event.pointerId);
  };
  const release = (event: PointerEvent<HTMLDivElement>): void => {
    if (from.current !== null) onPlace?.(pixelOf(event), true);
    from.current = null;
  };
  const step = (event: KeyboardEvent): void => {
    if (event.key === "Escape") return onCross(null);
    if (event.key === "Enter" && onPlace && cross && !event.shiftKey && !event.ctrlKey) {
      event.preventDefault();
      // elsewhere Enter begins to edit the cell
      event.stopPropagation();
      return onPlace(cross, true);
    }
    const move = STEPS[event.key];
    if (!move) return;
    event.preventDefault();
    const from = cross ?? { x: size.width >> 1, y: size.height >> 1 };
    const by = event.shiftKey ? 8 : 1;
    onCross({
      x: clamp(from.x + move[0] * by, size.width - 1),
      y: clamp(from.y + move[1] * by, size.height - 1),
    });
  };
  return (
    <div
      className="map-surface"
      style={place}
      tabIndex={0}
      role="application"
      aria-label={`Map: the arrow keys move the cross-hair, ${onPlace ? "Enter puts the unit there, " : ""}Escape puts it away`}
      onPointerMove={point}
      onPointerDown={press}
      onPointerUp={release}
      onPointerCancel={() => (from.current = null)}
      onPointerLeave={(event) => !rests(event) && event.pointerType === "mouse" && onCross(null)}
      onKeyDown={step}
    />
  );
}
