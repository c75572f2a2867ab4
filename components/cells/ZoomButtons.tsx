import type { ReactElement } from "react";
import { WHOLE_MAP, zoomView } from "../plots/mapView.ts";
import type { Linked } from "./useLinked.ts";

const STEP = 2;

/** Magnifies all maps of a figure together, round the middle of what is shown. */
export function ZoomButtons({ linked }: { readonly linked: Linked }): ReactElement {
  const { view, setView } = linked;
  const middle = { x: view.x + view.side / 2, y: view.y + view.side / 2 };
  const times = Math.round(10 / view.side) / 10;
  return (
    <div className="zoom" data-live role="group" aria-label="Zoom of all maps">
      <button
        type="button"
        aria-label="Zoom out"
        disabled={view.side === 1}
        onClick={() => setView(zoomView(view, 1 / STEP, middle))}
      >
        −
      </button>
      <output aria-label="Magnification">{times}×</output>
      <button
        type="button"
        aria-label="Zoom in"
        onClick={() => setView(zoomView(view, STEP, middle))}
      >
        +
      </button>
      <button type="button" disabled={view.side === 1} onClick={() => setView(WHOLE_MAP)}>
        All
      </button>
    </div>
  );
}
