import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import type { GridLayout } from "./gridLayout.ts";

/** Sides that the tiles of a grid may have, px of the screen. */
export interface TileZoom {
  readonly least: number;
  readonly most: number;
  /** what 0 brings back */
  readonly first: number;
  readonly onTile: (tile: number) => void;
}
const STEP = 1.25;
/** of the wheel, per px that it turns */
const WHEEL = 0.002;

/** The side after a key, whole px, one more or less at least; null for keys that do not zoom. */
export function tileAfterKey(key: string, tile: number, zoom: TileZoom): number | null {
  const { least, most, first } = zoom;
  if (key === "0") return first;
  if (key === "+" || key === "=")
    return Math.min(most, Math.max(tile + 1, Math.round(tile * STEP)));
  if (key === "-") return Math.max(least, Math.min(tile - 1, Math.round(tile / STEP)));
  return null;
}

/**
 * Zooms a scrolled grid by the wheel with Ctrl or ⌘, and keeps the tile under the pointer, or the
 * one that the keys chose, at its height on the screen.
 */
export function useGridZoom(
  ref: RefObject<HTMLElement | null>,
  tile: number,
  { columns, pitch }: GridLayout,
  zoom: TileZoom,
): { readonly hold: (index: number) => void } {
  const exact = useRef(tile);
  /** the tile that stays, and how far below the top of the window, px */
  const held = useRef<{
    readonly index: number;
    readonly share: number;
    readonly at: number;
  } | null>(null);
  useLayoutEffect(() => {
    const { current: from } = held;
    held.current = null;
    if (!from || !ref.current) return;
    ref.current.scrollTop = (Math.floor(from.index / columns) + from.share) * pitch - from.at;
  }, [ref, columns, pitch]);
  const holdAt = (index: number, at: number, y: number): void => {
    held.current = { index, share: y / pitch - Math.floor(y / pitch), at };
  };
  const turn = (event: WheelEvent): void => {
    const { current: element } = ref;
    if (!element || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const box = element.getBoundingClientRect();
    const [x, at] = [event.clientX - box.left, event.clientY - box.top];
    // of a wheel that turns finely every part counts
    const now = Math.round(exact.current) === tile ? exact.current : tile;
    const next = now * Math.exp(-event.deltaY * WHEEL);
    exact.current = Math.min(zoom.most, Math.max(zoom.least, next));
    const rounded = Math.round(exact.current);
    if (rounded === tile) return;
    const y = at + element.scrollTop;
    const column = Math.min(columns - 1, Math.max(0, Math.floor(x / pitch)));
    holdAt(Math.floor(y / pitch) * columns + column, at, y);
    zoom.onTile(rounded);
  };
  useEffect(() => {
    const { current: element } = ref;
    // React listens passively, and then the browser would zoom the page
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  });
  return {
    hold(index) {
      const y = Math.floor(index / columns) * pitch;
      holdAt(index, y - (ref.current?.scrollTop ?? 0), y);
    },
  };
}
