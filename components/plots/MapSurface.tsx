import type { CSSProperties, KeyboardEvent, PointerEvent, ReactElement } from "react";

type Cross = { readonly x: number; readonly y: number };
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/** What a person points at: moves the cross-hair with the pointer or the arrow keys (Shift: by 8). */
export function MapSurface(props: {
  readonly place: CSSProperties;
  readonly size: { readonly height: number; readonly width: number };
  readonly cross: Cross | null;
  readonly onCross: (cross: Cross | null) => void;
}): ReactElement {
  const { place, size, cross, onCross } = props;
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    onCross({
      x: clamp(Math.floor(((event.clientX - box.left) / box.width) * size.width), size.width - 1),
      y: clamp(Math.floor(((event.clientY - box.top) / box.height) * size.height), size.height - 1),
    });
  };
  const step = (event: KeyboardEvent): void => {
    if (event.key === "Escape") return onCross(null);
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
      aria-label="Map: the arrow keys move the cross-hair, Escape puts it away"
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={(event) => event.pointerType === "mouse" && onCross(null)}
      onKeyDown={step}
    />
  );
}
