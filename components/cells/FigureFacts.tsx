import type { ReactElement, ReactNode } from "react";
import type { FigureCell } from "../../src/domain/document.ts";
import { Raised } from "../plots/Raised.tsx";
import { factsOf, sayMarks } from "./facts.ts";
import { useFigure } from "./useFigure.ts";

/** The conditions under which what is shown was computed, as a line to read: on paper and where controls are hidden. */
export function FigureFacts({ cell }: { readonly cell: FigureCell }): ReactElement {
  const { shown, models } = useFigure(cell);
  return (
    <dl className="facts">
      {factsOf(shown?.cell ?? cell, models).map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Raised text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What stands under a figure that is taken away as a picture. */
export function PictureFoot(props: {
  readonly cell: FigureCell;
  readonly provenance: ReactNode;
}): ReactElement {
  const marks = sayMarks(props.cell);
  return (
    <div className="picture-foot">
      {marks !== "" && <p>{marks}</p>}
      <FigureFacts cell={props.cell} />
      {Boolean(props.provenance) && <p className="spans">{props.provenance}</p>}
    </div>
  );
}
