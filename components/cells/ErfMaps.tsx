import { useState, type ReactElement } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import { WHOLE_MAP } from "../plots/mapView.ts";
import type { Field, Point } from "./erfFields.ts";
import { ErfMap } from "./ErfMap.tsx";
import { ZoomButtons } from "./ZoomButtons.tsx";

/** The field's map alone, or beside its untrained twin's, under one cross-hair and one magnification. */
export function ErfMaps(props: {
  readonly fields: readonly Field[];
  /** the cell as it was when the field was computed */
  readonly of: ErfCell;
  /** the cell as it is now */
  readonly cell: ErfCell;
  /** the network’s, and what stands right above its map */
  readonly name: string;
  readonly note: string;
  /** what the network’s own weights are called beside random ones */
  readonly own: string;
  readonly cross: Point | null;
  readonly onCross: (cross: Point | null) => void;
  readonly onPlace: ((at: Point, done: boolean) => void) | undefined;
  readonly next: Point | null;
  readonly old: boolean;
}): ReactElement {
  const { fields, of, name, note, own, ...shared } = props;
  const [view, onView] = useState(WHOLE_MAP);
  const common = { of, view, onView, ...shared };
  const [first] = fields;
  return (
    <>
      {of.untrained ? (
        <div className="pair even">
          {fields.map((field) => (
            <ErfMap
              key={field.name}
              field={field}
              name={`${name}, ${field.name || own}`}
              note={field.name === "untrained" ? "random weights" : note}
              {...common}
            />
          ))}
          {fields.length < 2 && (
            <p className="caption place">The untrained twin’s map is on its way.</p>
          )}
        </div>
      ) : (
        first && <ErfMap field={first} name={name} note={note} {...common} />
      )}
      <ZoomButtons view={view} onView={onView} of={of.untrained ? "both maps" : "the map"} />
    </>
  );
}
