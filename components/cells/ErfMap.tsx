import { memo, useDeferredValue, useMemo, type ReactElement } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import { Heatmap } from "../plots/Heatmap.tsx";
import type { MapView } from "../plots/mapView.ts";
import { marksOfField, type Field, type Point } from "./erfFields.ts";
import { coloursOf } from "./useFigure.ts";
import { sayScale, times } from "./words.ts";

/** One field as a map: over its mean input if wanted, with what the view asks for drawn on it. */
export const ErfMap = memo(function ErfMap(props: {
  readonly field: Field;
  /** the cell as it was when the field was computed */
  readonly of: ErfCell;
  /** the cell as it is now: it decides the colours and what is drawn over the map */
  readonly cell: ErfCell;
  readonly name: string;
  readonly note: string;
  readonly cross: Point | null;
  readonly onCross: (cross: Point | null) => void;
  /** the part that is shown */
  readonly view: MapView;
  readonly onView: (view: MapView) => void;
  readonly onPlace?: ((at: Point, done: boolean) => void) | undefined;
  readonly next: Point | null;
  readonly old: boolean;
}): ReactElement {
  const { field, of, cell, name, cross, onCross, onPlace, next, old } = props;
  const { result } = field.value;
  const { centroid } = field.reading.measures;
  // lines take longer than pixels
  const contours = useDeferredValue(cell.view.contours ? field.reading.measures.contours : null);
  const { height, width } = field.drawn;
  const { overlay, squares } = cell.view;
  const marks = useMemo(() => marksOfField(field, squares), [field, squares]);
  return (
    <Heatmap
      map={field.drawn}
      colours={coloursOf(cell.conditions.colours)}
      name={name}
      note={props.note}
      quantity={`${sayScale[of.conditions.scale]}${field.name === "" ? "" : " of both"}`}
      marks={marks}
      contours={contours}
      centroid={centroid && { x: centroid.x + 0.5, y: centroid.y + 0.5 }}
      under={overlay < 1 && result.input ? { picture: result.input, opacity: overlay } : null}
      cross={cross}
      onCross={onCross}
      view={props.view}
      onView={props.onView}
      onPlace={onPlace}
      next={next}
      describe={`Effective receptive field of ${name}, stage ${result.stage}, over ${times(width, height)} input pixels.`}
      old={old}
    />
  );
});
