import type { ReactElement } from "react";
import { WHOLE_MAP, zoomView, type MapView } from "../plots/mapView.ts";

const STEP = 2;

/** Magnifies the maps of a figure together, round the middle of what is shown. */
export function ZoomButtons(props: {
  readonly view: MapView;
  readonly onView: (view: MapView) => void;
  /** what is magnified, in words */
  readonly of: string;
}): ReactElement {
  const { view, onView, of } = props;
  const middle = { x: view.x + view.side / 2, y: view.y + view.side / 2 };
  const times = Math.round(10 / view.side) / 10;
  return (
    <div className="zoom" data-live role="group" aria-label={`Zoom of ${of}`}>
      <button
        type="button"
        aria-label="Zoom out"
        disabled={view.side === 1}
        onClick={() => onView(zoomView(view, 1 / STEP, middle))}
      >
        −
      </button>
      <output aria-label="Magnification">{times}×</output>
      <button
        type="button"
        aria-label="Zoom in"
        onClick={() => onView(zoomView(view, STEP, middle))}
      >
        +
      </button>
      <button type="button" disabled={view.side === 1} onClick={() => onView(WHOLE_MAP)}>
        All
      </button>
    </div>
  );
}
